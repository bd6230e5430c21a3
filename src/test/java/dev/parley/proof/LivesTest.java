package dev.parley.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.delivery.Sender;
import dev.parley.process.Audit;
import dev.parley.process.EngineClock;
import dev.parley.process.Outages;
import dev.parley.process.Staff;
import dev.parley.sandbox.SandboxClock;
import dev.parley.shared.Clock;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.mail.util.StreamProvider;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.IdentityService;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * Whole lives, many at once on one clock, played at random through the API and held against the {@link Reference} after
 * each act. A failing one prints its trace, and the property that plays it again.
 */
@ParleyTest
class LivesTest {
    private static final Logger LOG = LoggerFactory.getLogger(LivesTest.class);
    private static final int LIVES = Integer.getInteger("parley.proof.lives", 300);

    /** Always the same lives, unless more are asked for, or others. */
    private static final long SEED = Long.getLong("parley.proof.seed", LIVES == 300 ? 4 : new Random().nextLong());

    /** As a failure prints it: seed, how many at once, and when they began. */
    private static final String REPLAY = System.getProperty("parley.proof.replay", "");

    private static final int AT_ONCE = 100;
    /** Before the end of summer time in Europe and in America, Thanksgiving, and a New Year that is kept the year before. */
    private static final Instant FIRST = Instant.parse("2027-10-18T00:00:00Z");

    @LocalServerPort
    int port;

    @Autowired
    SandboxClock sandbox;

    @Autowired
    EngineClock engine;

    @Autowired
    Sender sender;

    @Autowired
    JavaMailSenderImpl mails;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient db;

    @Autowired
    EmbeddedPostgres postgres;

    @Autowired
    Outages outages;

    @Autowired
    IdentityService identity;

    @Autowired
    Audit audit;

    private final List<String> added = new ArrayList<>();
    private final TreeMap<String, Integer> events = new TreeMap<>();

    /** The mail library looks for this in every jar, a dozen times a mail, unless it is told where it is. */
    @BeforeAll
    static void findQuickly() {
        System.setProperty(StreamProvider.class.getName(), MailStreamProvider.class.getName());
    }

    /** So many that a case can be given on, and that somebody has fewer than another. */
    @BeforeEach
    void moreMediators() {
        for (var id : Desk.MEDIATORS) {
            if (identity.createUserQuery().userId(id).count() > 0) continue;
            var mediator = identity.newUser(id);
            mediator.setEmail(id + "@parley.example");
            mediator.setPassword("sandbox");
            identity.saveUser(mediator);
            identity.createMembership(id, Staff.MEDIATORS);
            added.add(id);
        }
    }

    @AfterEach
    void asBefore() {
        added.forEach(identity::deleteUser);
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    @DisplayName(
            "ESC-1 ESC-4 ESC-6 REV-6 REV-7 REV-8 DIS-9 DIS-12 DIS-13 RES-1 RES-2 NOT-3 NOT-4 DEA-0 DEA-3 DEA-4 lives at random come out as the rules say")
    void lives() {
        var before = mails.getPort();
        try (var crash = new Crash(postgres.getPostgresDatabase());
                var post = new MailServer()) {
            mails.setPort(post.port());
            var world = new Life.World(new Api(port), new Product(db), crash, clock);
            var hands = new Town.Hands(sandbox, engine, outages, sender, post);
            if (REPLAY.isEmpty()) playAll(world, hands);
            else replay(world, hands, REPLAY.split("/", -1));
        } finally {
            mails.setPort(before);
        }
        assertThat(audit.findings()).isEmpty();
    }

    private void playAll(Life.World world, Town.Hands hands) {
        for (var from = 0; from < LIVES; from += AT_ONCE) {
            var next = clock.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
            play(world, hands, SEED + from, next.isBefore(FIRST) ? FIRST : next, Math.min(AT_ONCE, LIVES - from));
            var played = Math.min(from + AT_ONCE, LIVES);
            LOG.info("{} of {} lives, seed {}, until {}: {}", played, LIVES, SEED, clock.now(), events);
        }
        assertThat(events)
                .containsKeys("review APPROVED", "review APPROVED_BY_SILENCE", "APPROVED", "NO_RESPONSE", "WITHDRAWN")
                .containsKeys("SETTLED", "PROPOSAL_ACCEPTED", "NOBODY_ELECTED", "ONE_ELECTED", "AWARDED")
                .containsKeys("refund: no claim", "refund: contract ended by freelancer", "several milestones")
                .containsKeys("extended", "moved by an outage", "moved by parties", "moved by operations")
                .containsKeys("escalated", "reassigned", "handed back", "notice repeated", "address corrected");
    }

    private void replay(Life.World world, Town.Hands hands, String[] asked) {
        play(world, hands, Long.parseLong(asked[0]), Instant.parse(asked[2]), Integer.parseInt(asked[1]));
    }

    private void play(Life.World world, Town.Hands hands, long seed, Instant start, int count) {
        try {
            var town = new Town(world, hands, seed, start, count);
            for (var life : town.play()) life.rules.events.forEach(event -> events.merge(event, 1, Integer::sum));
        } catch (AssertionError failed) {
            throw new AssertionError(
                    "-Dparley.proof.replay=" + seed + "/" + count + "/" + start + "\n" + failed.getMessage(), failed);
        }
    }
}
