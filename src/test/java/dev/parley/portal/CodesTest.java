package dev.parley.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.sandbox.CaughtMail;
import dev.parley.sandbox.MailCatcher;
import dev.parley.shared.PartyLinks;
import java.util.Comparator;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@ParleyTest
class CodesTest {
    private static final Pattern DIGITS = Pattern.compile("Your code: (\\d{8})\\b");

    @LocalServerPort
    int port;

    @Autowired
    PartyLinks links;

    @Autowired
    MailCatcher catcher;

    private Api api;
    private PortalSite site;
    private UUID milestone;
    private PartyBrowser client;

    @BeforeEach
    void reviewed() {
        api = new Api(port);
        site = new PortalSite(api, links);
        milestone = site.reviewed();
        client = site.visit(milestone, "CLIENT");
    }

    @Test
    @DisplayName("DOR-4 the code comes by mail at that moment, says what it confirms, and confirms it")
    void comesByMail() {
        client.open("approve-work").post();
        api.advance("PT1S").expect(200);

        var mail = lastCode();
        var digits = DIGITS.matcher(mail.text());

        assertThat(mail.subject()).isEqualTo("Your code to confirm: approve the work");
        assertThat(digits.find()).isTrue();
        client.post("step", "confirm", "code", digits.group(1));
        assertThat(client.text()).contains("You have approved the work, and the money is released.");
        assertThat(paidOut()).isEqualTo(96_600);
    }

    @Test
    @DisplayName(
            "DOR-4 a wrong code acts nothing; after five of them the right one is refused too, and a new one works")
    void tooOftenWrong() {
        client.open("approve-work").post();
        var right = site.digits(client);
        for (var i = 0; i < 4; i++) {
            client.post("step", "confirm", "code", wrong(right));
            assertThat(client.text()).contains("This is not the code from your mail.");
        }
        client.post("step", "confirm", "code", wrong(right));
        assertThat(client.text()).contains("The code was wrong too often");

        client.post("step", "confirm", "code", right);

        assertThat(client.text()).contains("The code was wrong too often");
        assertThat(paidOut()).isZero();
        client.post("step", "again");
        assertThat(site.digits(client)).isNotEqualTo(right);
        assertThat(site.confirm(client).text()).contains("You have approved the work");
    }

    @Test
    @DisplayName("DOR-4 after ten minutes a code is no good, and is not mailed any more")
    void old() {
        client.open("approve-work").post();
        var digits = site.digits(client);
        api.advance("PT1H").expect(200);

        client.post("step", "confirm", "code", digits);

        assertThat(client.text()).contains("This code is older than ten minutes.");
        assertThat(paidOut()).isZero();
    }

    @Test
    @DisplayName("DOR-4 a code is for one act and the very values that were shown")
    void forNothingElse() {
        client.open("request-changes").post("text", "The colours are not ours.");
        var code = client.code().toString();
        var digits = site.digits(client);

        client.post("step", "confirm", "code", digits, "text", "Other words.");
        assertThat(client.text()).contains("This code was made for something else.");
        client.open("approve-work").post();
        client.post("step", "confirm", "codeId", code, "code", digits);

        assertThat(client.text()).contains("This code was made for something else.");
        assertThat(paidOut()).isZero();
    }

    @Test
    @DisplayName("DOR-3 a code is for one party: another's opens nothing")
    void forNobodyElse() {
        var other = site.visit(site.reviewed(), "CLIENT");
        other.open("approve-work").post();
        client.open("approve-work").post();

        client.post("step", "confirm", "codeId", other.code().toString(), "code", links.code(other.code()));

        assertThat(client.text()).contains("This code was made for something else.");
        assertThat(paidOut()).isZero();
    }

    @Test
    @DisplayName("DOR-4 sent twice, by a double click or the back button, it acts once and shows what was recorded")
    void replay() {
        client.open("approve-work").post();
        var fields = client.fields("step", "confirm", "code", site.digits(client));
        var path = client.path();

        client.post(path, fields);
        client.post(path, fields);

        assertThat(client.status()).isEqualTo(200);
        assertThat(client.text()).contains("You have approved the work, and the money is released.");
        assertThat(paidOut()).isEqualTo(96_600);
    }

    @Test
    @DisplayName("DOR-4 two at once have one winner, and both see what was recorded")
    void atOnce() {
        client.open("approve-work").post();
        var fields = client.fields("step", "confirm", "code", site.digits(client));
        var path = client.path();
        var cookies = client.cookies();

        var statuses = Stream.of(1, 2)
                .map(n -> CompletableFuture.supplyAsync(() -> client.sendApart(path, fields, cookies)))
                .toList();

        assertThat(statuses).allSatisfy(status -> assertThat(status.join()).isEqualTo(303));
        assertThat(paidOut()).isEqualTo(96_600);
    }

    @Test
    @DisplayName("DOR-4 a form that is sent twice has one code, and there are at most ten an hour")
    void atMostTenAnHour() {
        client.open("approve-work").post();
        var first = client.code();
        client.open("approve-work").post();
        assertThat(client.code()).isEqualTo(first);
        for (var i = 0; i < 9; i++) client.post("step", "again");

        client.post("step", "again");

        assertThat(client.status()).isEqualTo(429);
        assertThat(client.text()).contains("Too many tries");
        assertThat(client.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 3600L);
    }

    private long paidOut() {
        return api.milestone(milestone).minor("/balances/paidOut");
    }

    private static String wrong(String right) {
        return right.charAt(0) == '1' ? "2" + right.substring(1) : "1" + right.substring(1);
    }

    private CaughtMail lastCode() {
        return catcher.mails().stream()
                .filter(mail -> mail.header("X-Parley-Notice").equals("ONE_TIME_CODE"))
                .max(Comparator.comparingInt(CaughtMail::number))
                .orElseThrow();
    }
}
