package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.process.EngineClock;
import dev.parley.process.Outages;
import dev.parley.sandbox.SandboxClock;
import dev.parley.shared.Clock;
import dev.parley.shared.Money;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** DEA-4: an outage of ours costs nobody their last day. Without the beat, moved hands are such an outage. */
@ParleyTest
class OutageTest {
    private static final Money AMOUNT = Money.of(50_000, "USD");
    private static final Duration DAY = Duration.ofDays(1);

    @LocalServerPort
    int port;

    @Autowired
    SandboxClock sandbox;

    @Autowired
    EngineClock engine;

    @Autowired
    Outages outages;

    @Autowired
    JdbcClient db;

    @Autowired
    EmbeddedPostgres postgres;

    @Autowired
    Clock clock;

    private Api api;
    private UUID milestone = new UUID(0, 0);
    private UUID review = new UUID(0, 0);
    private Instant due = Instant.EPOCH;

    /** At noon, so that an outage of some hours stays within the day. */
    @BeforeEach
    void openReview() {
        api = new Api(port);
        sandbox.to(clock.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(36)));
        milestone = api.register("MARKETPLACE", "USD", "UTC", "US", AMOUNT.minor())
                .expect(201)
                .milestone(0);
        api.deposit(milestone, AMOUNT).expect(200);
        review = api.submit(milestone, AMOUNT).expect(201).id();
        api.advance("PT1S").expect(200);
        due = due();
    }

    @AfterEach
    void noticed() {
        outages.beat();
    }

    @Test
    @DisplayName(
            "DEA-4 an outage over the end is noticed at the start, before the timers: the end moves a day, both are told")
    void overTheEnd() {
        sandbox.to(due.minus(Duration.ofHours(3)));
        api.standStill("PT5H").expect(200);
        assertThat(state()).isEqualTo("OPEN");
        assertThat(due()).isEqualTo(due.plus(DAY));
        assertThat(causes()).containsExactly("OUTAGE");
        assertThat(kinds()).contains("WINDOW_MOVED_BY_OUTAGE", "WINDOW_MOVED_BY_OUTAGE");
        assertThat(JdbcClient.create(postgres.getPostgresDatabase())
                        .sql(
                                "select count(*) from parley.outage where until - since between interval '5 hours' and interval '5 hours 1 minute'")
                        .query(Integer.class)
                        .single())
                .isPositive();
        sandbox.to(due.plus(DAY).minusSeconds(5));
        assertThat(state()).isEqualTo("OPEN");
        api.advance("PT10S").expect(200);
        assertThat(state()).isEqualTo("APPROVED_BY_SILENCE");
    }

    @Test
    @DisplayName("DEA-4 four hours are no outage, and one before the last day moves nothing")
    void tooShortOrTooEarly() {
        sandbox.to(due.minus(Duration.ofDays(9)));
        api.standStill("PT6H").expect(200);
        assertThat(due()).isEqualTo(due);
        sandbox.to(due.minus(Duration.ofHours(2)));
        api.standStill("PT3H59M").expect(200);
        assertThat(state()).isEqualTo("APPROVED_BY_SILENCE");
    }

    @Test
    @DisplayName(
            "DEA-4 a timer that wakes while the outage is yet to be noticed expires nothing and finds the window moved")
    void timerFirst() {
        sandbox.to(due.minus(Duration.ofHours(3)));
        sandbox.moveHands(due.plus(Duration.ofHours(2)));
        engine.runDue();
        assertThat(state()).isEqualTo("OPEN");
        assertThat(due()).isEqualTo(due.plus(DAY));
        outages.beat();
        assertThat(due()).isEqualTo(due.plus(DAY));
        assertThat(causes()).containsExactly("OUTAGE");
    }

    @Test
    @DisplayName("DEA-4 an act right after the outage is in time before anybody has noticed it")
    void actFirst() {
        sandbox.to(due.minus(Duration.ofHours(3)));
        sandbox.moveHands(due.plus(Duration.ofHours(2)));
        api.requestChanges(review, "One thing is missing.").expect(200);
        assertThat(state()).isEqualTo("CHANGES_REQUESTED");
    }

    @Test
    @DisplayName(
            "DEA-4 a window that was over before the outage began stays over: its alarm waits for the notice and then expires it")
    void overBefore() {
        sandbox.moveTo(due.plusMillis(1));
        sandbox.moveHands(due.plus(Duration.ofHours(6)));
        engine.runDue();
        assertThat(state()).isEqualTo("OPEN");
        assertThat(api.approve(review).expect(409).code()).isEqualTo("deadline-passed");
        outages.beat();
        api.advance("PT2S").expect(200);
        assertThat(state()).isEqualTo("APPROVED_BY_SILENCE");
        assertThat(causes()).isEmpty();
    }

    @Test
    @DisplayName("DEA-4 an outage of days moves the end past it, and a response to the next business day")
    void ofDays() {
        var dispute = api.openCase(AMOUNT);
        api.advance("PT1S").expect(200);
        var response = Instant.parse(api.dispute(dispute).at("/deadline/at"));
        sandbox.to(response.minus(Duration.ofHours(10)));
        api.standStill("P2D").expect(200);
        var moved = api.dispute(dispute);
        assertThat(Instant.parse(moved.at("/deadline/at"))).isAfter(response.plus(DAY));
        assertThat(moved.at("/deadline/moves/0/steps/0/length")).isEqualTo("the same time of the next business day");
        assertThat(moved.at("/stage")).isEqualTo("RESPONSE");
    }

    private Instant due() {
        return Instant.parse(api.review(review).at("/deadline/at"));
    }

    private String state() {
        return api.review(review).expect(200).at("/state");
    }

    private List<String> causes() {
        var deadline = db.sql("select id from deadline where subject = ?")
                .param(review)
                .query(UUID.class)
                .single();
        return api.deadline(deadline.toString())
                .expect(200)
                .json()
                .at("/deadline/moves")
                .findValuesAsText("cause");
    }

    private List<String> kinds() {
        var kinds = new ArrayList<String>();
        for (var notice : api.notices(milestone).json())
            kinds.add(notice.path("kind").asText());
        return kinds;
    }
}
