package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

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

/** After sealing, both sides get the hashes of what was sealed. */
@ParleyTest
class ReceiptsTest {
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
            "DIS-8 a filing, its update and the answer are receipted to both sides, each with its manifest of hashes")
    void manifests() {
        var milestone = api.fundedMilestone(THOUSAND);
        api.submit(milestone, THOUSAND).expect(201);
        var note = api.upload(milestone, "FREELANCER", "delivery-note.txt", "Delivered, all of it.")
                .expect(201);
        var dispute = api.file(milestone, THOUSAND, note.id()).expect(201).id();
        api.advance("PT1S").expect(200);
        api.update(dispute, THOUSAND, "All of it.", note.id()).expect(200);
        api.advance("PT1S").expect(200);
        var points =
                api.upload(milestone, "CLIENT", "open-points.csv", "a,b\n1,2\n").expect(201);
        api.decline(dispute, 2, points.id()).expect(200);
        api.advance("PT1S").expect(200);

        for (var kind : List.of("DISPUTE_FILED", "FILING_RECEIPT"))
            assertThat(mail(dispute, kind, 0))
                    .contains("Request, version 1", sealed(dispute, "FILING", "1"))
                    .contains("delivery-note.txt, 21 bytes", sha256(note.id()));
        for (var mail : List.of(mail(dispute, "REQUEST_UPDATED", 0), mail(dispute, "FILING_RECEIPT", 1)))
            assertThat(mail).contains("Request, version 2", sealed(dispute, "FILING", "2"));
        for (var kind : List.of("DISPUTE_DECLINED", "MEDIATION_STARTED"))
            assertThat(mail(dispute, kind, 0))
                    .contains("Answer to the request", sealed(dispute, "RESPONSE", "1"))
                    .contains("open-points.csv, 8 bytes", sha256(points.id()));
    }

    @Test
    @DisplayName("DIS-7 an approval is receipted to both with the news of the ending")
    void approval() {
        var dispute = api.openCase(THOUSAND);
        api.approveRequest(dispute, 1).expect(200);
        api.advance("PT1S").expect(200);
        assertThat(mail(dispute, "CASE_CLOSED", 0)).contains("SHA-256 " + sealed(dispute, "RESPONSE", "1"));
        assertThat(mail(dispute, "CASE_CLOSED", 1)).contains("SHA-256 " + sealed(dispute, "RESPONSE", "1"));
    }

    @Test
    @DisplayName("NOT-5 a hostile file name is shown and does nothing")
    void hostileName() {
        var milestone = api.fundedMilestone(THOUSAND);
        api.submit(milestone, THOUSAND).expect(201);
        var note = api.upload(milestone, "FREELANCER", "note <b> & x.txt", "Delivered.")
                .expect(201);
        var dispute = api.file(milestone, THOUSAND, note.id()).expect(201).id();
        api.advance("PT1S").expect(200);
        var mail = mails(dispute, "FILING_RECEIPT").get(0);
        assertThat(mail.text()).contains("note <b> & x.txt, 10 bytes");
        assertThat(mail.html()).contains("note &lt;b&gt; &amp; x.txt, 10 bytes").doesNotContain("<b>");
    }

    @Test
    @DisplayName("REV-3 RES-3 who requested changes or decided first is told that it is recorded")
    void acts() {
        var milestone = api.fundedMilestone(THOUSAND);
        var review = api.submit(milestone, THOUSAND).expect(201).id();
        api.requestChanges(review, "More blue.").expect(200);
        api.advance("PT1S").expect(200);
        assertThat(mails(review, "CHANGES_RECEIPT")).singleElement().satisfies(mail -> {
            assertThat(mail.to()).contains("clara");
            assertThat(mail.text()).contains("We have recorded that you requested changes", "> More blue.");
        });
    }

    private String mail(UUID subject, String kind, int n) {
        return mails(subject, kind).get(n).text();
    }

    private List<CaughtMail> mails(UUID subject, String kind) {
        return catcher.mails().stream()
                .filter(mail -> mail.header("X-Parley-Notice").equals(kind)
                        && mail.header("X-Parley-Subject").equals(subject.toString()))
                .toList();
    }

    private String sealed(UUID dispute, String kind, String slot) {
        return db.sql("select sha256 from sealed where case_id = ? and kind = ? and slot = ?")
                .params(dispute, kind, slot)
                .query(String.class)
                .single();
    }

    private String sha256(UUID evidence) {
        return db.sql("select sha256 from evidence where id = ?")
                .param(evidence)
                .query(String.class)
                .single();
    }
}
