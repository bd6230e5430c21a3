package dev.parley.api;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.Api.Response;
import dev.parley.ApiDescription;
import dev.parley.ApiDescription.Operation;
import dev.parley.Issuer;
import dev.parley.ParleyTest;
import dev.parley.shared.Money;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The doors before tokens of an issuer. */
@ParleyTest
class BearerLoginTest {
    private static final Money USD_700 = Money.of(70_000, "USD");

    @LocalServerPort
    int port;

    @Autowired
    Issuer issuer;

    @Autowired
    JdbcClient db;

    Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    private Api with(String client, String scopes) {
        return api.withToken(issuer.token(client, scopes));
    }

    @Test
    @DisplayName("DOR-1 with a token a client drives its own contracts, and is the same as with its secret")
    void drives() {
        var milestone =
                with("contracts", "contracts:read contracts:write money:write").fundedMilestone(USD_700);

        assertThat(with("contracts", "contracts:read")
                        .milestone(milestone)
                        .expect(200)
                        .id())
                .isEqualTo(milestone);
        assertThat(api.milestone(milestone).expect(200).id()).isEqualTo(milestone);
    }

    @Test
    @DisplayName("DOR-3 another client's contracts are unknown, with whatever scopes")
    void foreign() {
        var milestone = api.fundedMilestone(USD_700);
        var before = Rows.count(db);
        var other = with("other-contracts", "contracts:read contracts:write money:write");

        other.milestone(milestone).expect(404);
        other.submit(milestone, USD_700).expect(404);
        other.deposit(milestone, USD_700).expect(404);

        assertThat(Rows.count(db)).isEqualTo(before);
    }

    @Test
    @DisplayName("DOR-3 RFC 6750 a token that is not good gets 401, the reason for it and a problem")
    void notGood() {
        var refused = api.withToken(issuer.token(
                        Issuer.claims("contracts", "contracts:read").audience("else")))
                .get("/limits")
                .expect(401);

        assertThat(refused.code()).isEqualTo("token-invalid");
        assertThat(refused.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(
                        challenge -> assertThat(challenge).startsWith("Bearer ").contains("error=\"invalid_token\""));
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        api.withToken("").get("/limits").expect(401);
    }

    @Test
    @DisplayName("RFC 6750 who comes without a login is told both ways to log in")
    void challenges() {
        var refused = api.withLogin("").get("/limits").expect(401);

        assertThat(refused.headers().allValues("WWW-Authenticate"))
                .anyMatch(challenge -> challenge.startsWith("Basic "))
                .anyMatch(challenge -> challenge.equals("Bearer realm=\"parley\""));
    }

    @Test
    @DisplayName("DOR-3 a token in the address or in the body is none")
    void onlyInTheHeader() {
        var token = issuer.token("contracts", "contracts:read");

        api.withLogin("").get("/limits?access_token=" + token).expect(401);
        api.withLogin("").post("/contracts", Map.of("access_token", token)).expect(401);
    }

    @Test
    @DisplayName("DOR-3 RFC 6750 without the scope that a call needs it is refused with its name, and nothing is done")
    void insufficient() {
        var milestone = api.fundedMilestone(USD_700);
        var before = Rows.count(db);

        var refused = with("contracts", "contracts:read contracts:write")
                .deposit(milestone, USD_700)
                .expect(403);

        assertThat(refused.code()).isEqualTo("insufficient-scope");
        assertThat(refused.at("/detail")).contains("money:write");
        assertThat(refused.headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer realm=\"parley\", error=\"insufficient_scope\", scope=\"money:write\"");
        with("contracts", "contracts:read money:write")
                .submit(milestone, USD_700)
                .expect(403);
        with("contracts", "contracts:write").milestone(milestone).expect(403);
        with("contracts", "").get("/limits").expect(403);
        assertThat(Rows.count(db)).isEqualTo(before);
    }

    @Test
    @DisplayName("DOR-3 the engine's REST interface asks for the same scopes")
    void engineRest() {
        var start = "/process-definition/key/dispute/start";
        var engine = with("contracts", "contracts:read").at("/engine-rest");

        assertThat(engine.post(start, Map.of()).expect(403).code()).isEqualTo("insufficient-scope");
        with("contracts", "contracts:write")
                .at("/engine-rest")
                .post(start, Map.of())
                .expect(409); // of its own checks
    }

    @Test
    @DisplayName("DOR-3 no token is one of the staff's, whatever it says of itself")
    void neverStaff() {
        var all = "contracts:read contracts:write money:read money:write events:read webhooks:manage operations";

        with("contracts", all).position().expect(403);
        with("contracts", all).propose(UUID.randomUUID(), USD_700).expect(403);
        with("otto", all).position().expect(401);
    }

    @Test
    @DisplayName("DOR-1 DOR-3 each operation needs the scope that its description names, and no other")
    void scopesOfOperations() {
        var titles = Arrays.stream(Scope.values()).map(Scope::title).toList();
        for (var operation : ApiDescription.committed().operations()) {
            var named = operation.scope();
            var others = titles.stream().filter(title -> !named.equals(Optional.of(title)));

            var without = call(operation, others.collect(joining(" ")));
            assertThat(without.expect(403).code())
                    .as(operation.id())
                    .isEqualTo(named.isPresent() ? "insufficient-scope" : "forbidden");
            named.ifPresent(scope -> {
                assertThat(without.headers().firstValue("WWW-Authenticate").orElseThrow())
                        .endsWith("scope=\"" + scope + "\"");
                assertThat(call(operation, scope).status()).as(operation.id()).isNotIn(401, 403);
            });
        }
    }

    /** With nothing but the scopes: neither a key nor a body, about things that there are not. */
    private Response call(Operation operation, String scopes) {
        var caller = with("contracts", scopes).at("");
        var path = operation
                .path()
                .replace("{number}", "1")
                .replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        return caller.send(
                caller.request(path).method(operation.method().toUpperCase(Locale.ROOT), BodyPublishers.noBody()));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/contracts, contracts:read",
        "GET, /api/v1/disputes/1/ledger, contracts:read",
        "POST, /api/v1/contracts, contracts:write",
        "PUT, /api/v1/disputes/1/response-draft, contracts:write",
        "DELETE, /api/v1/anything, contracts:write",
        "OPTIONS, /api/v1/contracts, contracts:write",
        "POST, /api/v1/milestones/1/deposits, money:write",
        "POST, /api/v1/milestones/1/submissions, contracts:write",
        "GET, /api/v1/deposits, money:read",
        "POST, /api/v1/deposits/1/reversal, money:write",
        "GET, /api/v1/transfers/1, money:read",
        "POST, /api/v1/transfers/1/confirmation, money:write",
        "GET, /api/v1/reconciliation, money:read",
        "GET, /api/v1/events, events:read",
        "GET, /api/v1/webhook-endpoints, webhooks:manage",
        "POST, /api/v1/webhook-endpoints/1/test, webhooks:manage",
        "POST, /engine-rest/process-definition/key/dispute/start, contracts:write"
    })
    @DisplayName("DOR-3 each call of a contracts client needs one scope")
    void needed(String method, String path, String scope) {
        assertThat(Scope.neededFor(HttpMethod.valueOf(method), path).title()).isEqualTo(scope);
    }
}
