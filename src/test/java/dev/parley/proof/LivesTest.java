package dev.parley.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.process.Audit;
import dev.parley.sandbox.SandboxClock;
import dev.parley.shared.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Whole lives, many at once on one clock, played at random through the API and held against the {@link Reference} after
 * each act. A failing one prints its seed and its trace; {@code -Dparley.proof.seed=} plays it again.
 */
@ParleyTest
class LivesTest {
    private static final Logger LOG = LoggerFactory.getLogger(LivesTest.class);
    private static final int LIVES = Integer.getInteger("parley.proof.lives", 300);
    private static final long SEED = Long.getLong("parley.proof.seed", new Random().nextLong());
    private static final int AT_ONCE = 50;
    private static final int ROUNDS = 16;

    /** What passes while the acts of one round are sent; no deadline ends within it. */
    private static final Duration ROUND = Duration.ofMinutes(5);

    @LocalServerPort
    int port;

    @Autowired
    SandboxClock sandbox;

    @Autowired
    Clock clock;

    @Autowired
    Audit audit;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @Test
    @DisplayName("ESC-1 ESC-6 REV-7 REV-8 DIS-12 DIS-13 lives at random come out as the rules say, to the minor unit")
    void lives() {
        var endings = new TreeMap<String, Integer>();
        for (var from = 0; from < LIVES; from += AT_ONCE) {
            for (var life : play(SEED + from, Math.min(AT_ONCE, LIVES - from)))
                life.rules.endings.forEach(ending -> endings.merge(ending, 1, Integer::sum));
            LOG.info("{} of {} lives, seed {}: {}", Math.min(from + AT_ONCE, LIVES), LIVES, SEED, endings);
        }
        assertThat(endings)
                .containsKeys("review approved", "review silent", "APPROVED", "NO_RESPONSE", "WITHDRAWN", "SETTLED")
                .containsKeys("PROPOSAL_ACCEPTED", "NOBODY_ELECTED", "ONE_ELECTED", "AWARDED")
                .containsKeys("refund: claim unused", "refund: contract ended");
        assertThat(audit.findings()).isEmpty();
    }

    private List<Life> play(long seed, int count) {
        var random = new SplittableRandom(seed);
        var lives = new ArrayList<Life>();
        IntStream.range(0, count).forEach(n -> lives.add(new Life(api, random.split())));
        try {
            for (var round = 0; round < ROUNDS; round++) playRound(lives, random);
            for (var day = 0; day < 120 && !allOver(lives); day++) finishDay(lives);
            assertThat(lives).allMatch(Life::isOver);
            for (var life : lives) life.compare();
            return lives;
        } catch (AssertionError failed) {
            throw new AssertionError("seed " + seed + ", " + count + " lives: " + failed.getMessage(), failed);
        }
    }

    private void playRound(List<Life> lives, SplittableRandom random) {
        for (var life : lives) if (random.nextInt(3) > 0) life.act();
        if (random.nextInt(3) == 0) actLate(lives);
        advance(lives, Duration.ofSeconds(random.nextInt(3600, 86_400)));
    }

    private void finishDay(List<Life> lives) {
        for (var life : lives) if (!life.isOver() && life.due() == null) life.staffAct();
        advance(lives, Duration.ofHours(23));
    }

    private static boolean allOver(List<Life> lives) {
        return lives.stream().allMatch(Life::isOver);
    }

    /** The clock stands just after the next deadlines, and no timer has run: whoever acts now is late. */
    private void actLate(List<Life> lives) {
        var dues = dues(lives);
        var next = dues.values().stream().min(Instant::compareTo);
        if (next.isEmpty() || next.get().isAfter(clock.now().plus(Duration.ofHours(20)))) return;
        var moment = afterAll(dues, next.get());
        sandbox.moveTo(moment);
        var late = dues.keySet().stream()
                .filter(life -> Objects.requireNonNull(dues.get(life)).isBefore(moment))
                .toList();
        for (var life : late) {
            life.rules.inTime = false;
            for (var acts = 0; acts < 4; acts++) life.act();
            life.rules.inTime = true;
        }
        sandbox.to(clock.now());
        for (var life : late) life.silence();
    }

    /** At most one deadline of each life passes in a step. */
    private void advance(List<Life> lives, Duration by) {
        var dues = dues(lives);
        var target = afterAll(dues, clock.now().plus(by));
        sandbox.to(target);
        dues.forEach((life, due) -> {
            if (due.isBefore(target)) life.silence();
        });
    }

    /** That moment or a later one, with no deadline while the acts of a round are sent. */
    private static Instant afterAll(Map<Life, Instant> dues, Instant moment) {
        var after = moment;
        while (true) {
            var end = after;
            var within = dues.values().stream()
                    .filter(due -> !due.isBefore(end) && due.isBefore(end.plus(ROUND)))
                    .max(Instant::compareTo);
            if (within.isEmpty()) return after;
            after = within.get().plusMillis(1);
        }
    }

    private static Map<Life, Instant> dues(List<Life> lives) {
        var dues = new LinkedHashMap<Life, Instant>();
        for (var life : lives) Stream.ofNullable(life.due()).forEach(due -> dues.put(life, due));
        return dues;
    }
}
