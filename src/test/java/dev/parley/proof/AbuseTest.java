package dev.parley.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.parley.Api;
import dev.parley.ApiDescription;
import dev.parley.ParleyTest;
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
import org.jspecify.annotations.Nullable;
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
    private final TreeMap<String, @Nullable String> undescribed = new TreeMap<>();
    private final Map<String, List<String>> ids = new HashMap<>();

    @LocalServerPort
    int port;

    @Autowired
    Audit audit;

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
            if (n % A_WORLD == 0) anotherWorld();
            if (n % 50_000 == 0) LOG.info("{} of {} hostile requests, seed {}: {}", n, REQUESTS, seed, statuses);
            var abuse = new Abuse(new SplittableRandom(seed + n * GOLDEN), description, ids);
            var request = abuse.request("http://127.0.0.1:" + port);
            try {
                require(abuse, request, http.send(request, BodyHandlers.ofString()));
            } catch (IOException | AssertionError wrong) {
                throw new AssertionError(
                        "-Dparley.proof.seed=" + seed + ", request " + n + ": " + abuse + ": " + request, wrong);
            }
        }
        LOG.info("{} hostile requests, seed {}: {}", REQUESTS, seed, statuses);
        assertThat(undescribed).isEmpty();
        assertThat(audit.findings()).isEmpty();
        assertThat(statuses.keySet()).contains(200, 400, 401, 403, 404, 409);
        for (var sum : api.as("otto").position().expect(200).json())
            assertThat(sum.at("/difference/minor").asLong()).isZero();
    }

    private void require(Abuse abuse, HttpRequest request, HttpResponse<String> answer) {
        statuses.merge(answer.statusCode(), 1, Integer::sum);
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(500);
        assertThat(answer.headers().map()).doesNotContainKey("x-evil");
        if (!abuse.login.equals("contracts")) return;
        assertThat(answer.body()).doesNotContain(CANARY);
        var json = json(answer.body());
        description.find(request.method(), request.uri().getRawPath()).ifPresent(operation -> {
            try {
                description.require(
                        operation,
                        answer.statusCode(),
                        answer.headers().firstValue("Content-Type").orElse(""),
                        json);
            } catch (AssertionError otherwise) {
                undescribed.putIfAbsent(
                        operation.id() + " " + json.path("code").asText(),
                        request.uri() + ": " + otherwise.getMessage());
            }
        });
    }

    /** A case of the caller's own at mediation, and one of another contracts system, with a word that must not come out. */
    private void anotherWorld() {
        ids.clear();
        ids.put("number", List.of("1"));
        aCase(api, "A website");
        aCase(api.as("other-contracts"), CANARY);
    }

    private void aCase(Api owner, String title) {
        var body = Api.contract("MARKETPLACE", "USD", "America/New_York", "US-NY", 100_000, 100_000);
        body.put("title", title);
        var contract = owner.register(body).expect(201);
        var milestone = contract.milestone(0);
        owner.deposit(milestone, AMOUNT).expect(200);
        owner.deposit(contract.milestone(1), AMOUNT).expect(200);
        var review = owner.submit(contract.milestone(1), AMOUNT).expect(201);
        var evidence =
                owner.upload(milestone, "FREELANCER", title + ".txt", title).expect(201);
        owner.submit(milestone, AMOUNT).expect(201);
        var dispute =
                owner.file(milestone, "PAYMENT_NOT_RELEASED", AMOUNT, title).expect(201);
        known("contracts", contract.id().toString());
        known("milestones", milestone.toString(), contract.milestone(1).toString());
        known("reviews", review.id().toString());
        known("evidence", evidence.id().toString());
        known("disputes", dispute.id().toString());
        known("deadlines", dispute.at("/deadline/id"), review.at("/deadline/id"));
        for (var notice : owner.notices(milestone).json())
            known("notices", notice.path("id").asText());
    }

    private void known(String collection, String... some) {
        ids.computeIfAbsent(collection, any -> new ArrayList<>()).addAll(List.of(some));
    }

    private static JsonNode json(String body) {
        try {
            return body.isEmpty() ? MissingNode.getInstance() : new JsonMapper().readTree(body);
        } catch (IOException none) {
            return MissingNode.getInstance();
        }
    }
}
