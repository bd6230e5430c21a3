package dev.parley.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.Api;
import dev.parley.Api.Response;
import dev.parley.ParleyTest;
import dev.parley.shared.Money;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@ParleyTest
class IdempotencyTest {
    private static final Money USD_700 = Money.of(70_000, "USD");

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    @Autowired
    TransactionOperations transaction;

    Api api;
    UUID milestone;

    @BeforeEach
    void aMilestone() {
        api = new Api(port);
        milestone =
                api.register("DIRECT", "USD", null, null, 70_000).expect(201).milestone(0);
    }

    @Test
    @DisplayName("DOR-1 a POST without a key is refused, and leaves no row")
    void needsAKey() {
        var before = Rows.count(db);

        var refused = api.send(api.request("/milestones/" + milestone + "/deposits")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("""
                        {"externalId": "D-1", "amount": {"minor": 1, "currency": "USD"}}""")));

        assertThat(refused.expect(400).code()).isEqualTo("idempotency-key-missing");
        assertThat(refused.field()).isEqualTo("Idempotency-Key");
        assertThat(Rows.count(db)).isEqualTo(before);
    }

    static Stream<String> malformedKeys() {
        return Stream.of("seven77", "k".repeat(256), "a\tkey-with-a-tab");
    }

    @ParameterizedTest
    @MethodSource("malformedKeys")
    @DisplayName("DOR-1 a key has 8 to 255 printable characters")
    void refusesMalformedKeys(String key) {
        var refused = api.withKey(key).deposit(milestone, USD_700);

        assertThat(refused.expect(400).code()).isEqualTo("idempotency-key-malformed");
        assertThat(refused.field()).isEqualTo("Idempotency-Key");
    }

    @Test
    @DisplayName("DOR-1 keys of 8 and of 255 characters are taken, two in one request are not")
    void takesKeysAtTheBounds() {
        api.withKey(Api.fresh("k").substring(0, 8)).deposit(milestone, USD_700).expect(200);
        api.withKey((Api.fresh("k") + "k".repeat(255)).substring(0, 255))
                .deposit(milestone, USD_700)
                .expect(200);

        var two = api.send(api.request("/reviews/" + milestone + "/approval")
                .header("Idempotency-Key", Api.fresh("key"))
                .header("Idempotency-Key", Api.fresh("key"))
                .POST(BodyPublishers.noBody()));

        assertThat(two.expect(400).code()).isEqualTo("idempotency-key-malformed");
    }

    @Test
    @DisplayName("DOR-1 a repeated POST gets the same answer and changes nothing")
    void replays() {
        api.deposit(milestone, USD_700).expect(200);
        var keyed = api.withKey(Api.fresh("key"));
        var path = "/milestones/" + milestone + "/submissions";
        var first = keyed.postRaw(path, """
                {"externalId": "S-%s", "amount": {"minor": 70000, "currency": "USD"}}""".formatted(milestone)).expect(201);
        var before = Rows.count(db);

        var again = keyed.postRaw(path, """
                { "amount": {"currency":"USD", "minor":70000},
                  "externalId": "S-%s" }""".formatted(milestone)).expect(201);

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(Rows.count(db)).isEqualTo(before);
    }

    @Test
    @DisplayName("DOR-1 a key with another body or another path is refused, and leaves no row")
    void refusesAContradiction() {
        var keyed = api.withKey(Api.fresh("key"));
        keyed.deposit(milestone, "D-" + milestone, USD_700).expect(200);
        var before = Rows.count(db);

        var otherBody = keyed.deposit(milestone, "D-" + milestone, Money.of(70_001, "USD"));
        var otherPath = keyed.approve(milestone);

        assertThat(otherBody.expect(422).code()).isEqualTo("idempotency-key-reused");
        assertThat(otherPath.expect(422).field()).isEqualTo("Idempotency-Key");
        assertThat(Rows.count(db)).isEqualTo(before);
    }

    @Test
    @DisplayName("DOR-1 a refused POST leaves no record: with its fault mended it may use its key again")
    void forgetsRefusals() {
        var keyed = api.withKey(Api.fresh("key"));
        keyed.submit(milestone, USD_700).expect(400);
        api.deposit(milestone, USD_700).expect(200);

        keyed.submit(milestone, USD_700).expect(201);
    }

    @Test
    @DisplayName("DOR-1 keys of different callers have nothing to do with each other")
    void keysBelongToTheirCaller() {
        var key = Api.fresh("key");
        var contract = api.register("DIRECT", "USD", null, null, 1).expect(201).id();
        api.withKey(key).deposit(milestone, USD_700).expect(200);

        api.as("mia").withKey(key).declareInterest(contract, "CLIENT").expect(200);
        api.as("max").withKey(key).declareInterest(contract, "CLIENT").expect(200);
    }

    @Test
    @DisplayName("DOR-1 while a request is carried out, the same one is told to ask again")
    void oneAtATime() {
        var key = Api.fresh("key");

        var meanwhile = transaction.execute(status -> {
            db.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                    .param("idempotency contracts " + key)
                    .query((row, n) -> n)
                    .list();
            return api.withKey(key).deposit(milestone, USD_700);
        });

        assertThat(meanwhile.expect(409).code()).isEqualTo("request-in-flight");
        api.withKey(key).deposit(milestone, USD_700).expect(200);
    }

    @Test
    @DisplayName("DOR-1 one POST sent many times at once happens once")
    void happensOnce() throws Exception {
        var keyed = api.withKey(Api.fresh("key"));

        var answers = atOnce(() -> keyed.deposit(milestone, "D-" + milestone, USD_700));

        assertThat(answers).extracting(Response::status).containsOnly(200, 409).contains(200);
        assertThat(answers.stream().filter(answer -> answer.status() == 409))
                .allSatisfy(answer -> assertThat(answer.code()).isEqualTo("request-in-flight"));
        assertThat(answers.stream()
                        .filter(answer -> answer.status() == 200)
                        .filter(answer -> answer.headers()
                                .firstValue("Idempotency-Replayed")
                                .isEmpty()))
                .hasSize(1);
        assertThat(api.milestone(milestone).json().path("transfers")).hasSize(1);
    }

    @Test
    @DisplayName("DOR-1 one contract registered many times at once is registered once, the others get it or a conflict")
    void registersOnce() throws Exception {
        var contract = Api.contract("DIRECT", "USD", null, null, 100);

        var answers = atOnce(() -> api.register(contract));

        assertThat(answers)
                .extracting(Response::status)
                .isSubsetOf(201, 200, 409)
                .containsOnlyOnce(201);
        assertThat(answers.stream().filter(answer -> answer.status() == 409))
                .allSatisfy(answer -> assertThat(answer.code()).isEqualTo("taken-meanwhile"));
        assertThat(api.register(contract).expect(200).id())
                .isEqualTo(answers.stream()
                        .filter(answer -> answer.status() == 201)
                        .findFirst()
                        .orElseThrow()
                        .id());
    }

    @Test
    @DisplayName(
            "DOR-1 whoever lost the answer with the connection gets it under the same key, and the act happened once")
    void lostAnswer() {
        var key = Api.fresh("key");
        var body = "{\"externalId\": \"D-" + milestone + "\", \"amount\": {\"minor\": 70000, \"currency\": \"USD\"}}";
        var path = "/milestones/" + milestone + "/deposits";
        var request = String.join(
                "\r\n",
                "POST /api/v1" + path + " HTTP/1.1",
                "Host: 127.0.0.1",
                "Authorization: Basic Y29udHJhY3RzOnNhbmRib3g=",
                "Idempotency-Key: " + key,
                "Content-Type: application/json",
                "Content-Length: " + body.length(),
                "",
                body);
        transaction.executeWithoutResult(status -> hangUpDuring(request));
        await().until(() -> api.milestone(milestone).minor("/balances/free") == 70_000);

        var again = api.withKey(key).postRaw(path, body).expect(200);

        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(again.minor("/free")).isEqualTo(70_000);
        assertThat(api.milestone(milestone).json().path("transfers")).hasSize(1);
    }

    /** Breaks the connection off while the act waits for its milestone: it goes on, and nobody is there to be answered. */
    private void hangUpDuring(String request) {
        db.sql("select id from milestone where id = ? for update")
                .param(milestone)
                .query(UUID.class)
                .single();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            await().until(() -> db.sql("select exists (select from pg_locks where not granted)")
                    .query(Boolean.class)
                    .single());
            socket.setSoLinger(true, 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<Response> atOnce(Callable<Response> request) throws Exception {
        var threads = Executors.newFixedThreadPool(6);
        try {
            return threads.invokeAll(Collections.nCopies(6, request)).stream()
                    .map(IdempotencyTest::result)
                    .toList();
        } finally {
            threads.shutdown();
        }
    }

    private static Response result(Future<Response> answer) {
        try {
            return answer.get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
