package dev.parley.portal;

import static dev.parley.portal.PortalSite.THOUSAND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.shared.Money;
import dev.parley.shared.PartyLinks;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What goes wrong with pages, and what people then read. */
@ParleyTest
class BadDaysTest {
    private static final String HOSTILE = "\"><script>alert('x')</script>{{7*7}}[[${7*7}]] \u202e \uD83D\uDE00";

    @LocalServerPort
    int port;

    @Autowired
    PartyLinks links;

    private Api api;
    private PortalSite site;

    @BeforeEach
    void connect() {
        api = new Api(port);
        site = new PortalSite(api, links);
    }

    @Test
    @DisplayName("DIS-8 a session that ended in the middle of a long text loses nothing of it")
    void expiredSession() {
        var milestone = site.disputed();
        var link = api.link(milestone, "CLIENT");
        var client = new PartyBrowser(link);
        var text = "A long story.\n\n" + "x".repeat(5_000) + HOSTILE;
        var fields = client.open("decline-request").fields("choice", "QUALITY", "text", text);
        var path = client.path();

        client.forgetSession().post(path, fields);
        assertThat(client.status()).isEqualTo(403);
        assertThat(client.text()).contains("Nothing is lost", "Open the link in your mail again, in another tab");
        assertThat(client.source()).contains("x".repeat(5_000)).doesNotContain("<script>");
        client.post(path, fields);
        assertThat(client.status()).isEqualTo(403);

        client.get(link.substring(link.indexOf("/p/")));
        client.post(path, fields);

        assertThat(client.text()).contains("Please press the button once more");
        client.post("text", text);
        assertThat(client.text()).contains("Please check: decline the request?");
        site.confirm(client);
        assertThat(api.dispute(site.caseOf(milestone)).at("/response/description"))
                .isEqualTo(text);
    }

    @Test
    @DisplayName("DOR-4 a form without this session's own token, or from another site, acts nothing")
    void forged() {
        var milestone = site.reviewed();
        var client = site.visit(milestone, "CLIENT");
        client.open("approve-work").post();
        var fields = client.fields("step", "confirm", "code", site.digits(client));
        var path = client.path();

        client.send(client.form(path, fields).header("Sec-Fetch-Site", "cross-site"));
        assertThat(client.status()).isEqualTo(403);
        fields.put("csrf", "forged");
        client.post(path, fields);

        assertThat(client.status()).isEqualTo(403);
        assertThat(api.milestone(milestone).minor("/balances/paidOut")).isZero();
    }

    @Test
    @DisplayName("DEA-0 a deadline that passes while the page is open is told, and what was typed acts nothing")
    void deadlinePassed() {
        var link = api.link(site.reviewed(), "CLIENT");
        var client = new PartyBrowser(link);
        var fields = client.open("request-changes").fields("text", "Too late.");
        var path = client.path();
        api.advance("P15D").expect(200);
        client.get(link.substring(link.indexOf("/p/")));
        client.open("request-changes");

        assertThat(client.status()).isEqualTo(409);
        assertThat(client.text()).contains("This has changed in the meantime", "Go to the overview");
        fields.remove("csrf");
        client.post(path, fields);
        assertThat(client.status()).isEqualTo(403);
        assertThat(client.home().text()).contains("The work is approved");
    }

    @Test
    @DisplayName("DIS-12 who was slower reads what happened meanwhile, and no money moves twice")
    void theOtherWasFaster() {
        var milestone = site.disputed();
        var client = site.visit(milestone, "CLIENT");
        client.open("approve-request").post();
        var digits = site.digits(client);
        api.withdraw(site.caseOf(milestone)).expect(200);

        client.post("step", "confirm", "code", digits);

        assertThat(client.status()).isEqualTo(409);
        assertThat(client.text()).contains("This has changed in the meantime");
        assertThat(api.milestone(milestone).minor("/balances/paidOut")).isZero();
    }

    @Test
    @DisplayName("DIS-13 a request that was updated while the page was open is not approved by the old page")
    void anotherVersion() {
        var milestone = site.reviewed();
        api.file(milestone, Money.of(50_000, "USD")).expect(201);
        var client = site.visit(milestone, "CLIENT");
        client.open("approve-request").post();
        var digits = site.digits(client);
        api.update(site.caseOf(milestone), THOUSAND, "All of it.").expect(200);

        client.post("step", "confirm", "code", digits);

        assertThat(client.status()).isEqualTo(409);
        assertThat(client.text()).contains("What you answered was changed while this page was open.");
        assertThat(api.milestone(milestone).minor("/balances/paidOut")).isZero();
    }

