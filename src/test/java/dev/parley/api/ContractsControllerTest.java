package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.parley.Api;
import dev.parley.Api.Response;
import dev.parley.ParleyTest;
import dev.parley.shared.Money;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ParleyTest
class ContractsControllerTest {
    private static final Money USD_700 = Money.of(70_000, "USD");

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @Test
    @DisplayName(
            "TER-2 a registered contract is read back with its parties, milestones and the pinned rate and version")
    void registers() {
        var registered =
                api.register("DIRECT", "KWD", "Asia/Kuwait", "KW", 1, 2_000_500).expect(201);

        assertThat(registered.headers().firstValue("Location")).hasValue("/api/v1/contracts/" + registered.id());
        var contract = api.contract(registered.id()).expect(200);
        assertThat(contract.at("/kind")).isEqualTo("DIRECT");
        assertThat(contract.at("/currency")).isEqualTo("KWD");
        assertThat(contract.at("/serviceFeeRate")).isEqualTo("0.034");
        assertThat(contract.at("/termsVersion")).isNotEmpty();
        assertThat(contract.at("/client/zone")).isEqualTo("Asia/Kuwait");
        assertThat(contract.at("/client/region")).isEqualTo("KW");
        assertThat(contract.milestone(1)).isEqualTo(registered.milestone(1));
        assertThat(contract.minor("/milestones/1/amount")).isEqualTo(2_000_500);
    }

    @Test
    @DisplayName("TER-2 a currency without terms is refused by name, and leaves no row")
    void refusesACurrencyWithoutTerms() {
        var before = Rows.count(db);

        var refused = api.register("DIRECT", "CHF", "Europe/Zurich", "CH", 100);

        assertThat(refused.expect(400).code()).isEqualTo("currency-without-terms");
        assertThat(refused.field()).isEqualTo("currency");
        assertThat(Rows.count(db)).isEqualTo(before);
    }

    @Test
    @DisplayName(
            "DOR-1 a contract that is registered again under its own id is answered as it is now, and nothing is done")
    void takesAnIdOnce() {
        var contract = Api.contract("DIRECT", "USD", "Europe/Berlin", "DE-BE", 100, 200);
        var first = api.register(contract).expect(201);
        api.endContract(first.id(), "CLIENT").expect(200);
        var before = Rows.count(db);
        before.merge("idempotency", 1L, Long::sum);
        var keyed = api.withKey(Api.fresh("key"));

        var second = keyed.register(contract).expect(200);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.at("/endedBy")).isEqualTo("CLIENT");
        assertThat(Rows.count(db)).isEqualTo(before);
        var third = keyed.register(contract).expect(200);
        assertThat(third.text()).isEqualTo(second.text());
        assertThat(third.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    }

    static Stream<Arguments> contradictions() {
        return Stream.of(
                arguments("kind", "MARKETPLACE"),
                arguments("title", "Another website"),
                arguments("client", party("Clara Client", "clara@elsewhere.example")),
                arguments("freelancer", party("Fred Freelancer", "fred@parties.example")),
                arguments(
                        "milestones",
                        List.of(Map.of(
                                "externalId", "M-1",
                                "title", "Home page",
                                "amount", Api.json(Money.of(101, "USD"))))),
                arguments("metadata", Map.of("shop", "2")));
    }

