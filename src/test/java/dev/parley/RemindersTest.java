package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sandbox.CaughtMail;
import dev.parley.sandbox.MailCatcher;
import dev.parley.shared.Money;
import dev.parley.shared.Premise;
import dev.parley.shared.StillHolds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reminders of whole lives: by the table of windows. */
@ParleyTest
class RemindersTest {
    private static final Money THOUSAND = Money.of(100_000, "USD");

    @LocalServerPort
    int port;

    @Autowired
    MailCatcher catcher;

    @Autowired
    JdbcClient db;

    @Autowired
    StillHolds stillHolds;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @Test
    @DisplayName(
            "REV-5 a silent client is reminded of a review at half time, 24 h and 2 h before its end, then no more")
    void reviewInSilence() {
        var milestone = api.fundedMilestone(THOUSAND);
        var review = api.submit(milestone, THOUSAND).expect(201);
        var end = Instant.parse(review.at("/deadline/at"));
        api.advance("P13DT23H").expect(200);
        assertThat(reminded(review.id(), "REVIEW_REMINDER"))
                .containsExactly(half(review), end.minus(Duration.ofHours(24)), end.minus(Duration.ofHours(2)));
        api.advance("P2D").expect(200);
        assertThat(states(review.id(), "REVIEW_REMINDER")).containsExactly("ACCEPTED", "ACCEPTED", "ACCEPTED");
        assertThat(mails(review.id(), "REVIEW_REMINDER"))
                .hasSize(3)
                .allSatisfy(mail -> assertThat(mail.text())
                        .contains(
                                "1,000.00 USD is released to Fred Freelancer",
                                "A saved draft or a reply to this mail is not"));
    }

    @Test
    @DisplayName("REV-5 NOT-2 nobody is reminded of what was answered")
    void answered() {
        var milestone = api.fundedMilestone(THOUSAND);
        var review = api.submit(milestone, THOUSAND).expect(201).id();
        api.advance("P10D").expect(200);
        api.requestChanges(review, "More blue.").expect(200);
        api.advance("P5D").expect(200);
        assertThat(states(review, "REVIEW_REMINDER")).containsExactly("ACCEPTED", "DROPPED", "DROPPED");
    }

    @Test
    @DisplayName("REV-5 DIS-9 an updated request is reminded of as it is now, and once, also when its end stays")
    void updatedRequest() {
        var dispute = api.openCase(THOUSAND);
        api.update(dispute, Money.of(60_000, "USD"), "I ask for less.").expect(200);
        api.advance("P20D").expect(200);
        assertThat(states(dispute, "RESPONSE_REMINDER"))
                .containsExactlyInAnyOrder("DROPPED", "DROPPED", "DROPPED", "ACCEPTED", "ACCEPTED", "ACCEPTED");
        assertThat(mails(dispute, "RESPONSE_REMINDER"))
                .hasSize(3)
                .allSatisfy(
                        mail -> assertThat(mail.text()).contains("600.00 USD").doesNotContain("1,000.00 USD"));
    }

    @Test
    @DisplayName(
            "REV-5 RES-3 only who has not decided is reminded; half time of two days is 24 h before their end, more or less")
    void undecided() {
        var dispute = api.openCase(THOUSAND);
        api.decline(dispute, 1).expect(200);
        api.as(api.dispute(dispute).at("/mediator"))
                .propose(dispute, Money.of(50_000, "USD"))
                .expect(200);
        api.decide(dispute, "CLIENT", 1, "ACCEPT").expect(200);
        api.advance("P3D").expect(200);
        var reminders = mails(dispute, "DECISION_REMINDER");
        assertThat(reminders).isNotEmpty().allMatch(mail -> mail.to().contains("fred@"));
        assertThat(states(dispute, "DECISION_REMINDER")).contains("DROPPED").doesNotContain("PENDING", "FAILED");
    }

    @Test
    @DisplayName("REV-5 ARB-2 in the election window both are reminded, with the share and what silence means")
    void election() {
        var dispute = api.openCase(THOUSAND);
        api.decline(dispute, 1).expect(200);
        api.as(api.dispute(dispute).at("/mediator"))
                .propose(dispute, Money.of(50_000, "USD"))
                .expect(200);
        api.decide(dispute, "CLIENT", 1, "REJECT").expect(200);
        api.elect(dispute, "FREELANCER", Money.of(29_100, "USD")).expect(200);
        api.advance("P9D").expect(200);
        assertThat(mails(dispute, "ELECTION_REMINDER")).hasSize(3).allSatisfy(mail -> {
            assertThat(mail.to()).contains("clara@");
            assertThat(mail.text())
                    .contains("291.00 USD", "1,000.00 USD goes to the one who goes on", "If neither does");
        });
    }