    @Test
    @DisplayName("DIS-8 a statement of 100 000 characters is taken whole, one more is refused and not lost")
    void longText() {
        var milestone = site.disputed();
        var client = site.visit(milestone, "CLIENT");
        var longest = "ü\"".repeat(50_000);

        client.open("decline-request").post("choice", "OTHER", "text", longest + "x");
        assertThat(client.text()).contains("This text is too long: at most 100,000 characters are taken.");
        assertThat(client.source()).contains("ü&quot;".repeat(1000));
        client.open("decline-request").post("choice", "OTHER", "text", longest, "step", "draft");
        client.post("choice", "OTHER", "text", longest);
        site.confirm(client);

        assertThat(client.status()).isEqualTo(200);
        assertThat(api.dispute(site.caseOf(milestone)).at("/response/description"))
                .isEqualTo(longest);
    }

    @Test
    @DisplayName("NOT-5 hostile text and file names are shown as text, in every place")
    void hostileText() {
        var milestone = site.reviewed();
        var freelancer = site.visit(milestone, "FREELANCER");
        freelancer.upload(freelancer.address() + "/documents", "../../<img src=x onerror=alert(1)>.txt", "content");
        assertThat(freelancer.source()).doesNotContain("<img src=x");
        assertThat(freelancer.text())
                .contains("<img src=x onerror=alert(1)>.txt")
                .doesNotContain("../");

        freelancer.open("file-dispute").post("choice", HOSTILE, "amount", HOSTILE, "text", HOSTILE);
        assertThat(freelancer.source()).doesNotContain("<script>");
        freelancer.post("choice", "PAYMENT_NOT_RELEASED", "amount", "10", "text", HOSTILE);
        assertThat(freelancer.source()).doesNotContain("<script>").contains("[[${7*7}]]");
        site.confirm(freelancer);

        var client = site.visit(milestone, "CLIENT");
        assertThat(client.source()).doesNotContain("<script>").contains("[[${7*7}]]", "{{7*7}}");
    }

    @Test
    @DisplayName("DOR-3 what one side has not sealed the other does not see, nor can it be downloaded")
    void unsentIsUnseen() {
        var milestone = site.disputed();
        var client = site.visit(milestone, "CLIENT");
        client.upload(client.address() + "/documents", "private.txt", "For me only.");
        assertThat(client.text()).contains("private.txt");
        var id = client.source().replaceAll("(?s).*/documents/([0-9a-f-]{36}).*", "$1");
        var freelancer = site.visit(milestone, "FREELANCER");

        assertThat(freelancer.text()).doesNotContain("private.txt").doesNotContain("added a document");
        assertThat(freelancer.open("documents/" + id).status()).isEqualTo(404);

        client.home().open("documents/" + id);
        assertThat(client.source()).isEqualTo("For me only.");
        assertThat(client.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment");
        assertThat(client.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(site.visit(site.disputed(), "CLIENT").open("documents/" + id).status())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("DIS-8 an upload that is empty, of a wrong type or cut off says what to do, and a repeat is kept once")
    void badUploads() {
        var client = site.visit(site.disputed(), "CLIENT");
        var path = client.address() + "/documents";

        assertThat(client.upload(path, "", "").text()).contains("Choose a file first.");
        assertThat(client.home().upload(path, "empty.txt", "").text()).contains("The file is empty.");
        assertThat(client.home()
                        .upload(path, "page.html", "<!DOCTYPE html><html><body>x</body></html>")
                        .text())
                .contains("Files of this type are not taken.");
        client.home().upload(path, "note.txt", "Kept once.");
        client.home().upload(path, "note.txt", "Kept once.");
        assertThat(client.text().split("note.txt", -1)).hasSize(2);
        client.send(client.request(path)
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString("--x\r\nContent-Disposition: form-data; name=\"fi")));
        assertThat(client.status()).isEqualTo(400);
        assertThat(client.text()).contains("The file did not arrive", "Go to the overview");
    }

    @Test
    @DisplayName("DOR-3 an act that is not open to this side is not there")
    void notYours() {
        var milestone = site.disputed();
        var freelancer = site.visit(milestone, "FREELANCER");

        assertThat(freelancer.open("approve-request").status()).isEqualTo(409);
        assertThat(freelancer.open("nonsense").status()).isEqualTo(404);
        assertThat(freelancer.open("documents/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(freelancer.open("documents/1").status()).isEqualTo(404);
    }
}
