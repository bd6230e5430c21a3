package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.shared.Money;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What can't be taken as it is: a 4xx that names the field, and no row. */
@ParleyTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private static final Money USD_700 = Money.of(70_000, "USD");
    private static final String USD_1 = "{\"minor\":1,\"currency\":\"USD\"}";

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    Api api;
    UUID contract;
    UUID milestone;
    UUID review;
    UUID dispute;

    @BeforeAll
    void aCase() {
        api = new Api(port);
        contract = api.register("DIRECT", "USD", null, null, 70_000).expect(201).id();
        milestone = api.fundedMilestone(USD_700);
        review = api.submit(api.fundedMilestone(USD_700), USD_700).expect(201).id();
        dispute = api.openCase(USD_700);
    }

    static Stream<Arguments> contracts() {
        return Stream.of(
                arguments("/kind", "\"BARTER\"", "invalid", "kind"),
                arguments("/kind", "0", "invalid", "kind"),
                arguments("/kind", "null", "missing", "kind"),
                arguments("/currency", "\"usd\"", "invalid", "currency"),
                arguments("/currency", "\"XAU\"", "currency-mixed", "milestones.amount"),
                arguments("/title", "\"\"", "missing", "title"),
                arguments("/title", "5", "invalid", "title"),
                arguments("/title", "\"" + "t".repeat(201) + "\"", "invalid", "title"),
                arguments("/title", "\"two\\nlines\"", "invalid", "title"),
                arguments("/title", "\"two\\u2028lines\"", "invalid", "title"),
                arguments("/title", "\"nothing\\u0000\"", "text-malformed", "title"),
                arguments("/title", "\"half \\ud83d\"", "text-malformed", "title"),
                arguments("/externalId", "\"" + "i".repeat(101) + "\"", "invalid", "externalId"),
                arguments("/client", "null", "missing", "client"),
                arguments("/client", "[]", "invalid", "client"),
                arguments("/client/email", "\"clara\"", "invalid", "client.email"),
                arguments("/client/zone", "\"Mars/Olympus\"", "invalid", "client.zone"),
                arguments("/client/zone", "\"+02:00\"", "invalid", "client.zone"),
                arguments("/client/region", "\"California\"", "invalid", "client.region"),
                arguments("/client/enteredByOtherSide", "\"true\"", "invalid", "client.enteredByOtherSide"),
                arguments("/client/nick", "\"C\"", "unknown-field", "client.nick"),
                arguments("/extra", "1", "unknown-field", "extra"),
                arguments("/milestones", "[]", "invalid", "milestones"),
                arguments("/milestones", "null", "invalid", "milestones"),
                arguments("/milestones/0", "null", "invalid", "milestones[0]"),
                arguments("/milestones/0/title", "null", "missing", "milestones[0].title"),
                arguments("/milestones/0/amount", "null", "missing", "milestones[0].amount"),
                arguments("/milestones/0/amount", "700", "invalid", "milestones[0].amount"),
                arguments("/milestones/0/amount", "{}", "missing", "milestones[0].amount.minor"),
                arguments("/milestones/0/amount/currency", "null", "missing", "milestones[0].amount.currency"),
                arguments(
                        "/milestones/0/amount/currency",
                        "\"XTS\"",
                        "currency-unknown",
                        "milestones[0].amount.currency"),
                arguments("/milestones/0/amount/currency", "\"EUR\"", "currency-mixed", "milestones.amount"),
                arguments("/milestones/0/amount/minor", "0", "invalid", "milestones[0].amount"),
                arguments("/milestones/0/amount/minor", "-1", "amount-out-of-range", "milestones[0].amount.minor"),
                arguments("/milestones/0/amount/minor", "700.00", "invalid", "milestones[0].amount.minor"),
                arguments("/milestones/0/amount/minor", "7e2", "invalid", "milestones[0].amount.minor"),
                arguments("/milestones/0/amount/minor", "\"700\"", "invalid", "milestones[0].amount.minor"),
                arguments("/milestones/0/amount/minor", "true", "invalid", "milestones[0].amount.minor"),
                arguments(
                        "/milestones/0/amount/minor",
                        "1000000000000001",
                        "amount-out-of-range",
                        "milestones[0].amount.minor"),
                arguments(
                        "/milestones/0/amount/minor", "99999999999999999999", "invalid", "milestones[0].amount.minor"),
                arguments("/milestones/0/amount/major", "7", "unknown-field", "milestones[0].amount.major"));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("contracts")
    @DisplayName("DOR-1 a contract is taken as described or not at all: the field is named, no row is left")
    void refusesContracts(String pointer, String value, String code, String field) throws Exception {
        var json = new JsonMapper();
        var body = (ObjectNode) json.valueToTree(Api.contract("DIRECT", "USD", null, null, 100, 200));
        var text = replaced(json, body, pointer, value);

        refuses(api, "/contracts", text, code, field);
    }

    @ParameterizedTest
    @CsvSource({
        "/milestones/1/externalId, /milestones/0/externalId, milestone-twice, milestones.externalId",
        "/freelancer/externalId, /client/externalId, parties-the-same, freelancer.externalId"
    })
    @DisplayName("DOR-1 ids that stand twice in a contract are refused by name")
    void refusesDoubles(String pointer, String same, String code, String field) throws Exception {
        var json = new JsonMapper();
        var body = (ObjectNode) json.valueToTree(Api.contract("DIRECT", "USD", null, null, 100, 200));

        refuses(api, "/contracts", replaced(json, body, pointer, body.at(same).toString()), code, field);
    }

    static Stream<Arguments> acts() {
        var filing =
                "{\"ground\":\"PAYMENT_NOT_RELEASED\",\"amount\":" + USD_1 + ",\"statement\":\"Pay.\",\"evidence\":%s}";
        return Stream.of(
                arguments("/contracts/{contract}/end", "{\"by\":\"MEDIATOR\"}", "invalid", "by"),
                arguments("/contracts/{contract}/end", "{}", "missing", "by"),
                arguments(
                        "/milestones/{milestone}/deposits",
                        "{\"externalId\":\"D\",\"amount\":" + usd(0) + "}",
                        "invalid",
                        "amount"),
                arguments(
                        "/milestones/{milestone}/deposits",
                        "{\"externalId\":\"D\",\"settled\":false,\"amount\":{\"minor\":1,\"currency\":\"EUR\"}}",
                        "currency-mixed",
                        "currency"),
                arguments(
                        "/milestones/{milestone}/deposits",
                        "{\"externalId\":\" \",\"amount\":" + USD_1 + "}",
                        "missing",
                        "externalId"),
                arguments(
                        "/milestones/{milestone}/deposits",
                        "{\"amount\":" + USD_1 + ",\"amount\":" + USD_1 + "}",
                        "json-malformed",
                        ""),
                arguments(
                        "/milestones/{milestone}/submissions",
                        "{\"externalId\":\"S\",\"amount\":" + usd(70_001) + "}",
                        "amount-above-escrow",
                        "amount"),
                arguments(
                        "/milestones/{milestone}/submissions",
                        "{\"externalId\":\"S\",\"amount\":" + USD_1 + ",\"note\":\"" + "n".repeat(100_001) + "\"}",
                        "invalid",
                        "note"),
                arguments(
                        "/milestones/{milestone}/disputes",
                        "{\"ground\":\"ANGER\",\"amount\":" + USD_1 + ",\"statement\":\"Pay.\"}",
                        "invalid",
                        "ground"),
                arguments(
                        "/milestones/{milestone}/disputes",
                        "{\"ground\":\"PAYMENT_NOT_RELEASED\",\"amount\":" + USD_1 + ",\"statement\":\" \"}",
                        "missing",
                        "statement"),
                arguments("/milestones/{milestone}/disputes", filing.formatted("[\"me\"]"), "invalid", "evidence[0]"),
                arguments("/milestones/{milestone}/disputes", filing.formatted("[null]"), "invalid", "evidence[0]"),
                arguments("/milestones/{milestone}/disputes", filing.formatted(ids(21)), "invalid", "evidence"),
                arguments("/reviews/{review}/change-request", "{\"message\":\"\"}", "missing", "message"),
                arguments("/reviews/{review}/change-request", "", "body-missing", ""),
                arguments("/reviews/{review}/change-request", "null", "body-missing", ""),
                arguments("/reviews/{review}/change-request", "{\"message\":\"Blue", "json-malformed", ""),
                arguments("/reviews/{review}/change-request", "[]", "invalid", ""),
                arguments(
                        "/disputes/{dispute}/request",
                        "{\"amount\":" + usd(0) + ",\"statement\":\"Pay.\"}",
                        "invalid",
                        "amount"),
                arguments(
                        "/disputes/{dispute}/request",
                        "{\"amount\":" + usd(70_001) + ",\"statement\":\"Pay.\"}",
                        "amount-above-escrow",
                        "amount"),
                arguments(
                        "/disputes/{dispute}/request",
                        "{\"amount\":" + USD_1 + ",\"statement\":\"Pay.\",\"evidence\":" + ids(1) + "}",
                        "evidence-elsewhere",
                        "evidence"),
                arguments(
                        "/disputes/{dispute}/response",
                        "{\"answer\":\"APPROVE\",\"confirmed\":true}",
                        "missing",
                        "requestVersion"),
                arguments("/disputes/{dispute}/response", "{\"requestVersion\":1}", "missing", "answer"),
                arguments("/disputes/{dispute}/decisions", "{\"by\":\"CLIENT\",\"proposal\":1}", "missing", "decision"),
                arguments(
                        "/disputes/{dispute}/response",
                        "{\"requestVersion\":0,\"answer\":\"APPROVE\",\"confirmed\":true}",
                        "invalid",
                        "requestVersion"),
                arguments(
                        "/disputes/{dispute}/response",
                        "{\"requestVersion\":1.0,\"answer\":\"APPROVE\",\"confirmed\":true}",
                        "invalid",
                        "requestVersion"),
                arguments(
                        "/disputes/{dispute}/response",
                        "{\"requestVersion\":1,\"answer\":\"YES\"}",
                        "invalid",
                        "answer"),
                arguments(
                        "/disputes/{dispute}/response",
                        "{\"requestVersion\":1,\"answer\":\"APPROVE\"}",
                        "confirmation-needed",
                        "confirmed"),
                arguments(
                        "/disputes/{dispute}/response",
                        "{\"requestVersion\":1,\"answer\":\"APPROVE\",\"confirmed\":false}",
                        "confirmation-needed",
                        "confirmed"),
                arguments(
                        "/disputes/{dispute}/response",
                        "{\"requestVersion\":1,\"answer\":\"APPROVE\",\"confirmed\":true,\"reason\":\"OTHER\"}",
                        "not-with-approval",
                        "reason"),
                arguments(
                        "/disputes/{dispute}/response",
                        "{\"requestVersion\":1,\"answer\":\"DECLINE\",\"description\":\"No.\"}",
                        "missing",
                        "reason"),
                arguments(
                        "/disputes/{dispute}/response",
                        "{\"requestVersion\":1,\"answer\":\"DECLINE\",\"reason\":\"OTHER\",\"description\":\" \"}",
                        "missing",
                        "description"),
                arguments(
                        "/disputes/{dispute}/response",
                        "{\"requestVersion\":1,\"answer\":\"DECLINE\",\"reason\":\"OTHER\",\"description\":\"No.\",\"confirmed\":true}",
                        "not-with-decline",
                        "confirmed"),
                arguments(
                        "/disputes/{dispute}/offers",
                        "{\"by\":\"CLIENT\",\"toFreelancer\":" + usd(70_001) + "}",
                        "amount-above-hold",
                        "toFreelancer"),
                arguments(
                        "/disputes/{dispute}/offers",
                        "{\"by\":\"CLIENT\",\"toFreelancer\":" + usd(-1) + "}",
                        "amount-out-of-range",
                        "toFreelancer.minor"),
                arguments(
                        "/disputes/{dispute}/offers",
                        "{\"by\":\"CLIENT\",\"toFreelancer\":{\"minor\":1,\"currency\":\"EUR\"}}",
                        "currency-mixed",
                        "currency"),
                arguments(
                        "/disputes/{dispute}/decisions",
                        "{\"by\":\"CLIENT\",\"proposal\":1,\"decision\":\"MAYBE\"}",
                        "invalid",
                        "decision"),
                arguments(
                        "/disputes/{dispute}/elections",
                        "{\"by\":\"CLIENT\",\"paid\":" + USD_1 + "}",
                        "missing",
                        "paymentReference"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("acts")
    @DisplayName("DOR-1 an act is taken as described or not at all: the field is named, no row is left")
    void refusesActs(String path, String body, String code, String field) {
        refuses(api, path, body, code, field);
    }

    static Stream<Arguments> staffActs() {
        return Stream.of(
                arguments(
                        "mia",
                        "/disputes/{dispute}/proposal",
                        "{\"toFreelancer\":\"1.00\",\"reasonCode\":\"OTHER\",\"reasons\":\"So.\"}",
                        "invalid",
                        "toFreelancer"),
                arguments(
                        "mia",
                        "/disputes/{dispute}/proposal",
                        "{\"toFreelancer\":{\"minor\":1,\"currency\":\"JPY\"},\"reasonCode\":\"OTHER\",\"reasons\":\"So.\"}",
                        "currency-mixed",
                        "toFreelancer.currency"),
                arguments(
                        "mia",
                        "/disputes/{dispute}/proposal",
                        "{\"toFreelancer\":" + USD_1 + ",\"reasonCode\":\"MOOD\",\"reasons\":\"So.\"}",
                        "invalid",
                        "reasonCode"),
                arguments("mia", "/disputes/{dispute}/hand-back", "{\"reason\":\"\"}", "missing", "reason"),
                arguments("mia", "/contracts/{contract}/interests", "{\"side\":\"BOTH\"}", "invalid", "side"),
                arguments(
                        "otto",
                        "/disputes/{dispute}/award",
                        "{\"toFreelancer\":" + USD_1 + "}",
                        "missing",
                        "reference"),
                arguments(
                        "otto",
                        "/disputes/{dispute}/award-confirmation",
                        "{\"award\":1,\"confirmed\":\"yes\"}",
                        "invalid",
                        "confirmed"));
    }

    @ParameterizedTest(name = "{1} {2}")
    @MethodSource("staffActs")
    @DisplayName("DOR-1 what staff send is taken as described or not at all")
    void refusesStaffActs(String user, String path, String body, String code, String field) {
        refuses(api.as(user), path, body, code, field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/disputes?deadlineBefore=+1000000000-01-01T00:00:00Z",
                "/disputes?deadlineBefore=-0001-01-01T00:00:00Z",
                "/disputes?deadlineBefore=2031-01-01",
                "/operations/windows?before=+1000000000-01-01T00:00:00Z",
                "/reconciliation?to=2031-01-01&from=-99999-01-01",
                "/reconciliation?from=2031-01-01&to=+999999999-01-01"
            })
    @DisplayName("DOR-1 a day or a time that is none, or is beyond what RFC 3339 can say is refused by its name")
    void refusesTimes(String address) {
        var caller = address.startsWith("/operations") ? api.as("otto") : api;

        var refused = caller.get(address.replace("+", "%2B")).expect(400);

        assertThat(refused.code()).isEqualTo("invalid");
        assertThat(address).contains(refused.field() + "=");
        assertThat(refused.at("/detail")).contains("2026-11-30");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "nonsense", "text/csv", "application/json"})
    @DisplayName("DOR-1 RFC 9457 a refusal is a problem whatever was said to be accepted")
    void whateverIsAccepted(String accepted) {
        var refused = api.send(api.request("/reviews/true/approval")
                .header("Accept", accepted)
                .header("Idempotency-Key", Api.fresh("key"))
                .POST(BodyPublishers.noBody()));

        assertThat(refused.code()).isIn("unknown", "media-type-not-acceptable");
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    @DisplayName("DOR-1 all faults of a body are listed, the first one is the problem's")
    void listsAllFaults() {
        var refused = api.postRaw(filled("/disputes/{dispute}/elections"), "{}").expect(400);

        assertThat(refused.field()).isEqualTo("by");
        assertThat(refused.json().path("errors").findValuesAsText("field"))
                .containsExactly("by", "paid", "paymentReference");
        assertThat(refused.at("/errors/0/code")).isEqualTo("missing");
    }

    @Test
    @DisplayName("DOR-1 a body beyond the bound is refused, whether its length is told or not")
    void refusesLargeBodies() {
        var path = filled("/reviews/{review}/change-request");
        var large = "{\"message\":\"" + "m".repeat(1024 * 1024) + "\"}";

        var told = api.postRaw(path, large);
        var chunked = api.send(api.request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", Api.fresh("key"))
                .POST(BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8)))));

        assertThat(told.expect(413).code()).isEqualTo("body-too-large");
        assertThat(chunked.expect(413).code()).isEqualTo("body-too-large");
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH, /contracts, application/json, 405, method-not-allowed",
        "POST, /contracts, text/plain, 415, media-type-unsupported",
        "POST, /milestones/{milestone}/evidence, application/json, 415, media-type-unsupported",
        "POST, /milestones/{milestone}/evidence, multipart/form-data; boundary=x, 400, request-malformed",
        "POST, /contracts/{contract}, application/json, 405, method-not-allowed",
        "GET, /nothing-here, application/json, 404, path-unknown",
        "POST, /nothing-here, application/json, 404, path-unknown",
        "GET, /contracts/{contract}/../../x, application/json, 400, request-malformed"
    })
    @DisplayName("DOR-1 what leads nowhere is told as a problem, too")
    void refusesTheRest(String method, String path, String type, int status, String code) {
        var refused = api.send(api.request(filled(path))
                .header("Content-Type", type)
                .header("Idempotency-Key", Api.fresh("key"))
                .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}")));

        assertThat(refused.expect(status).code()).isEqualTo(code);
        assertProblem(refused, code);
    }

    @Test
    @DisplayName("DOR-1 a caller that takes only HTML is told so as a problem")
    void refusesOtherMediaTypes() {
        var refused = api.send(api.request(filled("/contracts/{contract}"))
                .header("Accept", "text/html")
                .GET());

        assertThat(refused.expect(406).code()).isEqualTo("media-type-not-acceptable");
    }

    private void refuses(Api caller, String path, String body, String code, String field) {
        var before = Rows.count(db);

        var refused = caller.postRaw(filled(path), body).expect(400);

        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.field()).isEqualTo(field);
        assertProblem(refused, code);
        assertThat(Rows.count(db)).isEqualTo(before);
    }

    private static void assertProblem(Api.Response refused, String code) {
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(refused.at("/type")).isEqualTo("/problems/" + code);
        assertThat(refused.at("/title")).isNotEmpty();
        assertThat(refused.at("/detail")).isNotEmpty().doesNotContain("dev.parley", "org.", "java.", "Exception");
        assertThat(refused.at("/instance")).startsWith("/api/v1/");
    }

    private String filled(String path) {
        return path.replace("{contract}", contract.toString())
                .replace("{milestone}", milestone.toString())
                .replace("{review}", review.toString())
                .replace("{dispute}", dispute.toString());
    }

    /** The text of the JSON with the value put in as it is written: a float stays the float it was. */
    private static String replaced(JsonMapper json, ObjectNode body, String pointer, String value) throws Exception {
        var cut = pointer.lastIndexOf('/');
        var last = pointer.substring(cut + 1);
        var parent = cut == 0 ? body : body.at(pointer.substring(0, cut));
        if (parent instanceof ArrayNode array) array.set(Integer.parseInt(last), "@@");
        else ((ObjectNode) parent).put(last, "@@");
        return json.writeValueAsString(body).replace("\"@@\"", value);
    }

    private static String usd(long minor) {
        return "{\"minor\":" + minor + ",\"currency\":\"USD\"}";
    }

    private static String ids(int count) {
        return Stream.generate(UUID::randomUUID)
                .limit(count)
                .map(id -> "\"" + id + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
