package dev.parley.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parley.proof.Crowd;
import dev.parley.sandbox.SandboxClock;
import dev.parley.shared.Clock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The Monday after an outage: so many windows are due at once, and one node drains them while others come due. Beside
 * the usual shape, which drains fewer of them, and beside two nodes. {@code -Dparley.benchmark.backlog=1000}: how many.
 */
class BacklogBenchmark {
    private static final Path FOLDER = Path.of("target", "benchmark");
    private static final int WINDOWS = Integer.getInteger("parley.benchmark.backlog", 50_000);
    private static final int MEANWHILE = Math.min(WINDOWS / 10, 400);
    private static final int SOME = Math.min(WINDOWS / 4, 2_000);
    private static final String OPEN = "parley.deadline where state = 'OPEN'";
    private static final Duration PAUSE = Duration.ofMillis(25);
    private static final Duration APART = Duration.ofMinutes(10);
    private static final Duration BEFORE_THE_FIRST = Duration.ofSeconds(3);

    private final Progress progress = new Progress();

    /**
     * @param outOfOrder by how many places a window was expired before or after its turn at most
     * @param lateness in seconds, of the windows that came due meanwhile: the median, one of twenty, the largest
     * @param ofTwoPerSecond with a second acquisition as another node has it
     * @param shareOfOther what that one did of them
     */
    record Drained(
            int windows,
            double perSecond,
            double usualPerSecond,
            double ratio,
            int outOfOrder,
            List<Double> lateness,
            double ofTwoPerSecond,
            double shareOfOther) {
        @Override
        public String toString() {
            return "%d due windows at %.0f a second, the usual shape at %.0f: %.1f times as fast; out of turn by at most %d; "
                            .formatted(windows, perSecond, usualPerSecond, ratio, outOfOrder)
                    + "%d that came due meanwhile were late by %.2f s in the median, %.2f s one of twenty, %.2f s at most; "
                            .formatted(MEANWHILE, lateness.get(0), lateness.get(1), lateness.get(2))
                    + "two nodes on this machine: %.0f a second, one of them did %.0f %%"
                            .formatted(ofTwoPerSecond, shareOfOther * 100);
        }
    }

    @Test
    @DisplayName("a backlog of due windows is drained in its order, and new windows are on time beside it")
    void drain() throws Exception {
        var recordings = recorded();
        try (var house = new House(
                FOLDER.resolve("data"), "--parley.jobs.active=false", "--camunda.bpm.job-execution.enabled=true")) {
            var db = JdbcClient.create(house.database("postgres"));
            var warmed = warm(() -> drained(house, db, SOME));
            open(house, WINDOWS);
            var clock = house.get(Clock.class);
            house.get(SandboxClock.class).moveTo(clock.now().plus(APART));
            var others = clock.now();
            for (var n = 0; n < MEANWHILE; n++) {
                house.submitted(house.funded());
                Thread.sleep(PAUSE.toMillis());
            }
            house.allDelivered();
            house.get(SandboxClock.class).moveTo(firstOf(db, others).minus(BEFORE_THE_FIRST));
            var ours = perSecond(WINDOWS + MEANWHILE, () -> count(db, OPEN));
            var outOfOrder = outOfOrder(db, others);
            var lateness = lateness(db, others);
            var other = new OtherNode(house.get(ProcessEngine.class));
            other.start();
            var ofTwo = drained(house, db, SOME);
            other.shutdown();
            assertThat(count(db, "parley.transfer where purpose = 'RELEASE'"))
                    .isEqualTo(warmed * SOME + WINDOWS + MEANWHILE + SOME);
            var usual = usual(house, recordings);
            var drained = new Drained(
                    WINDOWS, ours, usual, ours / usual, outOfOrder, lateness, ofTwo, (double) other.executed() / SOME);
            Files.writeString(
                    FOLDER.resolve("backlog.json"),
                    new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(drained));
            progress.say(drained.toString());
        }
    }

    /** Drains some until that is hardly faster than the best before it, and says how often. */
    private int warm(Callable<Double> some) throws Exception {
        var best = 0.0;
        for (var times = 1; ; times++) {
            var rate = some.call();
            progress.say("warming: %.0f windows a second".formatted(rate));
            if (rate < best * Round.FASTER) return times;
            best = rate;
        }
    }

    /** How many windows a second are done of so many. */
    private double drained(House house, JdbcClient db, int windows) throws Exception {
        open(house, windows);
        house.letTimePass();
        return perSecond(windows, () -> count(db, OPEN));
    }

