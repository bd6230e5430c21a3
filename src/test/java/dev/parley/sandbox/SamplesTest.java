package dev.parley.sandbox;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.DirectSql;
import dev.parley.ParleyTest;
import dev.parley.ledger.Book;
import dev.parley.sandbox.SampleTable.Row;
import dev.parley.sandbox.Samples.Sample;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The samples, played as at a start, and the page that shows them. */
@ParleyTest
class SamplesTest {
    private static final List<String> GROWING = List.of(
            "contract", "deposit", "review", "dispute", "sealed", "transfer", "case_event", "delivery", "evidence");

    @LocalServerPort
    int port;

    @Autowired
    SamplePlayer player;

    @Autowired
    SampleTable table;

    @Autowired
    Book book;

    @Autowired
    JdbcClient db;

    @Autowired
    EmbeddedPostgres postgres;

    @BeforeEach
    void play() throws InterruptedException {
        player.play(port);
    }

    @Test
    @DisplayName("each row of the table of endings is reached, and what can wait is waited for")
    void everyEndingAndEveryWait() {
        assertThat(samples().values())
                .extracting(row -> row.name() + ": " + row.state().replaceAll("by (mia|max)", "by the mediator"))
                .containsExactlyInAnyOrder("""
                        review-approved: approved
                        review-silent: approved by silence
                        contract-ended-by-freelancer: ended with contract
                        claim-unused: not claimed
                        response-approved: approved
                        response-silent: no response
                        withdrawn: withdrawn
                        settled: settled
                        proposal-accepted: proposal accepted
                        nobody-elects: nobody elected
                        one-elects: one elected
                        awarded: awarded
                        open-review: client's review
                        open-claim: freelancer's claim
                        open-response: client's response
                        open-proposal: proposal by the mediator
                        open-decisions: decisions of both
                        open-elections: elections of both
                        open-award: award
                        open-award-confirmation: award's confirmation""".split("\n", -1));
        assertThat(samples().values()).allMatch(row -> row.open() == row.name().startsWith("open-"));
    }

    @Test
    @DisplayName("an ended sample holds nothing; an open one shows when its window ends, unless an award is awaited")
    void moneyAndDeadlines() {
        for (var row : samples().values()) {
            var awaitsAward = row.name().startsWith("open-award");
            assertThat(row.at().isPresent()).as(row.name()).isEqualTo(!awaitsAward);
            assertThat(row.money().held().isPositive()).as(row.name()).isEqualTo(row.open() && isCase(row));
            assertThat(row.mails()).as(row.name()).isPositive();
        }
    }

    @Test
    @DisplayName("ESC-6 after all samples money in is where it should be, in every currency")
    void theBookIsRight() {
        assertThat(book.position())
                .allSatisfy(currency -> assertThat(currency.difference()).isEqualTo(BigInteger.ZERO))
                .extracting(currency -> currency.currency().getCurrencyCode())
                .contains("EUR", "GBP", "JPY", "KWD", "USD");
    }

    @Test
    @DisplayName("a second start plays nothing again")
    void secondStart() throws InterruptedException {
        var before = counts();
        player.play(port);
        assertThat(counts()).isEqualTo(before);
    }

    @Test
    @DisplayName("a sample that was cut off before it was noted is begun again and does nothing twice")
    void cutOff() throws Exception {
        var owner = new DirectSql(postgres.getPostgresDatabase(), "parley_owner");
        owner.commit("delete from sandbox_sample where name in ('settled', 'open-decisions')");
        assertThat(samples()).doesNotContainKeys("settled", "open-decisions");
        var before = counts();
        player.play(port);
        assertThat(samples()).containsKeys("settled", "open-decisions");
        assertThat(counts()).isEqualTo(before);
    }

    @Test
    @DisplayName("the start page shows every sample, the links and the logins, and escapes what parties wrote")
    void startPage() {
        var contract = Api.contract("DIRECT", "USD", "America/New_York", "US-NY", 100_00);
        contract.put("title", "<script>alert(1)</script> & co");
        table.played(
                Api.fresh("page"), new Api(port).register(contract).expect(201).milestone(0));
        var page = page();
        assertThat(page)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; co")
                .doesNotContain("<script");
        for (var row : samples().values()) assertThat(page).contains(row.title());
        for (var link : Guide.LINKS) assertThat(page).contains("href=\"" + link.path() + "\"");
        for (var login : Guide.LOGINS) assertThat(page).contains(login.name());
        assertThat(page).doesNotContain("not played yet");
    }

    private String page() {
        var address = URI.create("http://127.0.0.1:" + port + "/");
        return new Api(port).send(HttpRequest.newBuilder(address)).expect(200).text();
    }

    private Map<String, Row> samples() {
        var names = Samples.all().stream().map(Sample::name).toList();
        return table.rows().stream().filter(row -> names.contains(row.name())).collect(toMap(Row::name, row -> row));
    }

    private static boolean isCase(Row row) {
        return row.number().startsWith("P-");
    }

    private Map<String, Long> counts() {
        return GROWING.stream()
                .collect(toMap(
                        name -> name,
                        name -> db.sql("select count(*) from parley." + name)
                                .query(Long.class)
                                .single()));
    }
}
