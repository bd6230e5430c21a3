package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.journal.Journal;
import dev.parley.process.EngineClock;
import dev.parley.sandbox.MailCatcher;
import dev.parley.sandbox.SandboxClock;
import dev.parley.shared.Clock;
import dev.parley.shared.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** NOT-4 over HTTP: silence counts only if the silent side was reached. */
@ParleyTest
class UndeliveredTest {
    private static final Money AMOUNT = Money.of(50_000, "USD");
    private static final Duration STRIDE = Duration.ofDays(3);

    @LocalServerPort
    int port;

    @Autowired
    MailCatcher catcher;

    @Autowired
    SandboxClock sandbox;

    @Autowired
    EngineClock engine;

    @Autowired
    Journal journal;

    @Autowired
    Clock clock;

    private Api api;
    private UUID milestone = new UUID(0, 0);
    private UUID review = new UUID(0, 0);
    private Instant due = Instant.EPOCH;
    private String deadline = "";

    @BeforeEach
    void openReview() {
        api = new Api(port);
        milestone = api.fundedMilestone(AMOUNT);
        review = api.submit(milestone, AMOUNT).expect(201).id();
        due = due();
        deadline = api.review(review).at("/deadline/id");
    }

    @AfterEach
    void serverUp() {
        catcher.start();
    }

    @Test
    @DisplayName(
            "NOT-4 NOT-1 the mail server is down the whole window: it is extended once, then silence counts; nothing is lost")
    void serverDown() {
        catcher.stop();
        overTo(due.plusSeconds(1));
        assertThat(state()).isEqualTo("OPEN");
        assertThat(causes()).containsExactly("UNDELIVERED");
        assertThat(moved(0, "grounds")).isEqualTo("CLIENT");
        var extended = due();
        assertThat(extended).isAfter(due.plus(Duration.ofDays(16)));
        assertThat(events()).contains("deadline.moved");
        overTo(extended.minusSeconds(20));
        assertThat(state()).isEqualTo("OPEN");
        overTo(extended.plusSeconds(1));
        assertThat(state()).isEqualTo("APPROVED_BY_SILENCE");
        assertThat(causes()).containsExactly("UNDELIVERED");
        assertThat(api.milestone(milestone).minor("/balances/paidOut")).isEqualTo(50_000);
        catcher.start();
        api.advance("PT16M").expect(200);
        assertThat(kinds("DROPPED"))
                .filteredOn(kind -> !kind.equals("REVIEW_REMINDER"))
                .containsExactly("REVIEW_OPENED", "WINDOW_EXTENDED", "WINDOW_EXTENDED");
        assertThat(kinds("DROPPED"))
                .as("three for each end")
                .filteredOn("REVIEW_REMINDER"::equals)
                .hasSize(6);
        assertThat(kinds("ACCEPTED")).containsExactly("REVIEW_APPROVED_BY_SILENCE", "REVIEW_APPROVED_BY_SILENCE");
    }

    @Test
    @DisplayName(
            "NOT-4 the first mail that arrives brings the extended end forward to a full window from it, and the alarm with it")
    void broughtForward() {
        catcher.stop();
        overTo(due.plusSeconds(1));
        var provisional = due();
        catcher.start();
        api.advance("PT16M").expect(200);
        var accepted = acceptedAt("CLIENT");
        assertThat(causes()).containsExactly("UNDELIVERED", "BROUGHT_FORWARD");
        assertThat(due()).isEqualTo(aFullWindowFrom(accepted)).isBefore(provisional);
        assertThat(kinds("ACCEPTED")).contains("WINDOW_BROUGHT_FORWARD");
        overTo(due().minusSeconds(20));
        assertThat(state()).isEqualTo("OPEN");
        overTo(due().plusSeconds(1));
        assertThat(state()).isEqualTo("APPROVED_BY_SILENCE");
    }

    @Test
    @DisplayName(
            "NOT-4 the unreached client answers right after the end, before the alarm: the answer is taken, the extension recorded")
    void actAfterTheEnd() {
        sandbox.moveTo(due.plusMillis(1));
        api.requestChanges(review, "One thing is missing.").expect(200);
        assertThat(state()).isEqualTo("CHANGES_REQUESTED");
        assertThat(events()).contains("deadline.moved");
        assertThat(api.milestone(milestone).minor("/balances/free")).isEqualTo(50_000);
        api.advance("PT1S").expect(200);
        assertThat(kinds("DROPPED")).contains("REVIEW_OPENED", "WINDOW_EXTENDED");
    }

    @Test
    @DisplayName(
            "NOT-4 REV-7 a filing after the end of a review whose client was not reached is in time too, and its response not shorter")
    void filedAfterTheEnd() {
        sandbox.moveTo(due.plusMillis(1));
        var dispute = api.file(milestone, AMOUNT).expect(201).id();
        assertThat(Instant.parse(api.dispute(dispute).at("/deadline/at"))).isAfter(due.plus(Duration.ofDays(16)));
    }

