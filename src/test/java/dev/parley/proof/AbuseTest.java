package dev.parley.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.parley.Api;
import dev.parley.ApiDescription;
import dev.parley.ParleyTest;
import dev.parley.delivery.Sender;
import dev.parley.process.Audit;
import dev.parley.shared.Money;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Hostile requests to every operation that is described: a sample in verify, a million in the profile proof. */
@ParleyTest
class AbuseTest {
    private static final Logger LOG = LoggerFactory.getLogger(AbuseTest.class);
    private static final int REQUESTS = Effort.of("abuse", 5_000);
    private static final int A_WORLD = 500;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final String CANARY = "canary4711";
    private static final Money AMOUNT = Money.of(100_000, "USD");

    private final HttpClient http = HttpClient.newHttpClient();
    private final ApiDescription description = ApiDescription.committed();
    private final TreeMap<Integer, Integer> statuses = new TreeMap<>();
    private final TreeMap<String, @Nullable String> faults = new TreeMap<>();
    private final Map<String, List<String>> own = new HashMap<>();
    private final Map<String, List<String>> foreign = new HashMap<>();

    @LocalServerPort
    int port;

    @Autowired
    Audit audit;

    @Autowired
    Sender sender;

    Api api;

    @BeforeEach
    void api() {
        api = new Api(port);
    }

    @Test
    @DisplayName("DOR-1 DOR-3 ESC-1 no hostile request breaks anything, nor tells what is another's")
    void nothingBreaks() throws Exception {
        var seed = Effort.seed();
        for (var n = 0; n < REQUESTS; n++) {
            if (n % A_WORLD == 0) {
                world(api, "A website", own);
                sender.sendDue(); // a notice that waits for long is a finding
            }
            if (n % (4 * A_WORLD) == 0) world(api.as("other-contracts"), CANARY, foreign);
            if (n % 50_000 == 0) LOG.info("{} of {} hostile requests, seed {}: {}", n, REQUESTS, seed, statuses);
            var abuse = new Abuse(new SplittableRandom(seed + n * GOLDEN), description, own, foreign);
            var request = abuse.request("http://127.0.0.1:" + port);
            try {
                require(abuse, request, http.send(request, BodyHandlers.ofString()));
            } catch (IOException | AssertionError wrong) {
                faults.putIfAbsent(
                        String.valueOf(abuse),
                        "-Dparley.proof.seed=" + seed + ", request " + n + ": " + request + ": " + wrong.getMessage());
            }
        }
        LOG.info("{} hostile requests, seed {}: {}", REQUESTS, seed, statuses);
        assertThat(faults).isEmpty();
        assertThat(audit.findings()).isEmpty();
        assertThat(statuses.keySet()).contains(200, 201, 400, 401, 403, 404, 409);
        assertThat(reached()).isGreaterThan(REQUESTS / 3);
        for (var sum : api.as("otto").position().expect(200).json())
            assertThat(sum.at("/difference/minor").asLong()).isZero();
    }

    private void require(Abuse abuse, HttpRequest request, HttpResponse<String> answer) {
        statuses.merge(answer.statusCode(), 1, Integer::sum);
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(500);
        assertThat(answer.headers().map()).doesNotContainKey("x-evil");
        if (abuse.login.equals("contracts")) assertThat(answer.body()).doesNotContain(CANARY);
        var json = json(answer.body());
        description.find(request.method(), request.uri().getRawPath()).ifPresent(operation -> {
            try {
                description.require(
                        operation,
                        answer.statusCode(),
                        answer.headers().firstValue("Content-Type").orElse(""),
                        json);
            } catch (AssertionError otherwise) {
                faults.putIfAbsent(
                        operation.id() + " " + json.path("code").asText(),
                        request.uri() + ": " + otherwise.getMessage());
            }
        });
    }

