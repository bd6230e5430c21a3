package dev.parley.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.shared.PartyLinks;
import dev.parley.shared.Signatures;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ParleyTest
class LinksTest {
    private static final String OPENS_NOTHING = "This link does not open anything";

    @LocalServerPort
    int port;

    @Autowired
    PartyLinks links;

    @Autowired
    JdbcClient db;

    private Api api;
    private PortalSite site;

    @BeforeEach
    void connect() {
        api = new Api(port);
        site = new PortalSite(api, links);
        api.advance("PT1H").expect(200);
    }

    @Test
    @DisplayName("DOR-2 a link leads to the case; neither its address nor anything on the page holds the token")
    void leadsToTheCase() {
        var link = api.link(site.reviewed(), "CLIENT");

        var client = new PartyBrowser(link);

        assertThat(client.status()).isEqualTo(200);
        assertThat(client.path()).matches("/case/[0-9a-f-]{36}");
        assertThat(client.source()).doesNotContain(token(link));
        assertThat(client.text()).contains("It is your turn: review the work", "1,000.00 USD", "America/New_York");
    }

    @Test
    @DisplayName("DOR-4 a page is not stored, framed or guessed at, tells no other site of itself and runs no script")
    void headers() {
        var client = site.visit(site.reviewed(), "CLIENT");

        assertThat(client.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(client.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(client.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(client.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'")
                .doesNotContain("unsafe", "script-src");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    @DisplayName("DOR-4 neither a link's token nor a code is in the log, whatever goes wrong")
    void nothingInTheLog(CapturedOutput log) {
        var link = api.link(site.reviewed(), "CLIENT");
        var wrong = link.substring(0, link.length() - 4) + "AAAA";
        assertThat(new PartyBrowser(wrong).text()).contains(OPENS_NOTHING);
        var client = new PartyBrowser(link);
        client.open("approve-work").post();
        var code = site.digits(client);
        client.post("step", "confirm", "code", "00000000");
        site.confirm(client);

        assertThat(log.getAll()).doesNotContain(token(link), token(wrong), code);
    }

    @Test
    @DisplayName("DOR-4 of a link only the hash is kept, also when the contracts system asks for it again")
    void isKeptAsAHash() {
        var milestone = site.reviewed();
        var keyed = api.withKey(Api.fresh("key"));
        var first = keyed.askLink(milestone, "CLIENT").expect(201);
        var token = token(first.at("/url"));

        assertThat(keyed.askLink(milestone, "CLIENT").expect(201).text()).isEqualTo(first.text());
        assertThat(Base64.getUrlDecoder().decode(token)).hasSize(48);
        assertThat(count("select count(*) from party_link where token_sha256 = ?", Signatures.sha256(token)))
                .isOne();
        assertThat(count("select count(*) from idempotency where body like ?", "%" + token + "%"))
                .isZero();
    }

    @Test
    @DisplayName("DOR-3 a wrong, a changed, a revoked and an old link show one and the same page")
    void oneAndTheSamePage() {
        var milestone = site.reviewed();
        var revoked = api.link(milestone, "CLIENT");
        api.revokeLinks(milestone, "CLIENT").expect(200);
        var old = api.link(milestone, "FREELANCER");
        api.advance("P31D").expect(200);
        var changed = api.link(milestone, "CLIENT").replaceAll(".{4}$", "AAAA");

        var wrong = new PartyBrowser(server(old) + "/p/nonsense");

        assertThat(wrong.status()).isEqualTo(404);
        assertThat(wrong.text()).contains(OPENS_NOTHING, "Open the link in the newest mail");
        for (var link : new String[] {revoked, old, changed}) {
            var party = new PartyBrowser(link);
            assertThat(party.status()).isEqualTo(404);
            assertThat(party.source()).isEqualTo(wrong.source());
            assertThat(party.headers().firstValue("Set-Cookie")).isEmpty();
        }
    }

    @Test
    @DisplayName("DOR-3 the session of one link opens no other case, and ends when its link is revoked")
    void noOtherCase() {
        var milestone = site.reviewed();
        var client = site.visit(milestone, "CLIENT");
        var stranger = site.visit(site.reviewed(), "CLIENT");

        stranger.get(client.address());

        assertThat(stranger.status()).isEqualTo(404);
        assertThat(stranger.text()).contains(OPENS_NOTHING).doesNotContain("Home page");
        api.revokeLinks(milestone, "CLIENT").expect(200);
        assertThat(client.home().status()).isEqualTo(404);
    }

    @Test
    @DisplayName("DOR-4 a session is over after twelve hours, and its cookie is for its own case and no script")
    void sessionEnds() {
        var link = api.link(site.reviewed(), "CLIENT");
        var client = new PartyBrowser(link);

        api.advance("PT11H").expect(200);
        assertThat(client.home().status()).isEqualTo(200);
        api.advance("PT2H").expect(200);

        assertThat(client.home().status()).isEqualTo(404);
        assertThat(new PartyBrowser(link).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("DOR-2 opening links and pages changes nothing, however often a mail scanner does it")
    void opensWithoutActing() {
        var milestone = site.disputed();
        var client = site.visit(milestone, "CLIENT");
        var before = api.dispute(site.caseOf(milestone)).at("/stage");

        for (var page : new String[] {"", "/approve-request", "/decline-request", "/make-offer", "/certificate"})
            assertThat(client.get(client.address() + page).status()).isEqualTo(200);
        client.get(client.address() + "/approve-request?step=confirm&code=12345678");

        assertThat(api.dispute(site.caseOf(milestone)).at("/stage")).isEqualTo(before);
        assertThat(count(
                        "select count(*) from one_time_code c join party_link l on l.id = c.link_id"
                                + " where l.milestone_id = ?",
                        milestone))
                .isZero();
    }

    @Test
    @DisplayName("DOR-4 who tries too many links is told to wait, in words and by header")
    void tooManyTries() {
        var server = server(api.link(site.reviewed(), "CLIENT"));
        var party = new PartyBrowser(server + "/p/nonsense");
        for (var i = 0; i < 20; i++) party.get("/p/nonsense" + i);

        assertThat(party.status()).isEqualTo(429);
        assertThat(party.text()).contains("Too many tries", "Please wait");
        assertThat(party.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
        api.advance("PT1H").expect(200);
        assertThat(party.get("/p/nonsense").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("DOR-3 links are made for the contracts system alone, and for its own contracts")
    void whoMayAsk() {
        var milestone = site.reviewed();

        assertThat(api.askLink(UUID.randomUUID(), "CLIENT").status()).isEqualTo(404);
        assertThat(api.as("mia").askLink(milestone, "CLIENT").status()).isEqualTo(403);
        assertThat(api.as("otto").revokeLinks(milestone, "CLIENT").status()).isEqualTo(403);
    }

    private long count(String sql, Object parameter) {
        return db.sql(sql).param(parameter).query(Long.class).single();
    }

    private static String token(String link) {
        return link.substring(link.lastIndexOf('/') + 1);
    }

    private static String server(String link) {
        return link.substring(0, link.indexOf("/p/"));
    }
}
