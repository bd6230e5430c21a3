package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.contract.ContractKind;
import dev.parley.contract.Milestones;
import dev.parley.contract.PartyDetails;
import dev.parley.contract.Registration;
import dev.parley.process.ContractActs;
import dev.parley.process.ReviewActs;
import dev.parley.shared.Actor;
import dev.parley.shared.Money;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

@ParleyTest
class EngineRestTest {
    private static final Money AMOUNT = Money.of(50_000, "USD");
    private static final String REVIEW_START = "/engine-rest/process-definition/key/milestone-review/start";
    private static final String START = "/engine-rest/process-definition/key/dispute/start";

    @LocalServerPort
    int port;

    @Autowired
    TestRestTemplate http;

    @Autowired
    RuntimeService runtime;

    @Autowired
    ContractActs contracts;

    @Autowired
    ReviewActs reviews;

    @Autowired
    Milestones milestones;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @Test
    @DisplayName(
            "DOR-1 a review and a dispute started the Camunda way are what the API starts; the engine keeps no variable")
    void starts() {
        var milestone = api.fundedMilestone(AMOUNT);
        var review = post("contracts", REVIEW_START, submission(milestone, ""));
        assertThat(review.getStatusCode().value()).as(review.getBody()).isEqualTo(200);
        assertThat(api.milestone(milestone).at("/clock/kind")).isEqualTo("REVIEW");

        var dispute = post("contracts", START, filing(milestone, 50_000));
        assertThat(dispute.getStatusCode().value()).as(dispute.getBody()).isEqualTo(200);
        var opened = api.milestone(milestone).expect(200);
        assertThat(opened.at("/clock/kind")).isEqualTo("CASE");
        assertThat(opened.minor("/balances/held")).isEqualTo(50_000);
        var instance = instance(opened.at("/clock/id"));
        assertThat(dispute.getBody()).contains(instance);
        assertThat(runtime.createVariableInstanceQuery()
                        .processInstanceIdIn(instance)
                        .list())
                .isEmpty();
    }

    @Test
    @DisplayName("DIS-2 DIS-11 DOR-2 a start passes the same checks: a refused one says why and leaves nothing behind")
    void refusedByTheRules() {
        var milestone = api.fundedMilestone(AMOUNT);
        var foreign = foreignMilestone();
        var before = runtime.createProcessInstanceQuery().count();
        for (var refused : List.of(
                post("contracts", START, filing(milestone, 50_000)),
                post("contracts", REVIEW_START, submission(milestone, ",\"approved\":{\"value\":true}")),
                post("contracts", REVIEW_START, submission(foreign, "")),
                post("contracts", REVIEW_START, "{\"variables\":{}}")))
            assertThat(refused.getStatusCode().is4xxClientError())
                    .as(refused.getStatusCode() + " " + refused.getBody())
                    .isTrue();
        assertThat(runtime.createProcessInstanceQuery().count()).isEqualTo(before);
        assertThat(api.milestone(milestone).json().path("submissions")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{} {}",
                "{\"variables\":{},\"variables\":{}}",
                "{\"businessKey\":\"another's case\"}",
                "{\"startInstructions\":[{\"type\":\"startBeforeActivity\",\"activityId\":\"wait\"}]}",
                "{\"variables\":[]}",
                "{\"variables\":{\"a\":1}}",
                "{\"variables\":{\"a\":{\"value\":{}}}}",
                "{\"variables\":{\"a\":{\"value\":1.5}}}",
                "{\"variables\":{\"a\":{\"value\":\"{}\",\"type\":\"Object\"}}}",
                "{\"variables\":{\"a\":{\"value\":\"1\",\"valueInfo\":{\"transient\":false}}}}"
            })
    @DisplayName("DOR-3 a start says plain values and nothing else: no instructions, no business key, no objects")
    void refusedStarts(String body) {
        var before = runtime.createProcessInstanceQuery().count();
        var answer = post("contracts", START, body);

        assertThat(answer.getStatusCode().value()).isEqualTo(400);
        assertThat(answer.getBody()).contains("\"code\":\"start-refused\"");
        assertThat(runtime.createProcessInstanceQuery().count()).isEqualTo(before);
    }