    @Test
    @DisplayName("REV-5 REV-6 the freelancer is reminded of what can still be claimed")
    void claim() {
        var contract = api.register("MARKETPLACE", "USD", "America/New_York", "US-NY", 100_000)
                .expect(201);
        api.deposit(contract.milestone(0), THOUSAND).expect(200);
        api.endContract(contract.id(), "CLIENT").expect(200);
        api.advance("P9D").expect(200);
        assertThat(catcher.mails())
                .filteredOn(mail -> mail.header("X-Parley-Notice").equals("CLAIM_REMINDER")
                        && aboutMilestone(mail, contract.milestone(0)))
                .hasSize(3)
                .allMatch(mail -> mail.text().contains("1,000.00 USD is refunded to Clara Client"));
    }

    @Test
    @DisplayName("REV-5 RES-1 a mediator is reminded once, at half time, of a case that is still theirs")
    void mediator() {
        var dispute = api.openCase(THOUSAND);
        api.decline(dispute, 1).expect(200);
        var first = api.dispute(dispute).at("/mediator");
        api.as(first).handBack(dispute, "I am away.").expect(200);
        api.advance("P1DT1H").expect(200);
        assertThat(mails(dispute, "PROPOSAL_REMINDER"))
                .singleElement()
                .satisfies(mail -> assertThat(mail.to())
                        .doesNotContain(first + "@")
                        .contains(api.dispute(dispute).at("/mediator")));
        assertThat(states(dispute, "PROPOSAL_REMINDER")).containsExactlyInAnyOrder("DROPPED", "ACCEPTED");
    }

    @Test
    @DisplayName("DEA-3 REV-5 a reminder holds for the end that it was written for, and for no other")
    void ofThisEnd() {
        var review = api.submit(api.fundedMilestone(THOUSAND), THOUSAND).expect(201);
        var end = Instant.parse(review.at("/deadline/at"));
        var premises = db.sql(
                        "select distinct premises::text from delivery where subject_id = ? and kind = 'REVIEW_REMINDER'")
                .param(review.id())
                .query(String.class)
                .single();
        var deadline = db.sql("select id from deadline where subject = ?")
                .param(review.id())
                .query(UUID.class)
                .single();

        assertThat(premises).contains("DUE_AT", end.toString(), "AWAITS");
        assertThat(stillHolds.stillHolds(Premise.dueAt(deadline, end))).isTrue();
        assertThat(stillHolds.stillHolds(Premise.dueAt(deadline, end.plusMillis(1))))
                .isFalse();
    }

    private static Instant half(Api.Response review) {
        var start = Instant.parse(review.at("/deadline/start"));
        var end = Instant.parse(review.at("/deadline/at"));
        return start.plus(Duration.between(start, end).dividedBy(2));
    }

    private boolean aboutMilestone(CaughtMail mail, UUID milestone) {
        return db.sql("select milestone_id from delivery where subject_id = ? limit 1")
                .param(UUID.fromString(mail.header("X-Parley-Subject")))
                .query(UUID.class)
                .single()
                .equals(milestone);
    }

    private List<CaughtMail> mails(UUID subject, String kind) {
        return catcher.mails().stream()
                .filter(mail -> mail.header("X-Parley-Notice").equals(kind)
                        && mail.header("X-Parley-Subject").equals(subject.toString()))
                .toList();
    }

    private List<Instant> reminded(UUID subject, String kind) {
        return new ArrayList<>(
                db.sql("select not_before from delivery where subject_id = ? and kind = ? order by not_before")
                        .params(subject, kind)
                        .query((row, n) -> row.getTimestamp(1).toInstant())
                        .list());
    }

    private List<String> states(UUID subject, String kind) {
        return db.sql("select state from delivery where subject_id = ? and kind = ? order by not_before")
                .params(subject, kind)
                .query(String.class)
                .list();
    }
}
