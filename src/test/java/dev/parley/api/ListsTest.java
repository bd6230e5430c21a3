package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.Api.Response;
import dev.parley.ParleyTest;
import dev.parley.shared.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@ParleyTest
class ListsTest {
    private static final Money SMALL = Money.of(1_234, "USD");
    private static final Money LARGE = Money.of(98_765, "USD");

    @LocalServerPort
    int port;

    Api api;

    @BeforeEach
    void api() {
        api = new Api(port);
    }

    @Test
    @DisplayName("DOR-1 a list is read page by page, newest first, with each item once, also while new ones come")
    void isReadPageByPage() {
        var party = Api.fresh("party");
        var registered = new ArrayList<String>();
        for (var n = 0; n < 5; n++) registered.add(0, register(party).id().toString());

        var first = api.get("/contracts?limit=2&party=" + party).expect(200);
        register(party);
        var second = api.get("/contracts?limit=2&party=" + party + "&after=" + first.at("/next"))
                .expect(200);
        var third = api.get("/contracts?limit=2&party=" + party + "&after=" + second.at("/next"))
                .expect(200);

        var read = new ArrayList<>(ids(first));
        read.addAll(ids(second));
        read.addAll(ids(third));
        assertThat(read).isEqualTo(registered);
        assertThat(third.json().has("next")).isFalse();
        assertThat(first.at("/items/0/client")).isEqualTo(party);
    }

    @Test
    @DisplayName("DOR-1 contracts are found by the own ids of contract and party, and by currency")
    void findsContracts() {
        var party = Api.fresh("party");
        var contract = register(party);
        var own = contract.at("/externalId");

        assertThat(ids(api.get("/contracts?externalId=" + own)))
                .containsExactly(contract.id().toString());
        assertThat(ids(api.get("/contracts?currency=USD&party=" + party))).hasSize(1);
        assertThat(ids(api.get("/contracts?currency=EUR&party=" + party))).isEmpty();
        assertThat(ids(api.get("/contracts?party=nobody"))).isEmpty();
    }

    @Test
    @DisplayName("DOR-1 reviews and cases are found by state, party, contract, deadline and amount")
    void findsReviewsAndCases() {
        var party = Api.fresh("party");
        var contract = register(party, 100_000, 100_000);
        var review = submit(contract.milestone(0), SMALL);
        var disputed = submit(contract.milestone(1), LARGE);
        var dispute = api.file(contract.milestone(1), LARGE).expect(201);

        var mine = "?contract=" + contract.id() + "&party=" + party;
        assertThat(ids(api.get("/reviews" + mine)))
                .containsExactly(disputed.id().toString(), review.id().toString());
        assertThat(ids(api.get("/reviews" + mine + "&state=OPEN")))
                .containsExactly(review.id().toString());
        assertThat(ids(api.get("/reviews" + mine + "&state=OPEN,TAKEN_OVER"))).hasSize(2);
        assertThat(ids(api.get("/reviews" + mine + "&amountFrom=1234&amountTo=1234")))
                .hasSize(1);
        assertThat(ids(api.get("/reviews" + mine + "&amountFrom=1235&amountTo=98764")))
                .isEmpty();

        var end = Instant.parse(dispute.at("/deadline/at"));
        assertThat(ids(api.get("/disputes" + mine + "&stage=RESPONSE&currency=USD")))
                .containsExactly(dispute.id().toString());
        assertThat(ids(api.get("/disputes" + mine + "&stage=CLOSED"))).isEmpty();
        assertThat(ids(api.get("/disputes" + mine + "&stage=RESPONSE&stage="))).hasSize(1);
        assertThat(ids(api.get("/reviews" + mine + "&state=,"))).hasSize(2);
        assertThat(ids(api.get("/disputes" + mine + "&deadlineBefore=" + end))).isEmpty();
        assertThat(ids(api.get("/disputes" + mine + "&deadlineBefore=" + end.plusMillis(1))))
                .hasSize(1);
        var line = api.get("/disputes" + mine).json().at("/items/0");
        assertThat(line.at("/deadline/at").asText()).isEqualTo(end.toString());
        assertThat(line.at("/contractExternalId").asText()).isEqualTo(contract.at("/externalId"));
        assertThat(line.at("/amount/minor").asLong()).isEqualTo(LARGE.minor());
        assertThat(line.at("/number").asText()).isEqualTo(dispute.at("/number"));
    }