    @Test
    @DisplayName("DOR-3 a body of more than 256 KiB is refused unread")
    void bounded() {
        assertThat(post("contracts", START, " ".repeat(256 * 1024 + 1))
                        .getStatusCode()
                        .value())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource({
        "contracts, /engine-rest/process-definition/key/contract-closure/start",
        "contracts, /engine-rest/engine/default/process-definition/key/dispute/start",
        "contracts, /engine-rest/message",
        "contracts, /engine-rest/deployment/create",
        "contracts, /engine-rest/process-instance",
        "otto, /engine-rest/process-definition/key/dispute/start",
        "otto, /engine-rest/deployment/create",
        "otto, /engine-rest/task",
        "mia, /engine-rest/process-definition/key/dispute/start",
        "admin, /engine-rest/process-definition/key/dispute/start",
        "admin, /engine-rest/deployment/create"
    })
    @DisplayName("DOR-3 nobody posts anything else, and nobody deploys")
    void nothingElseIsPosted(String user, String path) {
        assertThat(post(user, path, "{}").getStatusCode().value()).isEqualTo(403);
    }

    @Test
    @DisplayName(
            "DOR-1 the contracts system reads its own reviews and disputes, also ended ones, and no other instance")
    void ownInstances() {
        var dispute = api.openCase(AMOUNT);
        var own = instance(dispute.toString());
        var anothers = instance(reviews.submit(
                        foreignMilestone(), Api.fresh("submission"), AMOUNT, null, Actor.contractsSystem("another"))
                .toString());
        var hidden = hidden();

        assertThat(get("contracts", "/engine-rest/process-instance/" + own).getBody())
                .contains(own);
        assertThat(get("contracts", "/engine-rest/process-instance/" + own + "/activity-instances")
                        .getBody())
                .contains("awaitResponse");
        for (var other : List.of(anothers, hidden, "unknown", "count"))
            for (var path : List.of("/engine-rest/process-instance/", "/engine-rest/history/process-instance/"))
                assertThat(get("contracts", path + other).getStatusCode().value())
                        .isEqualTo(403);
        assertThat(get("contracts", "/engine-rest/process-instance")
                        .getStatusCode()
                        .value())
                .isEqualTo(403);

        api.approveRequest(dispute, 1).expect(200);
        assertThat(get("contracts", "/engine-rest/history/process-instance/" + own)
                        .getBody())
                .contains("\"state\":\"COMPLETED\"");
    }

    @Test
    @DisplayName("DOR-2 operations read everything, mediators and administrators nothing")
    void operationsRead() {
        var instance = hidden();

        assertThat(get("otto", "/engine-rest/process-instance/" + instance).getBody())
                .contains(instance);
        assertThat(get("otto", "/engine-rest/process-definition/key/contract-closure/xml")
                        .getStatusCode()
                        .value())
                .isEqualTo(200);
        assertThat(get("otto", "/engine-rest/job").getStatusCode().value()).isEqualTo(200);
        for (var user : List.of("mia", "lena", "admin", "contracts"))
            assertThat(get(user, "/engine-rest/job").getStatusCode().value()).isEqualTo(403);
        assertThat(http.getForEntity("/engine-rest/engine", String.class)
                        .getStatusCode()
                        .value())
                .isEqualTo(401);
    }

    @Test
    @DisplayName("DOR-3 operations change nothing: no deletion, no variable, no suspension")
    void operationsOnlyRead() {
        var path =
                "/engine-rest/process-instance/" + instance(api.openCase(AMOUNT).toString());

        for (var method : List.of(HttpMethod.DELETE, HttpMethod.PUT))
            assertThat(send("otto", method, path, "{}").getStatusCode().value()).isEqualTo(403);
        assertThat(send("otto", HttpMethod.PUT, path + "/variables/resolved", "{\"value\":true}")
                        .getStatusCode()
                        .value())
                .isEqualTo(403);
    }

    /** An instance of a process that is not the contracts system's to read: a claim window. */
    private String hidden() {
        var contract = api.register("MARKETPLACE", "USD", "Europe/Berlin", "DE", 50_000)
                .expect(201);
        api.deposit(contract.milestone(0), AMOUNT).expect(200);
        api.endContract(contract.id(), "CLIENT").expect(200);
        return instance(api.milestone(contract.milestone(0)).at("/clock/id"));
    }

    private UUID foreignMilestone() {
        var fresh = Api.fresh("foreign");
        var contract = contracts.register(
                new Registration(
                        "another",
                        fresh,
                        ContractKind.MARKETPLACE,
                        AMOUNT.currency(),
                        "A website",
                        new PartyDetails(fresh + "c", "Clara", "clara@parties.example", null, null, false),
                        new PartyDetails(fresh + "f", "Fred", "fred@parties.example", null, null, false),
                        List.of(new Registration.MilestoneDetails("m", "Home page", AMOUNT, Map.of())),
                        Map.of()),
                Actor.contractsSystem("another"));
        var milestone = milestones.of(contract).get(0).id();
        contracts.deposit(milestone, fresh, AMOUNT, Actor.contractsSystem("another"));
        return milestone;
    }

    private String instance(String businessKey) {
        return runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(businessKey)
                .singleResult()
                .getId();
    }

    private static String submission(UUID milestone, String more) {
        return "{\"variables\":{\"milestone\":{\"value\":\"" + milestone
                + "\"},\"submission\":{\"value\":\"S-" + milestone
                + "\"},\"amount\":{\"value\":50000,\"type\":\"Long\"},"
                + "\"currency\":{\"value\":\"USD\"}" + more + "}}";
    }

    private static String filing(UUID milestone, long minor) {
        return "{\"variables\":{\"milestone\":{\"value\":\"" + milestone
                + "\"},\"ground\":{\"value\":\"PAYMENT_NOT_RELEASED\"},\"amount\":{\"value\":" + minor
                + ",\"type\":\"Long\"},\"currency\":{\"value\":\"USD\"},"
                + "\"statement\":{\"value\":\"I delivered.\"}}}";
    }

    private ResponseEntity<String> get(String user, String path) {
        return http.withBasicAuth(user, "sandbox").getForEntity(path, String.class);
    }

    private ResponseEntity<String> post(String user, String path, String body) {
        return send(user, HttpMethod.POST, path, body);
    }

    private ResponseEntity<String> send(String user, HttpMethod method, String path, String body) {
        var headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        return http.withBasicAuth(user, "sandbox")
                .exchange(path, method, new HttpEntity<>(body, headers), String.class);
    }
}
