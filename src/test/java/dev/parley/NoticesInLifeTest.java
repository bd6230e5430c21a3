package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(kinds(dispute, "ACCEPTED")).containsExactly("CASE_CLOSED", "CASE_CLOSED");
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
        var dispute = api.openCase(THOUSAND);
        api.decline(dispute, 1).expect(200);
        api.as(api.dispute(dispute).at("/mediator"))
                .propose(dispute, Money.of(50_000, "USD"))
                .expect(200);
        api.decide(dispute, "FREELANCER", 1, "REJECT").expect(200);
        api.advance("PT1S").expect(200);
        assertThat(mails(dispute))
                .filteredOn(mail -> mail.text().contains("291.00 USD"))
                .hasSize(2)
                .allSatisfy(mail -> assertThat(mail.text())
                        .contains("1,000.00 USD", "the freelancer rejected the proposal", "arbitrator")
                        .contains("goes to the client", "goes to the one who goes on"));
    }

    private List<CaughtMail> mails(UUID dispute) {
        var number = api.dispute(dispute).at("/number");
        return catcher.mails().stream()
                .filter(mail -> (mail.subject() + mail.text()).contains(number))
                .toList();
    }

    private List<String> states(UUID dispute) {
        return api.get("/disputes/" + dispute + "/notices").json().findValuesAsText("state");
    }

    private List<String> kinds(UUID dispute, String state) {
        var kinds = new ArrayList<String>();
        for (var notice : api.get("/disputes/" + dispute + "/notices").json())
            if (notice.path("state").asText().equals(state))
                kinds.add(notice.path("kind").asText());
        return kinds;
    }
}
