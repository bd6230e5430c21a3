package dev.parley.benchmark;

import dev.parley.Sent;
import dev.parley.benchmark.Recorder.Statement;
import dev.parley.benchmark.Recorder.Step;
import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.proxy.ParameterSetOperation;

/**
 * What the database allows: the very domain statements of a life of ours with the same commits, as prepared JDBC on one
 * connection for each caller. A life is recorded, and played again with ids of its own.
 */
final class Floor implements Shape {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final String SET_UP = "set-up";

    private final Facade ours;
    private final Recorder recorder;
    private final BlockingQueue<Desk> desks = new LinkedBlockingQueue<>();
    private final Map<Kind, Map<String, List<Step>>> recordings = new HashMap<>();

    Floor(Facade ours, Recorder recorder, DataSource database, int callers) throws SQLException {
        this.ours = ours;
        this.recorder = recorder;
        for (var n = 0; n < callers; n++) desks.add(new Desk(database.getConnection()));
    }

    @Override
    public String name() {
        return "floor";
    }

    /** Records a life of ours anew: its instants are to be those of the lives that are compared. */
    Map<String, List<Step>> record(Kind kind) {
        var recording = record(kind, ours);
        recordings.put(kind, recording);
        return recording;
    }

    Map<String, List<Step>> record(Kind kind, Shape shape) {
        var recording = new LinkedHashMap<String, List<Step>>();
        var life = new Life[1];
        recording.put(SET_UP, recorder.of(() -> life[0] = shape.begin(kind)));
        for (var act : kind.before()) recording.put(act, recorder.of(() -> life[0].play(act)));
        if (!kind.after().isEmpty()) shape.letTimePass();
        for (var act : kind.after()) recording.put(act, recorder.of(() -> life[0].play(act)));
        return recording;
    }

    @Override
    public Life begin(Kind kind) {
        var ids = new HashMap<String, String>();
        var acts = new HashMap<String, List<Step>>();
        recordings.get(kind).forEach((act, steps) -> acts.put(act, ofItsOwn(steps, ids)));
        play(acts.get(SET_UP));
        return act -> play(acts.get(act));
    }

    /** The windows of a recorded life are over when it is played again. */
    @Override
    public void letTimePass() {}

    @Override
    public DataSource database() {
        return ours.database();
    }

    private void play(List<Step> steps) {
        try {
            var desk = desks.take();
            desk.play(steps);
            desks.add(desk);
        } catch (InterruptedException | SQLException | ReflectiveOperationException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The domain's statements, with another id for each. */
    private static List<Step> ofItsOwn(List<Step> steps, Map<String, String> ids) {
        var own = new ArrayList<Step>();
        for (var step : steps) {
            if (!(step instanceof Statement statement)) own.add(step);
            else if (!statement.sent().isEngine()) own.add(new Statement(ofItsOwn(statement.sent(), ids)));
        }
        return own;
    }

    private static Sent ofItsOwn(Sent sent, Map<String, String> ids) {
        return new Sent(
                sent.sql(), sent.rows().stream().map(row -> ofItsOwn(row, ids)).toList());
    }

    private static List<ParameterSetOperation> ofItsOwn(Iterable<ParameterSetOperation> row, Map<String, String> ids) {
        var own = new ArrayList<ParameterSetOperation>();
        for (var parameter : row) {
            var arguments = parameter.getArgs().clone();
            if (arguments[1] instanceof UUID id) arguments[1] = UUID.fromString(another(id.toString(), ids));
            else if (arguments[1] instanceof String text)
                arguments[1] = ID.matcher(text).replaceAll(found -> another(found.group(), ids));
            own.add(new ParameterSetOperation(parameter.getMethod(), arguments));
        }
        return own;
    }

    private static String another(String id, Map<String, String> ids) {
        return ids.computeIfAbsent(id, known -> UUID.randomUUID().toString());
    }

    /** A connection with its statements, each prepared once. */
    private static final class Desk {
        private final Connection connection;
        private final Map<String, PreparedStatement> prepared = new HashMap<>();

        Desk(Connection connection) throws SQLException {
            this.connection =
                    connection.unwrap(org.postgresql.PGConnection.class) instanceof Connection bare ? bare : connection;
            this.connection.setAutoCommit(false);
        }

        void play(List<Step> steps) throws SQLException, ReflectiveOperationException {
            for (var step : steps) {
                if (step instanceof Statement statement) send(statement.sent());
                else connection.commit();
            }
        }

        private void send(Sent sent) throws SQLException, ReflectiveOperationException {
            var statement = prepared.get(sent.sql());
            if (statement == null) {
                statement = connection.prepareStatement(sent.sql());
                prepared.put(sent.sql(), statement);
            }
            for (var row : sent.rows()) {
                set(statement, row);
                if (sent.rows().size() > 1) statement.addBatch();
            }
            if (sent.rows().size() > 1) statement.executeBatch();
            else if (statement.execute()) read(statement);
        }

        private static void set(PreparedStatement statement, List<ParameterSetOperation> row)
                throws IllegalAccessException, InvocationTargetException {
            for (var parameter : row) parameter.getMethod().invoke(statement, parameter.getArgs());
        }

        private static void read(PreparedStatement statement) throws SQLException {
            try (var rows = statement.getResultSet()) {
                while (rows.next()) rows.getObject(1);
            }
        }
    }
}