    /** How many got as far as the rules: done, or refused by the state. */
    private int reached() {
        return statuses.entrySet().stream()
                .filter(status -> status.getKey() / 100 == 2 || status.getKey() == 409)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** Milestones, cases and money of an owner at each stage, as what has been done to the ones before may have ended them. */
    private void world(Api owner, String title, Map<String, List<String>> ids) {
        ids.clear();
        deleteEndpoints(owner);
        var amounts = LongStream.generate(AMOUNT::minor).limit(5).toArray();
        var body = Api.contract("MARKETPLACE", "USD", "America/New_York", "US-NY", amounts);
        body.put("title", title);
        var contract = owner.register(body).expect(201);
        know(ids, "contracts", contract.id());
        var evidence = owner.upload(contract.milestone(0), "FREELANCER", title + ".txt", title);
        know(ids, "evidence", evidence.expect(201).id());
        for (var n = 0; n < amounts.length; n++) fund(owner, contract.milestone(n), ids);
        var review = owner.submit(contract.milestone(1), AMOUNT).expect(201);
        know(ids, "reviews", review.id());
        know(ids, "deadlines", review.at("/deadline/id"));
        var answered = aCase(owner, contract.milestone(0), title, ids);
        owner.decline(answered, 1).expect(200);
        propose(answered);
        aCase(owner, contract.milestone(2), title, ids);
        money(owner, contract.milestone(4), ids);
        for (var notice : owner.notices(contract.milestone(0)).json())
            know(ids, "notices", notice.path("id").asText());
        for (var event : owner.get("/events?limit=5").expect(200).json().path("events"))
            know(ids, "events", event.path("id").asText());
        var hook = Map.of("url", "http://127.0.0.1:9/", "types", List.of("endpoint.pinged"));
        var endpoint = owner.post("/webhook-endpoints", hook).expect(201).at("/endpoint/id");
        know(ids, "webhook-endpoints", endpoint);
        know(
                ids,
                "deliveries",
                owner.post("/webhook-endpoints/" + endpoint + "/ping", null).id());
    }

    /** A payout that is ordered, a deposit that came back in part, and one that is announced. */
    private static void money(Api owner, UUID milestone, Map<String, List<String>> ids) {
        var review =
                owner.submit(milestone, Money.of(50_000, "USD")).expect(201).id();
        owner.approve(review).expect(200);
        for (var transfer : owner.transfers(milestone))
            know(ids, "transfers", transfer.path("id").asText());
        var deposits = ids.get("deposit");
        know(
                ids,
                "chargebacks",
                owner.chargeBack(milestone, deposits.get(deposits.size() - 1), "C-1", Money.of(100, "USD"))
                        .expect(201)
                        .id());
        var announced = owner.announceDeposit(milestone, Api.fresh("deposit"), AMOUNT)
                .expect(202)
                .headers()
                .firstValue("Location")
                .orElseThrow();
        know(ids, "deposits", announced.substring(announced.lastIndexOf('/') + 1));
    }

    private void fund(Api owner, UUID milestone, Map<String, List<String>> ids) {
        var deposit = Api.fresh("deposit");
        owner.deposit(milestone, deposit, AMOUNT).expect(200);
        know(ids, "milestones", milestone);
        know(ids, "deposit", deposit);
    }

    private UUID aCase(Api owner, UUID milestone, String title, Map<String, List<String>> ids) {
        owner.submit(milestone, AMOUNT).expect(201);
        var dispute =
                owner.file(milestone, "PAYMENT_NOT_RELEASED", AMOUNT, title).expect(201);
        know(ids, "disputes", dispute.id());
        know(ids, "deadlines", dispute.at("/deadline/id"));
        return dispute.id();
    }

    private void propose(UUID dispute) {
        var mediator = api.as("otto").dispute(dispute).expect(200).at("/mediator");
        api.as(mediator.isEmpty() ? "lena" : mediator)
                .propose(dispute, Money.of(50_000, "USD"))
                .expect(200);
    }

    private static void know(Map<String, List<String>> ids, String collection, Object id) {
        ids.computeIfAbsent(collection, any -> new ArrayList<>()).add(id.toString());
    }

    @AfterEach
    void deleteEndpoints() {
        deleteEndpoints(api);
        deleteEndpoints(api.as("other-contracts"));
    }

    private static void deleteEndpoints(Api owner) {
        for (var endpoint : owner.get("/webhook-endpoints").expect(200).json().path("endpoints"))
            owner.send(owner.request("/webhook-endpoints/" + endpoint.path("id").asText())
                            .DELETE())
                    .expect(204);
    }

    private static JsonNode json(String body) {
        try {
            return body.isEmpty() ? MissingNode.getInstance() : new JsonMapper().readTree(body);
        } catch (IOException none) {
            return MissingNode.getInstance();
        }
    }
}