    private static Map<String, Object> party(String name, String email) {
        return Map.of("externalId", "P-" + name, "name", name, "email", email, "zone", "Europe/Berlin");
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    @DisplayName("DOR-1 the same id with another content is refused with what it names and what is other about it")
    void contradicted(String field, Object other) {
        api.register("MARKETPLACE", "USD", null, null, 100).expect(201); // its terms are known from here on
        var contract = Api.contract("DIRECT", "USD", null, null, 100);
        var first = api.register(contract).expect(201);
        var before = Rows.count(db);
        contract.put(field, other);

        var refused = api.register(contract).expect(409);

        assertThat(refused.code()).isEqualTo("contract-contradicted");
        assertThat(refused.at("/detail")).contains(first.id().toString()).endsWith(" " + field);
        assertThat(refused.json().path("differences").toString()).isEqualTo("[\"" + field + "\"]");
        assertThat(refused.at("/state/id")).isEqualTo(first.id().toString());
        assertThat(Rows.count(db)).isEqualTo(before);
    }

    @Test
    @DisplayName(
            "DOR-1 metadata are part of what is repeated: other ones of a contract or a milestone contradict it, in whatever order")
    void metadataContradicted() {
        var contract = Api.contract("DIRECT", "USD", null, null);
        contract.put("milestones", List.of(aMilestone(Map.of("page", "1"))));
        contract.put("metadata", Map.of("shop", "1", "desk", "2"));
        var first = api.register(contract).expect(201);

        assertThat(api.register(contract).expect(200).id()).isEqualTo(first.id());
        contract.put("milestones", List.of(aMilestone(Map.of("page", "2"))));
        assertThat(api.register(contract).expect(409).json().path("differences").toString())
                .isEqualTo("[\"milestones\"]");
        contract.remove("metadata");
        assertThat(api.register(contract).expect(409).json().path("differences").toString())
                .isEqualTo("[\"milestones\",\"metadata\"]");
    }

    private static Map<String, Object> aMilestone(Map<String, String> metadata) {
        return Map.of("externalId", "M-1", "title", "Home page", "amount", Api.json(USD_700), "metadata", metadata);
    }

    @Test
    @DisplayName("DOR-1 another address of a party that is known is a contradiction, too")
    void addressContradicted() {
        var contract = Api.contract("DIRECT", "USD", null, null, 100);
        api.register(contract).expect(201);
        var client = new HashMap<Object, Object>((Map<?, ?>) contract.get("client"));
        client.put("email", "clara@elsewhere.example");
        contract.put("client", client);

        assertThat(api.register(contract).expect(409).at("/detail")).endsWith(" client");
    }

    @Test
    @DisplayName("DOR-1 another client's ids are its own")
    void idsOfAnother() {
        var contract = Api.contract("DIRECT", "USD", null, null, 100);
        var first = api.register(contract).expect(201);

        var others = api.as("other-contracts").register(contract).expect(201);

        assertThat(others.id()).isNotEqualTo(first.id());
    }

    @Test
    @DisplayName(
            "DOR-1 REV-1 work that is submitted again under its own id is answered with its review, whatever became of it")
    void submittedAgain() {
        var milestone = api.fundedMilestone("DIRECT", USD_700);
        var first = api.submit(milestone, "S-1-" + milestone, USD_700).expect(201);
        assertThat(api.submit(milestone, "S-1-" + milestone, USD_700)
                        .expect(200)
                        .id())
                .isEqualTo(first.id());
        api.requestChanges(first.id(), "Blue, please.").expect(200);
        api.submit(milestone, "S-2-" + milestone, USD_700).expect(201);
        var before = Rows.count(db);
        before.merge("idempotency", 1L, Long::sum);

        var again = api.submit(milestone, "S-1-" + milestone, USD_700).expect(200);

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.at("/state")).isEqualTo("CHANGES_REQUESTED");
        assertThat(Rows.count(db)).isEqualTo(before);
    }

    @Test
    @DisplayName("DOR-1 REV-1 a submission's id with another amount or note is refused with the present state")
    void submissionContradicted() {
        var milestone = api.fundedMilestone("DIRECT", USD_700);
        var first = api.submit(milestone, "S-1-" + milestone, USD_700).expect(201);
        var before = Rows.count(db);
        var path = "/milestones/" + milestone + "/submissions";

        for (var refused : List.of(
                api.submit(milestone, "S-1-" + milestone, Money.of(69_999, "USD")),
                api.post(
                        path,
                        Map.of(
                                "externalId",
                                "S-1-" + milestone,
                                "amount",
                                Api.json(USD_700),
                                "note",
                                "It is not done.")),
                api.post(path, Map.of("externalId", "S-1-" + milestone, "amount", Api.json(USD_700))))) {
            assertThat(refused.expect(409).code()).isEqualTo("submission-contradicted");
            assertThat(refused.at("/state/id")).isEqualTo(first.id().toString());
            assertThat(refused.at("/state/state")).isEqualTo("OPEN");
            assertThat(refused.at("/state/amount/minor")).isEqualTo("70000");
            assertThat(refused.json().path("differences")).hasSize(1);
        }
        assertThat(api.submit(milestone, "S-1-" + milestone, Money.of(70_000, "EUR"))
                        .status())
                .isIn(400, 409);
        assertThat(Rows.count(db)).isEqualTo(before);
    }

