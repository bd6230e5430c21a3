package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.sandbox.CaughtMail;
import dev.parley.sandbox.MailCatcher;
import dev.parley.shared.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Mails of whole lives, over real SMTP. */
@ParleyTest
class NoticesInLifeTest {
    private static final Money THOUSAND = Money.of(100_000, "USD");

    @LocalServerPort
    int port;

    @Autowired
    MailCatcher catcher;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @AfterEach
    void serverUp() {
        catcher.start();
    }

    @Test
    @DisplayName("NOT-1 the mail server is down for an hour: no act waits, nothing is lost, all of it comes once")
    void serverDownForAnHour() {
        catcher.stop();
        var dispute = api.openCase(THOUSAND);
        api.decline(dispute, 1).expect(200);
        api.advance("PT1H").expect(200);
        assertThat(states(dispute)).contains("PENDING").doesNotContain("ACCEPTED", "FAILED");
        catcher.start();
        api.advance("PT16M").expect(200);
        assertThat(states(dispute)).doesNotContain("PENDING", "FAILED");
        var subjects = mails(dispute).stream().map(mail -> mail.to() + mail.subject());
        assertThat(subjects).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    @DisplayName("NOT-2 a notice whose window was answered meanwhile is dropped, and says so")
    void droppedWhenAnswered() {
        var dispute = api.openCase(THOUSAND);
        api.approveRequest(dispute, 1).expect(200);
        api.advance("PT1S").expect(200);
        assertThat(kinds(dispute, "DROPPED")).containsExactly("DISPUTE_FILED");
        assertThat(kinds(dispute, "ACCEPTED")).containsExactly("FILING_RECEIPT", "CASE_CLOSED", "CASE_CLOSED");
    }

    @Test
    @DisplayName("NOT-2 of two offers of one side only the last one is mailed, and none once the request was updated")
    void replacedOffer() {
        var dispute = api.openCase(THOUSAND);
        api.offer(dispute, "CLIENT", Money.of(10_000, "USD")).expect(200);
        api.offer(dispute, "CLIENT", Money.of(20_000, "USD")).expect(200);
        api.offer(dispute, "FREELANCER", Money.of(90_000, "USD")).expect(200);
        api.advance("PT1S").expect(200);
        assertThat(kinds(dispute, "ACCEPTED"))
                .containsExactly("DISPUTE_FILED", "FILING_RECEIPT", "OFFER_MADE", "OFFER_MADE");
        assertThat(kinds(dispute, "DROPPED")).containsExactly("OFFER_MADE");
        api.offer(dispute, "CLIENT", Money.of(30_000, "USD")).expect(200);
        api.update(dispute, THOUSAND, "I delivered all of it.").expect(200);
        api.advance("PT1S").expect(200);
        assertThat(kinds(dispute, "DROPPED")).containsExactly("OFFER_MADE", "OFFER_MADE");
        assertThat(kinds(dispute, "ACCEPTED")).contains("REQUEST_UPDATED");
    }

    @Test
    @DisplayName(
            "NOT-2 nobody is asked for what was left behind while the mail server was down; what is over for good is told")
    void stageLeftBehind() {
        catcher.stop();
        var dispute = api.openCase(THOUSAND);
        api.update(dispute, THOUSAND, "I delivered all of it.").expect(200);
        api.decline(dispute, 2).expect(200);
        var mediator = api.dispute(dispute).at("/mediator");
        api.as(mediator).handBack(dispute, "I am away.").expect(200);
        api.as(api.dispute(dispute).at("/mediator"))
                .propose(dispute, Money.of(50_000, "USD"))
                .expect(200);
        api.decide(dispute, "CLIENT", 1, "ACCEPT").expect(200);
        catcher.start();
        api.advance("PT16M").expect(200);
        assertThat(kinds(dispute, "DROPPED"))
                .containsExactly(
                        "DISPUTE_FILED", "REQUEST_UPDATED", "MEDIATOR_ASSIGNED", "MEDIATOR_ASSIGNED", "PROPOSAL_MADE");
        assertThat(kinds(dispute, "ACCEPTED"))
                .containsExactly(
                        "FILING_RECEIPT",
                        "FILING_RECEIPT",
                        "DISPUTE_DECLINED",
                        "MEDIATION_STARTED",
                        "ASSIGNMENT_ENDED",
                        "ASSIGNMENT_ENDED",
                        "PROPOSAL_MADE",
                        "DECISION_RECEIPT",
                        "DECISION_MADE");
    }

    @Test
    @DisplayName("NOT-2 changes that were requested are not mailed once the next submission is there")
    void resubmitted() {
        catcher.stop();
        var milestone = api.fundedMilestone(THOUSAND);
        var review = api.submit(milestone, THOUSAND).expect(201).id();
        api.requestChanges(review, "More blue, " + review).expect(200);
        api.submit(milestone, THOUSAND).expect(201);
        catcher.start();
        api.advance("PT16M").expect(200);
        assertThat(catcher.mails())
                .filteredOn(mail -> mail.text().contains("More blue, " + review))
                .singleElement()
                .satisfies(mail -> assertThat(mail.subject()).startsWith("You requested changes"));
    }

    @Test
    @DisplayName(
            "DIS-4 DEA-2 ESC-4 the mail of a filing says who wants how much, until when in the reader's zone, and what silence means")
    void filingInWords() {
        var dispute = api.openCase(THOUSAND);
        api.advance("PT1S").expect(200);
        var mail = mails(dispute).stream()
                .filter(m -> m.to().contains("clara"))
                .findFirst()
                .orElseThrow();
        assertThat(mail.text())
                .contains("1,000.00 USD", "America/New_York", "I delivered what we agreed.")
                .containsIgnoringCase("released to");
        assertThat(mail.attachments()).extracting(CaughtMail.Attachment::type).anyMatch(t -> t.contains("calendar"));
    }

    @Test
    @DisplayName(
            "ARB-1 the Notice of Non-Resolution says plainly what follows if both, one or neither goes on, and the cost")
    void noticeInWords() {
        var dispute = rejected("MARKETPLACE");
        assertThat(mails(dispute))
                .filteredOn(mail -> mail.text().contains("291.00 USD"))
                .hasSize(2)
                .allSatisfy(mail -> assertThat(mail.text())
                        .contains("1,000.00 USD", "The freelancer rejected the proposal", "arbitrator")
                        .contains("goes to the client", "goes to the one who goes on")
                        .doesNotContain("service fee"));
    }

    @Test
    @DisplayName("ESC-4 ARB-1 the Notice of Non-Resolution names the service fee that a release would cost")
    void feeInTheNotice() {
        var dispute = rejected("DIRECT");
        assertThat(mails(dispute))
                .filteredOn(mail -> mail.text().contains("291.00 USD"))
                .hasSize(2)
                .allSatisfy(
                        mail -> assertThat(mail.text().replaceAll("\\s+", " "))
                                .contains(
                                        "goes to the one who goes on, and the share that was paid is returned."
                                                + " Of what the freelancer gets, the service fee is taken: 34.00 USD if it is all of it."));
    }

    private UUID rejected(String kind) {
        var dispute = api.openCase(kind, THOUSAND);
        api.decline(dispute, 1).expect(200);
        api.as(api.dispute(dispute).at("/mediator"))
                .propose(dispute, Money.of(50_000, "USD"))
                .expect(200);
        api.decide(dispute, "FREELANCER", 1, "REJECT").expect(200);
        api.advance("PT1S").expect(200);
        return dispute;
    }

    private List<CaughtMail> mails(UUID dispute) {
        var number = api.dispute(dispute).at("/number");
        return catcher.mails().stream()
                .filter(mail -> (mail.subject() + mail.text()).contains(number))
                .toList();
    }

    private List<String> states(UUID dispute) {
        return atOnce(dispute).stream()
                .map(notice -> notice.path("state").asText())
                .toList();
    }

    private List<String> kinds(UUID dispute, String state) {
        return atOnce(dispute).stream()
                .filter(notice -> notice.path("state").asText().equals(state))
                .map(notice -> notice.path("kind").asText())
                .toList();
    }

    /** All but the reminders, which wait for their time. */
    private List<JsonNode> atOnce(UUID dispute) {
        var notices = new ArrayList<JsonNode>();
        for (var notice : api.get("/disputes/" + dispute + "/notices").json())
            if (notice.path("notBefore").equals(notice.path("recordedAt"))) notices.add(notice);
        return notices;
    }
}