    @Test
    @DisplayName("NOT-4 a mail accepted just before half time makes silence count")
    void acceptedInTheFirstHalf() {
        sandbox.moveTo(half().minusSeconds(20));
        api.advance("PT1S").expect(200);
        assertThat(acceptedAt("CLIENT")).isBefore(half());
        overTo(due.plusSeconds(1));
        assertThat(state()).isEqualTo("APPROVED_BY_SILENCE");
    }

    @Test
    @DisplayName(
            "NOT-4 one accepted after half time does not: the window is extended to a full one from that mail, in one step")
    void acceptedInTheSecondHalf() {
        sandbox.moveTo(half());
        api.advance("PT1S").expect(200);
        overTo(due.plusSeconds(1));
        assertThat(causes()).containsExactly("UNDELIVERED");
        assertThat(due()).isEqualTo(aFullWindowFrom(acceptedAt("CLIENT")));
        assertThat(deadline().at("/deadline/moves/0/steps/0/start"))
                .isEqualTo(acceptedAt("CLIENT").toString());
    }

    @Test
    @DisplayName("NOT-4 a bounce reported before the deadline extends the window; said twice it is the same bounce")
    void bouncedBefore() {
        api.advance("PT1S").expect(200);
        var notice = notice("REVIEW_OPENED");
        var first = api.bounce(notice, "550 no such mailbox").expect(200);
        assertThat(first.at("/state")).isEqualTo("ACCEPTED");
        assertThat(first.at("/bounceReason")).isEqualTo("550 no such mailbox");
        var again = api.bounce(notice, "another report").expect(200);
        assertThat(again.at("/bouncedAt")).isEqualTo(first.at("/bouncedAt"));
        assertThat(again.at("/bounceReason")).isEqualTo("550 no such mailbox");
        assertThat(events().stream().filter("notice.bounced"::equals)).hasSize(1);
        catcher.stop();
        overTo(due.plusSeconds(1));
        assertThat(state()).isEqualTo("OPEN");
        assertThat(causes()).containsExactly("UNDELIVERED");
    }

    @Test
    @DisplayName("NOT-4 a bounce reported after the deadline is recorded and changes nothing")
    void bouncedAfter() {
        api.advance("PT1S").expect(200);
        sandbox.moveTo(due);
        assertThat(api.bounce(notice("REVIEW_OPENED"), "too late").expect(200).at("/bouncedAt"))
                .isNotEmpty();
        api.advance("PT1S").expect(200);
        assertThat(state()).isEqualTo("APPROVED_BY_SILENCE");
    }

    @Test
    @DisplayName("NOT-4 an acknowledgement before the deadline makes silence count, though no mail ever left")
    void acknowledged() {
        catcher.stop();
        api.acknowledge(notice("REVIEW_OPENED")).expect(200);
        var first = api.acknowledge(notice("REVIEW_OPENED")).expect(200).at("/acknowledgedAt");
        assertThat(first).isNotEmpty();
        overTo(due.plusSeconds(1));
        assertThat(state()).isEqualTo("APPROVED_BY_SILENCE");
        assertThat(events().stream().filter("notice.acknowledged"::equals)).hasSize(1);
    }

    @Test
    @DisplayName("NOT-4 an acknowledgement in the extended window brings its end forward")
    void acknowledgedLater() {
        catcher.stop();
        overTo(due.plusSeconds(1));
        var at = Instant.parse(
                api.acknowledge(notice("WINDOW_EXTENDED", "CLIENT")).expect(200).at("/acknowledgedAt"));
        assertThat(causes()).containsExactly("UNDELIVERED", "BROUGHT_FORWARD");
        assertThat(due()).isEqualTo(aFullWindowFrom(at));
        api.acknowledge(notice("REVIEW_OPENED")).expect(200);
        assertThat(causes()).hasSize(2);
    }

    @Test
    @DisplayName(
            "NOT-4 one decision is made, the other side was not reached: the window is extended, the decision stays and takes effect")
    void oneDecisionMade() {
        var dispute = proposed();
        sandbox.moveTo(due(dispute).minusSeconds(60));
        api.decide(dispute, "CLIENT", 1, "ACCEPT").expect(200);
        sandbox.moveTo(due(dispute).plusMillis(100));
        engine.runDue();
        assertThat(api.dispute(dispute).at("/stage")).isEqualTo("DECISIONS");
        assertThat(api.dispute(dispute).at("/deadline/moves/0/grounds")).isEqualTo("FREELANCER");
        assertThat(api.decide(dispute, "CLIENT", 1, "REJECT").expect(409).code())
                .isEqualTo("already-sealed");
        api.decide(dispute, "FREELANCER", 1, "ACCEPT").expect(200);
        assertThat(api.dispute(dispute).at("/outcome/ending")).isEqualTo("PROPOSAL_ACCEPTED");
    }

