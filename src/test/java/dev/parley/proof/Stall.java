package dev.parley.proof;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Holds the application at a point of our choice, by a lock that its transaction runs into: there it can be killed. */
final class Stall implements AutoCloseable {
    private static final int GATE = 77;

    private final Database database;
    private final Connection holder;
    private final int holderPid;

    Stall(Database database) throws SQLException {
        this.database = database;
        holder = database.connect();
        holder.setAutoCommit(false);
        try (var row = holder.createStatement().executeQuery("select pg_backend_pid()")) {
            row.next();
            holderPid = row.getInt(1);
        }
    }

    /** A gate between flush and commit: each transaction that writes an event passes it when it commits. */
    static void buildGate(Database database) {
        database.sql().sql("""
                        create function public.gate() returns trigger language plpgsql as $$
                        begin
                            perform pg_advisory_xact_lock_shared(%d);
                            return null;
                        end $$""".formatted(GATE)).update();
        database.sql().sql("""
                        create constraint trigger gate after insert on parley.case_event
                        deferrable initially deferred for each row execute function public.gate()""").update();
    }

    /** From now on nobody passes the gate. */
    void shutGate() throws SQLException {
        execute("select pg_advisory_xact_lock(" + GATE + ")");
    }

    /** From now on nobody records what became of this notice; false if it may still be dropped. */
    boolean shut(String notice) throws SQLException {
        var sql = "select id from parley.delivery where id = ?::uuid and premises = '[]' for update";
        try (var statement = holder.prepareStatement(sql)) {
            statement.setString(1, notice);
            try (var row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** The server process of the transaction that was stopped here. */
    long awaitVictim() throws InterruptedException {
        for (var tries = 600; tries > 0; tries--) {
            var victim = victim();
            if (victim.isPresent()) return victim.get();
            Thread.sleep(20);
        }
        throw new IllegalStateException("nobody came to where it was to be stopped");
    }

    private Optional<Long> victim() {
        return database.sql()
                .sql(
                        "select pid from pg_stat_activity where usename = 'parley_app' and ? = any (pg_blocking_pids(pid)) limit 1")
                .param(holderPid)
                .query(Long.class)
                .optional();
    }

    private void execute(String sql) throws SQLException {
        try (var statement = holder.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            holder.rollback();
        } catch (SQLException gone) {
            // with the server, and the lock with it
        } finally {
            holder.close();
        }
    }
}