    /** A review of ours, in a house of its own where nobody else takes its alarm. */
    private static Recordings recorded() {
        try (var house = new House(FOLDER.resolve("recorded"), "--parley.jobs.active=false")) {
            var recordings = new Recordings(
                    new Facade(house, new Executor(house.get(ProcessEngine.class))), house.get(Recorder.class));
            recordings.record(Kind.REVIEW);
            return recordings;
        }
    }

    /** Reviews whose windows are open, and end one after the other: one that was played, and others like it. */
    private void open(House house, int count) throws SQLException {
        progress.say("opening %d windows".formatted(count));
        var milestone = house.funded();
        house.submitted(milestone);
        house.allDelivered();
        var database = house.database("postgres");
        var db = JdbcClient.create(database);
        var contract = db.sql("select contract_id from parley.milestone where id = ?")
                .param(milestone)
                .query(UUID.class)
                .single();
        try (var connection = database.getConnection()) {
            Crowd.of(contract, count - 1, connection);
            connection.createStatement().execute("set session_replication_role = replica");
            JdbcClient.create(new SingleConnectionDataSource(connection, true))
                    .sql("""
                            with turn as (select id, subject, row_number() over (order by id) * interval '10 ms' as later
                                            from parley.deadline where state = 'OPEN'),
                                 moved as (update parley.deadline d set due_at = due_at + later from turn where turn.id = d.id)
                            update camunda.act_ru_job j set duedate_ = duedate_ + later
                              from turn join camunda.act_ru_execution e on e.business_key_ = turn.subject::text
                             where j.process_instance_id_ = e.proc_inst_id_
                            """)
                    .update();
        }
    }

    private double usual(House house, Recordings recordings) throws Exception {
        var floor = new Floor(recordings, house.get(DataSource.class), 1);
        try (var usual = new Usual(house, floor)) {
            warm(() -> drained(usual));
            return drained(usual);
        }
    }

    private double drained(Usual usual) throws Exception {
        usual.open();
        progress.say("opening %d windows of the usual shape".formatted(SOME));
        for (var n = 0; n < SOME; n++) usual.begin(Kind.REVIEW).play("submit");
        usual.pause();
        usual.letTimePass();
        usual.open();
        var db = JdbcClient.create(usual.database());
        var rate = perSecond(SOME, () -> count(db, "usual.act_ru_execution where parent_id_ is null"));
        usual.pause();
        return rate;
    }

    /** Until none is left, or nothing has happened for a minute. */
    private double perSecond(int count, Callable<Integer> left) throws Exception {
        var from = System.nanoTime();
        var stuck = 0;
        for (int now = count, before = count; now > 0; before = now) {
            Thread.sleep(500);
            now = left.call();
            stuck = now == before ? stuck + 1 : 0;
            assertThat(stuck)
                    .as("half seconds without progress, with %d left", now)
                    .isLessThan(120);
            if (now / 5000 != before / 5000) progress.say(now + " left");
        }
        return count / ((System.nanoTime() - from) / 1e9);
    }

    private static int count(JdbcClient db, String what) {
        return db.sql("select count(*) from " + what).query(Integer.class).single();
    }

    private static Instant firstOf(JdbcClient db, Instant openedFrom) {
        return db.sql("select min(due_at) from parley.deadline where opened_at >= ?")
                .param(OffsetDateTime.parse(openedFrom.toString()))
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private static int outOfOrder(JdbcClient db, Instant until) {
        return db.sql("""
                        select coalesce(max(abs(turn - place)), 0)
                          from (select row_number() over (order by due_at, id) as turn,
                                       row_number() over (order by decided_at, due_at, id) as place
                                  from parley.deadline where opened_at < ?) expired
                        """)
                .param(OffsetDateTime.parse(until.toString()))
                .query(Integer.class)
                .single();
    }

    private static List<Double> lateness(JdbcClient db, Instant from) {
        return db.sql("""
                        select percentile_disc(array[0.5, 0.95, 1]) within group (order by extract(epoch from decided_at - due_at))
                          from parley.deadline where opened_at >= ?
                        """)
                .param(OffsetDateTime.parse(from.toString()))
                .query((row, n) -> Stream.of((Object[]) row.getArray(1).getArray())
                        .map(seconds -> ((Number) seconds).doubleValue())
                        .toList())
                .single();
    }
}