    @Test
    @DisplayName(
            "DOR-1 REV-1 a submission's id is one of its system's: on another milestone it is contradicted, another system has it too")
    void submissionElsewhere() {
        var milestone = api.fundedMilestone("DIRECT", USD_700);
        var first = api.submit(milestone, "S-1-" + milestone, USD_700).expect(201);
        var other = api.fundedMilestone("DIRECT", USD_700);
        var before = Rows.count(db);

        var refused =
                api.submit(other, "S-1-" + milestone, Money.of(69_999, "USD")).expect(409);

        assertThat(refused.code()).isEqualTo("submission-contradicted");
        assertThat(refused.json().path("differences").toString()).isEqualTo("[\"milestone\",\"amount\"]");
        assertThat(refused.at("/state/id")).isEqualTo(first.id().toString());
        assertThat(Rows.count(db)).isEqualTo(before);
        var others = api.as("other-contracts");
        others.submit(others.fundedMilestone("DIRECT", USD_700), "S-1-" + milestone, USD_700)
                .expect(201);
    }

    @Test
    @DisplayName("DOR-1 REV-1 of two milestones that submit under one id at the same moment one has it")
    void submittedAtOnce() throws Exception {
        var id = Api.fresh("S");
        var milestones = Stream.generate(() -> api.fundedMilestone("DIRECT", USD_700))
                .limit(6)
                .toList();
        var threads = Executors.newFixedThreadPool(6);
        try {
            var answers = threads.invokeAll(milestones.stream()
                    .<Callable<Response>>map(milestone -> () -> api.submit(milestone, id, USD_700))
                    .toList());

            var codes = new ArrayList<String>();
            for (var answer : answers)
                codes.add(
                        answer.get().status() == 201
                                ? ""
                                : answer.get().expect(409).code());
            assertThat(codes).containsOnlyOnce("").isSubsetOf("", "taken-meanwhile", "submission-contradicted");
        } finally {
            threads.shutdown();
        }
    }

    @Test
    @DisplayName("DEA-1 a zone that the other side entered is not known, nor is a region")
    void knowsOnlyOwnWords() {
        var contract = Api.contract("DIRECT", "USD", null, null, 100);
        contract.put(
                "client",
                Map.of(
                        "externalId", Api.fresh("party"),
                        "name", "Clara",
                        "email", "clara@parties.example",
                        "zone", "America/New_York",
                        "region", "US",
                        "enteredByOtherSide", true));

        var read = api.contract(api.register(contract).expect(201).id());

        assertThat(read.json().at("/client/zone").isMissingNode()).isTrue();
        assertThat(read.json().at("/client/region").isMissingNode()).isTrue();
    }

    @Test
    @DisplayName("REV-6 a contract ends once; the second end is told who ended it")
    void endsOnce() {
        var contract = api.register("MARKETPLACE", "USD", null, null, 70_000).expect(201);
        api.deposit(contract.milestone(0), USD_700).expect(200);

        var ended = api.endContract(contract.id(), "CLIENT");
        var again = api.endContract(contract.id(), "FREELANCER");

        assertThat(ended.expect(200).at("/milestones/0/clock")).isEqualTo("CLAIM");
        assertThat(again.expect(409).code()).isEqualTo("contract-ended");
        assertThat(again.at("/state/endedBy")).isEqualTo("CLIENT");
    }

