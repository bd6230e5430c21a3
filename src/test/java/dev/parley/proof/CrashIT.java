package dev.parley.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The packaged jar at work on a durable database, hurt again and again: what was acknowledged is there, what was sent
 * again happened once, each mail arrives with the same bytes, timers fire, and the audit finds nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CrashIT {
    private static final int KILLS = Effort.of("crashes", 5);
    private static final int BREAKS = Effort.of("breaks", 20);
    private static final long SEED = Effort.seed();
    private static final Path FOLDER = Path.of("target", "crash-test", String.valueOf(System.currentTimeMillis()));
    private static final Duration QUIET_WITHIN = Duration.ofMinutes(2);
    private static final Duration FIRES_WITHIN = Duration.ofSeconds(30);

    private final Map<Script, List<String>> undisturbed = new EnumMap<>(Script.class);
    private final Map<Harm, Integer> done = new EnumMap<>(Harm.class);
    private final Cluster cluster;
    private int acts;
    private int repeated;

    CrashIT() throws IOException {
        Files.createDirectories(FOLDER);
        cluster = new Cluster(FOLDER.toAbsolutePath());
    }

    /** How lives go when nobody disturbs them. */
    @BeforeAll
    void start() throws Exception {
        System.out.printf("crashes: up in %d ms, logs in %s%n", cluster.run(1).toMillis(), FOLDER);
        Stall.buildGate(cluster.database);
        for (var script : Script.ENDING) {
            var contract = script.play(new Caller(cluster::running, SEED));
            undisturbed.put(script, Traces.of(contract, cluster.database));
        }
        cluster.awaitQuiet(QUIET_WITHIN);
    }

    @AfterAll
    void stop() throws Exception {
        cluster.close();
    }

    @Test
    @Order(1)
    @DisplayName(
            "ESC-1 ESC-2 NOT-1 DOR-1 killed sessions and restarts of the database lose nothing and do nothing twice")
    void database() throws Exception {
        rounds(BREAKS, Harm.TO_DATABASE);
    }

    @Test
    @Order(2)
    @DisplayName("ESC-1 ESC-2 NOT-1 DOR-1 killed nodes, of one, two or three, lose nothing and do nothing twice")
    void nodes() throws Exception {
        rounds(KILLS, Harm.TO_NODES);
    }

    @Test
    @Order(3)
    @DisplayName("REV-4 DEA-0 a deadline that falls due while no node runs is carried out when one is back")
    void dueWhileDown() throws Exception {
        cluster.run(1);
        var review = silent();
        cluster.first().kill();
        cluster.moveTo(cluster.due(review).plusMillis(100));
        System.out.printf("crashes: up in %d ms%n", cluster.run(1).toMillis());
        requireFires(review, "due while down");
    }

    @Test
    @Order(4)
    @DisplayName("REV-4 DEA-0 a deadline whose session ends between flush and commit is carried out all the same, once")
    void dueInVain() throws Exception {
        var review = silent();
        try (var stall = new Stall(cluster.database)) {
            stall.shutGate();
            cluster.moveTo(cluster.due(review).plusMillis(100));
            cluster.database.terminate(stall.awaitVictim());
        }
        requireFires(review, "due in vain");
    }

    private UUID silent() throws InterruptedException, SQLException {
        var review = cluster.review(Script.SILENT.play(new Caller(cluster::running, SEED)));
        cluster.awaitQuiet(QUIET_WITHIN);
        return review;
    }

    /** From when a node is up, or lost its session. */
    private void requireFires(UUID review, String when) throws Exception {
        var from = System.nanoTime();
        while (cluster.state(review).equals("OPEN")) {
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(FIRES_WITHIN);
            Thread.sleep(50);
        }
        System.out.printf(
                "crashes: %s: carried out after %d ms%n",
                when, Duration.ofNanos(System.nanoTime() - from).toMillis());
        assertThat(cluster.state(review)).isEqualTo("APPROVED_BY_SILENCE");
        cluster.awaitQuiet(QUIET_WITHIN);
        requireAllWell();
    }

    @Test
    @Order(5)
    @DisplayName("AUD-1 after all of it the audit, run as operations run it, ends with 0")
    void audit() throws Exception {
        assertThat(cluster.first().audit()).as(cluster.first().log().toString()).isZero();
        System.out.printf(
                "crashes: seed %d, %d acts acknowledged, %d sent again, %d mails, %d of them once more; %s%n",
                SEED, acts, repeated, cluster.post.arrived(), cluster.post.cameAgain(), done);
    }

    private void rounds(int count, List<Harm> harms) throws Exception {
        for (var n = 0; n < count; n++) {
            var harm = harms.get(n % harms.size());
            var seed = SEED + n;
            var callers = new ArrayList<Caller>();
            try {
                System.out.printf(
                        "crashes: %d of %d: %s, seed %d: %s%n",
                        n + 1, count, harm.words, seed, round(harm, new Random(seed), callers));
            } catch (Exception | AssertionError failed) {
                callers.forEach(caller -> System.out.println("crashes: " + caller.trace()));
                throw new AssertionError("round " + (n + 1) + ", " + harm.words + ", seed " + SEED, failed);
            }
            done.merge(harm, 1, Integer::sum);
        }
    }

    private String round(Harm harm, Random random, List<Caller> callers) throws Exception {
        var nodes = harm.nodes == 0 ? Math.max(1, cluster.running().size()) : harm.nodes;
        cluster.run(nodes);
        var load = new Load(cluster, undisturbed, random.nextLong());
        callers.addAll(load.callers());
        load.start();
        var up = Duration.ZERO;
        try {
            harm.strike(cluster, random);
            up = cluster.run(Math.max(1, cluster.running().size()));
        } finally {
            load.finish();
        }
        cluster.letLocksEnd();
        cluster.awaitQuiet(QUIET_WITHIN);
        load.requireKept();
        requireAllWell();
        acts += load.acts();
        repeated += load.repeated();
        return "%d acts, %d sent again, up in %d ms".formatted(load.acts(), load.repeated(), up.toMillis());
    }

    private void requireAllWell() throws IOException {
        cluster.post.requireAllArrived();
        for (var query : new PathMatchingResourcePatternResolver().getResources("classpath:audit/*.sql")) {
            var sql = cluster.database.sql().sql(query.getContentAsString(UTF_8));
            var breaches = query.getContentAsString(UTF_8).contains(":until") ? sql.param("until", "infinity") : sql;
            assertThat(breaches.query().listOfRows()).as(query.getFilename()).isEmpty();
        }
    }
}
