package dev.parley.proof;

import dev.parley.delivery.ScriptedSmtp;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** One to three nodes, their database and the mail server: all that there is of Parley, and none of it in this process. */
final class Cluster implements AutoCloseable {
    private static final int LARGEST = 3;

    final Database database;
    final ScriptedSmtp mails;
    final Post post;
    private final List<Node> nodes = new ArrayList<>();

    Cluster(Path folder) throws IOException {
        database = new Database(folder);
        mails = new ScriptedSmtp();
        post = new Post(mails, database);
        for (var n = 1; n <= LARGEST; n++) nodes.add(new Node(n, folder, database, mails.port()));
    }

    /** The only one, or one of them. */
    Node first() {
        return running().get(0);
    }

    List<Node> running() {
        return nodes.stream().filter(Node::isRunning).toList();
    }

    /** Starts or stops until so many run; says how long the slowest took to come up. */
    Duration run(int count) throws IOException, InterruptedException {
        while (running().size() > count) running().get(count).kill();
        var from = System.nanoTime();
        for (var node : nodes) if (!node.isRunning() && running().size() < count) node.start();
        for (var node : running()) node.awaitUp();
        return Duration.ofNanos(System.nanoTime() - from);
    }

    /**
     * What a dead node held is free again: its jobs after 5 minutes, its mails after 10. Nobody waits for that here. A
     * live node that still speaks sends the same bytes twice, as it may.
     */
    void letLocksEnd() throws SQLException {
        database.pretend(
                "update camunda.act_ru_job set lock_exp_time_ = null, lock_owner_ = null where lock_exp_time_ is not null",
                "update parley.delivery set next_attempt_at = parley.now() where state = 'PENDING' and attempts > 0");
    }

    /**
     * The time becomes this: the database's at once, and what the nodes, whose clocks stay, have set their alarms for
     * until then is due now. The heart has beaten until then: a short outage, which moves no window.
     */
    void moveTo(Instant time) throws SQLException {
        database.pretend(
                "update parley.sandbox_clock set ahead = '" + time + "'::timestamptz - clock_timestamp()",
                "update parley.heartbeat set at = parley.now()",
                "update camunda.act_ru_job set duedate_ = clock_timestamp() at time zone 'UTC' where duedate_ <= '"
                        + time.atOffset(ZoneOffset.UTC).toLocalDateTime() + "'");
    }

    /** All that is due has happened: mails are out, timers have fired. */
    void awaitQuiet(Duration atMost) throws InterruptedException, SQLException {
        var until = System.nanoTime() + atMost.toNanos();
        for (var looks = 0; !isQuiet(); looks++) {
            if (System.nanoTime() > until) throw new AssertionError("not quiet after " + atMost + ": " + waiting());
            if (looks % 30 == 29) letLocksEnd();
            Thread.sleep(100);
        }
    }

    private boolean isQuiet() {
        return waiting().isEmpty();
    }

    private List<String> waiting() {
        return database.sql().sql("""
                        select 'mail ' || kind || ' ' || id || ' ' || coalesce(last_error, '') from parley.delivery
                         where state = 'PENDING' and (attempts > 0 or next_attempt_at <= parley.now())
                        union all select 'job ' || id_ || ' ' || coalesce(exception_msg_, '') from camunda.act_ru_job
                         where duedate_ <= clock_timestamp() at time zone 'UTC' or lock_owner_ is not null
                        """).query(String.class).list();
    }

    /** The only review of a contract. */
    UUID review(UUID contract) {
        return database.sql().sql("""
                        select r.id from parley.review r join parley.milestone m on m.id = r.milestone_id
                         where m.contract_id = ?""").param(contract).query(UUID.class).single();
    }

    String state(UUID review) {
        return database.sql()
                .sql("select state from parley.review where id = ?")
                .param(review)
                .query(String.class)
                .single();
    }

    Instant due(UUID review) {
        return database.sql()
                .sql("select due_at from parley.deadline where subject = ?")
                .param(review)
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    @Override
    public void close() throws Exception {
        for (var node : nodes) node.close();
        mails.close();
        database.close();
    }
}
