package dev.parley.benchmark;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.sql.DataSource;

/**
 * What the database allows: the very domain statements of a life of ours with the same commits, as prepared JDBC on one
 * connection for each caller.
 */
final class Floor implements Shape {
    private final Recordings recordings;
    private final DataSource database;
    private final BlockingQueue<Desk> desks = new LinkedBlockingQueue<>();

    Floor(Recordings recordings, DataSource database, int callers) throws SQLException {
        this.recordings = recordings;
        this.database = database;
        for (var n = 0; n < callers; n++) desks.add(new Desk(database.getConnection()));
    }

    @Override
    public String name() {
        return "floor";
    }

    @Override
    public Life begin(Kind kind) {
        var acts = begun(kind);
        return act -> play(acts.get(act));
    }

    /** The acts of a life that is set up. */
    Map<String, List<Recorder.Step>> begun(Kind kind) {
        var acts = recordings.another(kind);
        play(acts.get(Recordings.SET_UP));
        return acts;
    }

    /** The windows of a recorded life are over when it is played again. */
    @Override
    public void letTimePass() {}

    @Override
    public DataSource database() {
        return database;
    }

    private void play(List<Recorder.Step> steps) {
        try {
            var desk = desks.take();
            desk.play(steps);
            desks.add(desk);
        } catch (InterruptedException | SQLException | ReflectiveOperationException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