    @Test
    @DisplayName(
            "NOT-4 neither side was reached: brought forward by the first of them, to a full window from then, and once")
    void bothUnreached() {
        var dispute = proposed();
        catcher.stop();
        overTo(due(dispute).plusSeconds(1));
        assertThat(api.dispute(dispute).at("/deadline/moves/0/grounds")).isEqualTo("CLIENT FREELANCER");
        var provisional = due(dispute);
        api.acknowledge(notice("PROPOSAL_MADE", "CLIENT")).expect(200);
        var broughtForward = due(dispute);
        assertThat(broughtForward).isBefore(provisional);
        api.acknowledge(notice("PROPOSAL_MADE", "FREELANCER")).expect(200);
        assertThat(due(dispute)).isEqualTo(broughtForward);
        overTo(due(dispute).plusSeconds(1));
        assertThat(api.dispute(dispute).at("/stage")).isEqualTo("ELECTION");
    }

    @Test
    @DisplayName(
            "DOR-3 NOT-4 bounces and acknowledgements are the contracts system's, about its own notices, of what was sent")
    void refusals() {
        var notice = notice("REVIEW_OPENED");
        assertThat(api.bounce(notice, "not sent yet").expect(409).code()).isEqualTo("notice-not-sent");
        api.as("otto").bounce(notice, "x").expect(403);
        api.as("mia").acknowledge(notice).expect(403);
        assertThat(api.bounce(UUID.randomUUID().toString(), "x").expect(404).code())
                .isEqualTo("notice-unknown");
        assertThat(api.bounce(notice, "").expect(400).field()).isEqualTo("reason");
    }

    /** In a few strides, each with what is due then: a mail server that is down is tried again every 15 minutes. */
    private void overTo(Instant target) {
        for (var stride = clock.now().plus(STRIDE); stride.isBefore(target); stride = stride.plus(STRIDE)) {
            sandbox.moveTo(stride);
            api.advance("PT0.1S").expect(200);
        }
        sandbox.moveTo(target);
        api.advance("PT0.1S").expect(200);
    }

    private UUID proposed() {
        var dispute = api.openCase(AMOUNT);
        api.decline(dispute, 1).expect(200);
        api.as(api.dispute(dispute).at("/mediator"))
                .propose(dispute, Money.of(30_000, "USD"))
                .expect(200);
        milestone = UUID.fromString(api.dispute(dispute).at("/milestone"));
        return dispute;
    }

    private Instant half() {
        var start = Instant.parse(api.review(review).at("/deadline/start"));
        return start.plus(Duration.between(start, due).dividedBy(2));
    }

    /** Of the client, in New York: the same local time, whatever the clocks did meanwhile. */
    private static Instant aFullWindowFrom(Instant start) {
        return start.atZone(ZoneId.of("America/New_York")).plusDays(14).toInstant();
    }

    private Instant due() {
        return Instant.parse(api.review(review).at("/deadline/at"));
    }

    private Instant due(UUID dispute) {
        return Instant.parse(api.dispute(dispute).at("/deadline/at"));
    }

    private Api.Response deadline() {
        return api.deadline(deadline).expect(200);
    }

    private List<String> causes() {
        return deadline().json().at("/deadline/moves").findValuesAsText("cause");
    }

    private String moved(int number, String field) {
        return deadline().at("/deadline/moves/" + number + "/" + field);
    }

    private String state() {
        return api.review(review).expect(200).at("/state");
    }

    private List<String> events() {
        return journal.of(milestone).stream().map(Journal.Entry::type).toList();
    }

    private Instant acceptedAt(String role) {
        var first = Instant.MAX;
        for (var notice : api.notices(milestone).json())
            if (notice.path("role").asText().equals(role) && notice.has("acceptedAt"))
                first = Collections.min(
                        List.of(first, Instant.parse(notice.path("acceptedAt").asText())));
        return first;
    }

    private String notice(String kind) {
        return notice(kind, "CLIENT");
    }

    private String notice(String kind, String role) {
        for (var notice : api.notices(milestone).expect(200).json())
            if (notice.path("kind").asText().equals(kind)
                    && notice.path("role").asText().equals(role))
                return notice.path("id").asText();
        throw new AssertionError("no " + kind + " for the " + role);
    }

    private List<String> kinds(String state) {
        var kinds = new ArrayList<String>();
        for (var notice : api.notices(milestone).json())
            if (notice.path("state").asText().equals(state))
                kinds.add(notice.path("kind").asText());
        return kinds;
    }
}