    @Test
    @DisplayName("REV-8 a milestone is read with its balances, clock, submissions, cases and transfers")
    void readsAMilestone() {
        var milestone = api.fundedMilestone("DIRECT", USD_700);
        var first = api.submit(milestone, Money.of(50_000, "USD")).expect(201).id();
        api.requestChanges(first, "Blue, please.").expect(200);
        var second = api.submit(milestone, Money.of(60_000, "USD")).expect(201);
        var dispute = api.file(milestone, Money.of(40_000, "USD")).expect(201);

        var read = api.milestone(milestone).expect(200);

        assertThat(second.minor("/serviceFee")).isEqualTo(2_040);
        assertThat(read.minor("/balances/free")).isEqualTo(30_000);
        assertThat(read.minor("/balances/held")).isEqualTo(40_000);
        assertThat(read.at("/clock/kind")).isEqualTo("CASE");
        assertThat(read.at("/clock/id")).isEqualTo(dispute.id().toString());
        assertThat(read.at("/clock/deadline/rule")).isEqualTo("RESPONSE");
        assertThat(read.at("/submissions/0/note")).isEqualTo("The work is done.");
        assertThat(read.at("/submissions/0/reviews/0/changesRequested")).isEqualTo("Blue, please.");
        assertThat(read.at("/submissions/1/reviews/0/state")).isEqualTo("TAKEN_OVER");
        assertThat(read.at("/cases/0/stage")).isEqualTo("RESPONSE");
        assertThat(read.json().path("transfers").findValuesAsText("purpose")).isEqualTo(List.of("DEPOSIT", "HOLD"));
    }

    @Test
    @DisplayName("ESC-2 a deposit's own id makes its repeat harmless and its contradiction a conflict")
    void landsOnce() {
        var milestone = api.register("DIRECT", "USD", null, null, 100).milestone(0);
        api.deposit(milestone, "D-1", Money.of(60, "USD")).expect(200);

        var again = api.deposit(milestone, "D-1", Money.of(60, "USD"));
        var contradiction = api.deposit(milestone, "D-1", Money.of(61, "USD"));

        assertThat(again.expect(200).minor("/free")).isEqualTo(60);
        assertThat(contradiction.expect(409).code()).isEqualTo("deposit-contradicted");
        assertThat(contradiction.json().path("differences").toString()).isEqualTo("[\"amount\"]");
        assertThat(contradiction.minor("/state/free")).isEqualTo(60);
    }

    @Test
    @DisplayName("ESC-1 a deposit beyond what the book can carry is refused")
    void refusesMoreThanTheBookCarries() {
        var milestone = api.register("DIRECT", "USD", null, null, 100).milestone(0);
        api.deposit(milestone, Money.of(Money.LIMIT, "USD")).expect(200);

        var more = api.deposit(milestone, Money.of(1, "USD"));

        assertThat(more.expect(409).code()).isEqualTo("account-full");
        assertThat(more.minor("/state/free")).isEqualTo(Money.LIMIT);
    }

    @Test
    @DisplayName("REV-2 the client's approval releases at once; a second decision is told how the review ended")
    void approvesOnce() {
        var milestone = api.fundedMilestone("DIRECT", USD_700);
        var review = api.submit(milestone, USD_700).expect(201).id();

        var approved = api.approve(review);
        var late = api.requestChanges(review, "On second thoughts …");

        assertThat(approved.expect(200).at("/state")).isEqualTo("APPROVED");
        assertThat(late.expect(409).code()).isEqualTo("review-ended");
        assertThat(late.at("/state/state")).isEqualTo("APPROVED");
        var balances = api.milestone(milestone);
        assertThat(balances.minor("/balances/paidOut")).isEqualTo(67_620);
        assertThat(balances.minor("/balances/fees")).isEqualTo(2_380);
    }

    @Test
    @DisplayName("ESC-6 operations read where all money is, and it adds up")
    void readsThePosition() {
        api.fundedMilestone(Money.of(123, "GBP"));

        var position = api.as("otto").position().expect(200);

        assertThat(position.json()).isNotEmpty().allSatisfy(currency -> {
            assertThat(currency.at("/moneyIn/minor").longValue()).isPositive();
            assertThat(currency.at("/difference/minor").longValue()).isZero();
        });
        api.position().expect(403);
    }
}
