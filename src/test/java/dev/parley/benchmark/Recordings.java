package dev.parley.benchmark;

import dev.parley.Sent;
import dev.parley.benchmark.Recorder.Statement;
import dev.parley.benchmark.Recorder.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import net.ttddyy.dsproxy.proxy.ParameterSetOperation;

/** What lives of ours send to the database, act by act, and the domain's part of it for lives of others with ids of their own. */
final class Recordings {
    /** All that comes before the first act. */
    static final String SET_UP = "set-up";

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Facade ours;
    private final Recorder recorder;
    private final Map<Kind, Map<String, List<Step>>> recordings = new HashMap<>();

    Recordings(Facade ours, Recorder recorder) {
        this.ours = ours;
        this.recorder = recorder;
    }

    /** Records a life of ours anew: its instants are to be those of the lives that are compared. */
    Map<String, List<Step>> record(Kind kind) {
        var recording = record(kind, ours);
        recordings.put(kind, recording);
        return recording;
    }

    Map<String, List<Step>> record(Kind kind, Shape shape) {
        var recording = new LinkedHashMap<String, List<Step>>();
        var life = new Shape.Life[1];
        recording.put(SET_UP, recorder.of(() -> life[0] = shape.begin(kind)));
        for (var act : kind.before()) recording.put(act, recorder.of(() -> life[0].play(act)));
        if (!kind.after().isEmpty()) shape.letTimePass();
        for (var act : kind.after()) recording.put(act, recorder.of(() -> life[0].play(act)));
        return recording;
    }

    /** The domain's statements and the commits of another life, by its acts. */
    Map<String, List<Step>> another(Kind kind) {
        var ids = new HashMap<String, String>();
        var acts = new HashMap<String, List<Step>>();
        recordings.get(kind).forEach((act, steps) -> acts.put(act, ofItsOwn(steps, ids)));
        return acts;
    }

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
}
