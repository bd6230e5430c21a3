package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import dev.parley.sandbox.CaughtMail;
import dev.parley.sandbox.MailCatcher;
import dev.parley.shared.Money;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What mails enter into their readers' calendars, and take out again. */
@ParleyTest
class CalendarInLifeTest {
    private static final Money THOUSAND = Money.of(100_000, "USD");

    @LocalServerPort
    int port;

    @Autowired
    MailCatcher catcher;

    @Autowired
    JdbcClient db;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @Test
    @DisplayName(
            "REV-1 REV-3 a review is entered once, whatever reminds of it, and taken out by the receipt of the answer")
    void review() {
        var milestone = api.fundedMilestone(THOUSAND);
        var review = api.submit(milestone, THOUSAND).expect(201).id();
        api.advance("P8D").expect(200);
        api.requestChanges(review, "More blue.").expect(200);
        api.advance("PT1S").expect(200);

        assertThat(files("clara", review, "REVIEW_REMINDER")).isEmpty();
        var opened = only(files("clara", review, "REVIEW_OPENED"));
        var over = only(files("clara", review, "CHANGES_RECEIPT"));
        assertThat(opened.getMethod().getValue()).isEqualTo("PUBLISH");
        assertThat(over.getMethod().getValue()).isEqualTo("CANCEL");
        assertThat(event(opened).getUid().getValue()).isEqualTo(deadline(review, "REVIEW"));
        assertThat(event(over).getUid().getValue()).isEqualTo(deadline(review, "REVIEW"));
        assertThat(event(opened).getSequence().getValue()).isZero();
        assertThat(event(over).getSequence().getValue()).isPositive();
        assertThat(event(over).getStatus().isCancelled()).isTrue();
        assertThat(event(over).getDateStart()).isEqualTo(event(opened).getDateStart());
        assertThat(event(over).getSummary().getValue())
                .isEqualTo(event(opened).getSummary().getValue());
    }

    @Test
    @DisplayName("DIS-9 a higher request takes the old deadline out and enters the new one, in one mail")
    void higherRequest() {
        var milestone = api.fundedMilestone(THOUSAND);
        api.submit(milestone, THOUSAND).expect(201);
        var dispute = api.file(milestone, Money.of(50_000, "USD")).expect(201).id();
        api.advance("PT1S").expect(200);
        var first = deadline(dispute, "RESPONSE");
        api.update(dispute, Money.of(80_000, "USD"), "I ask for more.").expect(200);
        api.advance("PT1S").expect(200);

        assertThat(files("clara", dispute, "REQUEST_UPDATED"))
                .extracting(file ->
                        file.getMethod().getValue() + " " + event(file).getUid().getValue())
                .containsExactly("CANCEL " + first, "PUBLISH " + deadline(dispute, "RESPONSE"));
        assertThat(files("fred", dispute, "FILING_RECEIPT")).isEmpty();
    }

    @Test
    @DisplayName("RES-3 who decides first has the deadline taken out at once, the other at the end, and nobody twice")
    void decisions() {
        var dispute = proposed();
        api.decide(dispute, "CLIENT", 1, "ACCEPT").expect(200);
        api.advance("PT1S").expect(200);
        assertThat(methods("clara", dispute, "DECISION_RECEIPT")).containsExactly("CANCEL");
        assertThat(methods("fred", dispute, "DECISION_MADE")).isEmpty();
        api.decide(dispute, "FREELANCER", 1, "ACCEPT").expect(200);
        api.advance("PT1S").expect(200);
        assertThat(methods("clara", dispute, "CASE_CLOSED")).isEmpty();
        assertThat(methods("fred", dispute, "CASE_CLOSED")).containsExactly("CANCEL");
    }

    @Test
    @DisplayName("RES-1 the mediator's target is taken out when the case leaves them")
    void mediator() {
        var dispute = proposed();
        assertThat(methods("", dispute, "MEDIATOR_ASSIGNED")).containsExactly("PUBLISH");
        assertThat(methods("", dispute, "ASSIGNMENT_ENDED")).containsExactly("CANCEL");
    }

    @Test
    @DisplayName("ARB-2 who has elected gets a receipt that takes the deadline out; the other keeps it")
    void election() {
        var dispute = proposed();
        api.decide(dispute, "CLIENT", 1, "REJECT").expect(200);
        api.advance("PT1S").expect(200);
        assertThat(methods("fred", dispute, "NOTICE_OF_NON_RESOLUTION")).containsExactly("CANCEL", "PUBLISH");
        api.elect(dispute, "FREELANCER", Money.of(29_100, "USD")).expect(200);
        api.advance("PT1S").expect(200);
        assertThat(methods("fred", dispute, "ELECTION_RECEIPT")).containsExactly("CANCEL");
        assertThat(methods("clara", dispute, "ELECTION_MADE")).isEmpty();
    }

    private UUID proposed() {
        var dispute = api.openCase(THOUSAND);
        api.decline(dispute, 1).expect(200);
        api.advance("PT1S").expect(200);
        api.as(api.dispute(dispute).at("/mediator"))
                .propose(dispute, Money.of(50_000, "USD"))
                .expect(200);
        api.advance("PT1S").expect(200);
        return dispute;
    }

    private List<String> methods(String to, UUID subject, String kind) {
        return files(to, subject, kind).stream()
                .map(file -> file.getMethod().getValue())
                .toList();
    }

    private List<ICalendar> files(String to, UUID subject, String kind) {
        return catcher.mails().stream()
                .filter(mail -> mail.to().contains(to)
                        && mail.header("X-Parley-Notice").equals(kind)
                        && mail.header("X-Parley-Subject").equals(subject.toString()))
                .flatMap(mail -> mail.attachments().stream())
                .map(CaughtMail.Attachment::content)
                .map(content -> Biweekly.parse(content).first())
                .toList();
    }

    private static ICalendar only(List<ICalendar> files) {
        assertThat(files).hasSize(1);
        return files.get(0);
    }

    private static VEvent event(ICalendar file) {
        return file.getEvents().get(0);
    }

    private String deadline(UUID subject, String rule) {
        return db.sql("select id::text from deadline where subject = ? and rule = ? order by opened_at desc limit 1")
                .params(subject, rule)
                .query(String.class)
                .single();
    }
}