    @ParameterizedTest
    @CsvSource({
        "contracts?limit=0, limit",
        "contracts?limit=201, limit",
        "disputes?limit=many, limit",
        "reviews?after=yesterday, after",
        "disputes?stage=SOMEWHERE, stage",
        "disputes?deadlineBefore=soon, deadlineBefore",
        "disputes?amountFrom=1e400, amountFrom",
        "contracts?currency=XXXX, currency",
        "contracts?party=%00, party",
        "contracts?externalId=a%00, externalId",
        "reviews?party=%1b, party"
    })
    @DisplayName("DOR-1 a question that can't be understood is refused by its field")
    void refusesNonsense(String path, String field) {
        var refused = api.get("/" + path);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.field()).isEqualTo(field);
    }

    @Test
    @DisplayName("DOR-1 metadata of contract, milestone and case come back untouched, in their order")
    void keepsMetadata() {
        var entries = new LinkedHashMap<String, String>();
        entries.put("zebra", "${1+1} <b>&amp;</b> \u00e4\uD83D\uDE00");
        entries.put("apple", "");
        var body = Api.contract("DIRECT", "USD", null, null, 100_000);
        body.put("metadata", entries);
        body.put(
                "milestones",
                List.of(Map.of(
                        "externalId",
                        "m",
                        "title",
                        "Home page",
                        "amount",
                        Api.json(LARGE),
                        "metadata",
                        Map.of("k", "v"))));
        var contract = api.register(body).expect(201);
        submit(contract.milestone(0), SMALL);
        var dispute = api.post(
                        "/milestones/" + contract.milestone(0) + "/disputes",
                        Map.of(
                                "ground", "PAYMENT_NOT_RELEASED",
                                "amount", Api.json(SMALL),
                                "statement", "All was delivered.",
                                "evidence", List.of(),
                                "metadata", Map.of("ticket", "4711")))
                .expect(201);

        assertThat(api.contract(contract.id()).json().path("metadata").toString())
                .isEqualTo("{\"zebra\":\"${1+1} <b>&amp;</b> \u00e4\uD83D\uDE00\",\"apple\":\"\"}");
        assertThat(api.contract(contract.id()).at("/milestones/0/metadata/k")).isEqualTo("v");
        assertThat(api.milestone(contract.milestone(0)).at("/metadata/k")).isEqualTo("v");
        assertThat(api.dispute(dispute.id()).at("/metadata/ticket")).isEqualTo("4711");
    }

    @Test
    @DisplayName("DOR-1 metadata beyond the limits are refused, at the limits they are taken")
    void limitsMetadata() {
        assertThat(withMetadata(50, "k".repeat(37), "v".repeat(500)).status()).isEqualTo(201);
        for (var tooMuch : List.of(
                withMetadata(51, "k", "v"),
                withMetadata(1, "k".repeat(40), "v"),
                withMetadata(1, "k", "v".repeat(501)))) {
            assertThat(tooMuch.status()).isEqualTo(400);
            assertThat(tooMuch.field()).isEqualTo("metadata");
        }
    }

    @Test
    @DisplayName("DIS-4 a case tells when evidence is due, whether it came, and whether it is past due")
    void tellsEvidenceDetails() {
        var dispute = api.openCase(SMALL);
        var open = api.dispute(dispute).json();
        assertThat(open.at("/evidenceDetails/dueBy")).isEqualTo(open.at("/deadline/at"));
        assertThat(open.at("/evidenceDetails").toString())
                .contains("\"hasEvidence\":false,\"pastDue\":false,\"submissionCount\":0");

        api.decline(dispute, 1).expect(200);
        assertThat(api.dispute(dispute).json().at("/evidenceDetails").toString())
                .isEqualTo("{\"hasEvidence\":false,\"pastDue\":false,\"submissionCount\":1}");
    }

    private Response withMetadata(int count, String key, String value) {
        var entries = new LinkedHashMap<String, String>();
        for (var n = 100; n < 100 + count; n++) entries.put(key + (count == 1 ? "0" : n), value);
        var body = Api.contract("DIRECT", "USD", null, null, 100_000);
        body.put("metadata", entries);
        return api.register(body);
    }

    private Response register(String party, long... milestones) {
        var body = Api.contract(
                "MARKETPLACE",
                "USD",
                "America/New_York",
                "US-NY",
                milestones.length == 0 ? new long[] {1} : milestones);
        body.put("client", Map.of("externalId", party, "name", "Clara Client", "email", "clara@parties.example"));
        return api.register(body).expect(201);
    }

    private Response submit(UUID milestone, Money amount) {
        api.deposit(milestone, amount).expect(200);
        return api.submit(milestone, amount).expect(201);
    }

    private static List<String> ids(Response page) {
        return StreamSupport.stream(page.expect(200).json().path("items").spliterator(), false)
                .map(item -> item.path("id").asText())
                .toList();
    }
}
