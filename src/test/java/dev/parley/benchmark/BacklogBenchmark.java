package dev.parley.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parley.sandbox.SandboxClock;
import dev.parley.shared.Clock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The Monday after an outage: so many windows are due at once, and one node drains them while others come due. Beside
 * the usual shape, which drains a tenth of them. {@code -Dparley.benchmark.backlog=1000}: how many.
 */
class BacklogBenchmark {
    private static final Path FOLDER = Path.of("target", "benchmark");
    private static final int WINDOWS = Integer.getInteger("parley.benchmark.backlog", 50_000);
    private static final int MEANWHILE = Math.min(WINDOWS / 10, 400);
    private static final int CALLERS = 2;
    private static final Duration PAUSE = Duration.ofMillis(25);
    private static final Duration APART = Duration.ofMinutes(10);
    private static final Duration BEFORE_THE_FIRST = Duration.ofSeconds(3);

    private final Progress progress = new Progress();

    /**
     * @param outOfOrder by how many places a window was expired before or after its turn at most
     * @param lateness in seconds, of the windows that came due meanwhile: the median, one of twenty, the largest
     */
    record Drained(
            int windows, double perSecond, double usualPerSecond, double ratio, int outOfOrder, List<Double> lateness) {
        @Override
        public String toString() {
            return "%d due windows at %.0f a second, the usual shape at %.0f: %.1f times as fast; out of turn by at most %d; "
                            .formatted(windows, perSecond, usualPerSecond, ratio, outOfOrder)
                    + "%d that came due meanwhile were late by %.2f s in the median, %.2f s one of twenty, %.2f s at most"
                            .formatted(MEANWHILE, lateness.get(0), lateness.get(1), lateness.get(2));
        }
    }

    @Test
    @DisplayName("a backlog of due windows is drained in its order, and new windows are on time beside it")
    void drain() throws Exception {
        var recordings = recorded();
        try (var house = new House(
                FOLDER.resolve("data"), "--parley.jobs.active=false", "--camunda.bpm.job-execution.enabled=true")) {
            var db = JdbcClient.create(house.database("postgres"));
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
            var ours = perSecond(WINDOWS + MEANWHILE, () -> count(db, "parley.deadline where state = 'OPEN'"));
            var usual = usual(house, recordings);
            var drained = new Drained(WINDOWS, ours, usual, ours / usual, outOfOrder(db, others), lateness(db, others));
            Files.writeString(
                    FOLDER.resolve("backlog.json"),
                    new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(drained));
            progress.say(drained.toString());
        }
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

    /** Reviews whose windows are open. */
    private void open(House house, int count) throws Exception {
        each(count, "windows opened", () -> house.submitted(house.funded()));
        house.allDelivered();
    }

    private double usual(House house, Recordings recordings) throws Exception {
        var floor = new Floor(recordings, house.get(DataSource.class), CALLERS);
        try (var usual = new Usual(house, floor)) {
            var count = WINDOWS / 10;
            usual.open();
            each(count, "of the usual shape opened", () -> {
                usual.begin(Kind.REVIEW).play("submit");
                return UUID.randomUUID();
            });
            usual.pause();
            usual.letTimePass();
            usual.open();
            var db = JdbcClient.create(usual.database());
            var rate = perSecond(count, () -> count(db, "usual.act_ru_execution where parent_id_ is null"));
            usual.pause();
            return rate;
        }
    }

    private void each(int count, String what, Callable<UUID> one) throws Exception {
        var callers = Executors.newFixedThreadPool(CALLERS);
        try {
            for (var done = 0; done < count; done += Math.min(1000, count - done)) {
                var batch = callers.invokeAll(Stream.generate(() -> one)
                        .limit(Math.min(1000, count - done))
                        .toList());
                for (var result : batch) result.get();
                progress.say("%d of %d %s".formatted(done + batch.size(), count, what));
            }
        } finally {
            callers.shutdownNow();
        }
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
