package dev.parley.benchmark;

import dev.parley.Sent;
import dev.parley.benchmark.Recorder.Statement;
import dev.parley.benchmark.Recorder.Step;
import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.ttddyy.dsproxy.proxy.ParameterSetOperation;
import org.postgresql.PGConnection;

/** A connection with its statements, each prepared once. */
final class Desk {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Desk(Connection connection) throws SQLException {
        this.connection = connection.unwrap(PGConnection.class) instanceof Connection bare ? bare : connection;
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
        send(statement, sent);
    }

    /** As it was sent, and reads what comes back. */
    static void send(PreparedStatement statement, Sent sent) throws SQLException, ReflectiveOperationException {
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
