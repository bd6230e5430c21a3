package dev.parley.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.parley.Api;
import dev.parley.DirectSql;
import dev.parley.ParleyTest;
import dev.parley.delivery.WebhookReceiver.Answer;
import dev.parley.delivery.WebhookReceiver.Received;
import dev.parley.shared.Money;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionOperations;

/** What a contracts system's own server is told, over real HTTP. */
@ParleyTest
class WebhooksTest {
    private static final Money USD_700 = Money.of(70_000, "USD");

    @LocalServerPort
    int port;

    @Autowired
    WebhookSender sender;

    @Autowired
    WebhookQueue queue;

    @Autowired
    WebhookEndpoints endpoints;

    @Autowired
    WebhookSecrets secrets;

    @Autowired
    JdbcClient db;

    @Autowired
    TransactionOperations transaction;

    @Autowired
    EmbeddedPostgres postgres;

    private final WebhookReceiver receiver = new WebhookReceiver();
    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @AfterEach
    void deleteAll() {
        for (var system : List.of("contracts", "other"))
            endpoints.of(system).forEach(endpoint -> endpoints.delete(system, endpoint.id()));
        receiver.close();
    }

    @Test
    @DisplayName(
            "DOR-1 an endpoint is told of each event in its order, thin, under the event's id, signed as its receiver checks")
    void tells() throws Exception {
        var opened = open();
        var milestone = api.fundedMilestone(USD_700);
        api.submit(milestone, USD_700).expect(201);
        var dispute = api.file(milestone, USD_700).expect(201).id();

        sender.sendDue();

        var told = about(milestone);
        var events = eventsOf(milestone);
        assertThat(told).extracting(Received::id).isEqualTo(texts(events, "id"));
        for (var message : told)
            new Webhook(opened.at("/secret"))
                    .verify(message.body(), message.headers().map());
        var last = json(told.get(told.size() - 1));
        assertThat(last.path("type").asText())
                .isEqualTo(events.get(events.size() - 1).path("type").asText());
        assertThat(last.path("timestamp").asText()).endsWith("Z");
        assertThat(last.at("/data/event").asText())
                .isEqualTo(told.get(told.size() - 1).id());
        assertThat(last.at("/data/milestone").asText()).isEqualTo(milestone.toString());
        assertThat(last.at("/data/dispute").asText()).isEqualTo(dispute.toString());
        assertThat(last.at("/data/number").asLong())
                .isEqualTo(events.get(events.size() - 1).path("number").asLong());
        assertThat(last.path("data").has("facts")).isFalse();
        assertThat(api.get("/events/" + last.at("/data/event").asText())
                        .expect(200)
                        .at("/type"))
                .isEqualTo(last.path("type").asText());
        assertThat(log(opened)).allSatisfy(delivery -> {
            assertThat(delivery.path("state").asText()).isEqualTo("DELIVERED");
            assertThat(delivery.path("status").asInt()).isEqualTo(200);
            assertThat(delivery.path("attempts").asInt()).isEqualTo(1);
        });
        assertThat(sender.sendDue()).isZero();
    }

    @Test
    @DisplayName(
            "DOR-1 what fails holds up the later events of its milestone alone, and is repeated with the same bytes")
    void inOrder() throws IOException {
        open();
        var held = api.fundedMilestone(USD_700);
        var free = api.fundedMilestone(USD_700);
        receiver.answers(message -> message.body().contains(held.toString()) ? 500 : 200);
        api.submit(held, USD_700).expect(201);
        api.submit(free, USD_700).expect(201);

        sender.sendDue();

        var first = about(held);
        assertThat(first).hasSize(1);
        assertThat(about(free)).extracting(Received::id).isEqualTo(texts(eventsOf(free), "id"));

        receiver.answers(Answer.status(204));
        assertThat(sender.sendDue()).as("the pause is not over").isZero();
        api.advance("PT6S").expect(200);
        sender.sendDue();

        var told = about(held);
        assertThat(told.get(1).id()).isEqualTo(first.get(0).id());
        assertThat(told.get(1).body()).isEqualTo(first.get(0).body());
        assertThat(told.subList(1, told.size())).extracting(Received::id).isEqualTo(texts(eventsOf(held), "id"));
    }

    @Test
    @DisplayName(
            "DOR-1 an error, a redirect, a broken connection and a refused one are failures, each in the log in words")
    void failures() throws IOException {
        var opened = open();
        var error = failing(opened, Answer.status(503));
        var redirect = failing(opened, Answer.status(302));
        var broken = failing(opened, message -> {
            throw new IOException("broken off");
        });
        receiver.close();
        var refused = failing(opened, Answer.status(200));

        assertThat(error.path("error").asText()).isEqualTo("status 503");
        assertThat(error.path("nextAttemptAt").asText()).isNotEmpty();
        assertThat(redirect.path("error").asText()).isEqualTo("a redirect is not followed");
        assertThat(redirect.path("status").asInt()).isEqualTo(302);
        assertThat(receiver.received()).extracting(Received::path).containsOnly("/hook");
        assertThat(broken.path("error").asText()).isNotEmpty();
        assertThat(broken.path("status").isMissingNode()).isTrue();
        assertThat(refused.path("error").asText()).containsIgnoringCase("refused");
        assertThat(endpoint(opened).at("/failingSince")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"429, 600, 600", "503, 600, 600", "503, 1, 5", "503, 999999999, 43200", "503, soon, 5", "500, 600, 5"})
    @DisplayName(
            "DOR-1 RFC 9110 10.2.3 who asks for time with 429 or 503 is left alone so long, between our own pause and 12 hours")
    void retryAfter(int status, String asked, long seconds) {
        var opened = open();
        receiver.asksToWait(asked);

        var told = failing(opened, Answer.status(status));

        var pause = Duration.between(
                Instant.parse(told.path("attemptedAt").asText()),
                Instant.parse(told.path("nextAttemptAt").asText()));
        assertThat(pause).isBetween(Duration.ofSeconds(seconds), Duration.ofSeconds(seconds + 10));
    }

    @Test
    @DisplayName("DOR-1 a host's name is resolved before the transaction and never in it")
    void resolvesOutside() {
        assertThatThrownBy(() -> transaction.execute(status -> endpoints.look(receiver.url())))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    @DisplayName("DOR-1 an answer that does not come within its time is a failure")
    void tooSlow() throws IOException {
        var slow = new WebhookPost(new WebhookTargets(true, InetAddress::getAllByName), Duration.ofSeconds(1));
        var patient = new WebhookSender(endpoints, queue, secrets, slow);
        var opened = open();
        var done = new CountDownLatch(1);
        receiver.answers(message -> {
            wait(done);
            return 200;
        });
        ping(opened);

        var began = System.nanoTime();
        patient.sendDue();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
        assertThat(log(opened).get(0).path("error").asText()).isEqualTo("no answer within 1 s");
        done.countDown();
        slow.destroy();
    }

    @Test
    @DisplayName(
            "DOR-1 after five days an event is given up, later ones go on, and operations see it and send it again in their name")
    void givenUp() throws Exception {
        var opened = open();
        receiver.answers(Answer.status(500));
        var given = ping(opened);
        asOwner("update webhook_delivery set attempts = 22 where id = '" + given + "'");
        sender.sendDue();
        assertThat(log(opened).get(0).path("state").asText()).isEqualTo("FAILED");
        assertThat(sum(WebhookQueue.MOST_ATTEMPTS - 1)).isBetween(Duration.ofHours(114), Duration.ofHours(126));

        var otto = api.as("otto");
        var overview = otto.get("/operations/overview").expect(200);
        assertThat(overview.at("/webhooks/failed")).isEqualTo("1");
        assertThat(overview.at("/webhooks/failing")).isEqualTo("1");
        assertThat(otto.health().text()).contains("Webhooks that were given up: 1.");
        assertThat(ids(otto.get("/operations/webhooks").expect(200).json().path("deliveries")))
                .contains(given);
        receiver.answers(Answer.status(200));
        otto.post("/operations/webhooks/" + given + "/redelivery", null).expect(200);
        sender.sendDue();

        var delivery = log(opened).get(0);
        assertThat(delivery.path("state").asText()).isEqualTo("DELIVERED");
        assertThat(delivery.path("redeliveredBy").asText()).isEqualTo("otto");
        assertThat(ids(otto.get("/operations/webhooks").expect(200).json().path("deliveries")))
                .doesNotContain(given);
        assertThat(otto.post("/operations/webhooks/" + UUID.randomUUID() + "/redelivery", null)
                        .expect(404)
                        .code())
                .isEqualTo("webhook-delivery-unknown");
    }

    @Test
    @DisplayName(
            "DOR-1 who answers 410 is told nothing more until it is enabled again, and can catch up from the events")
    void gone() {
        var opened = open();
        var milestone = api.fundedMilestone(USD_700);
        receiver.answers(Answer.status(410));
        sender.sendDue();
        var count = receiver.received().size();

        var disabled = endpoint(opened);
        assertThat(disabled.at("/enabled")).isEqualTo("false");
        assertThat(disabled.at("/disabledBecause")).isEqualTo("it answered 410 Gone");
        assertThat(disabled.at("/disabledAt")).isNotEmpty();
        var seen = api.as("otto").get("/operations/webhooks").expect(200).json().path("disabled");
        assertThat(seen.findValuesAsText("because")).containsExactly("it answered 410 Gone");
        assertThat(seen.at("/0/id").asText()).isEqualTo(opened.at("/endpoint/id"));
        assertThat(seen.at("/0/since").asText()).isEqualTo(disabled.at("/disabledAt"));
        assertThat(seen.at("/0/system").asText()).isEqualTo("contracts");
        assertThat(log(opened))
                .extracting(delivery -> delivery.path("state").asText())
                .containsOnly("DROPPED");
        api.submit(milestone, USD_700).expect(201);
        sender.sendDue();
        assertThat(receiver.received()).hasSize(count);
        assertThat(api.post(path(opened) + "/ping", null).expect(409).code()).isEqualTo("webhook-endpoint-disabled");
        assertThat(api.post(path(opened) + "/deliveries/" + ids(log(opened)).get(0) + "/redelivery", null)
                        .expect(409)
                        .code())
                .isEqualTo("webhook-endpoint-disabled");

        receiver.answers(Answer.status(200));
        change(opened, receiver.url(), true).expect(200);
        assertThat(endpoint(opened).json().has("disabledAt")).isFalse();
        assertThat(api.as("otto").get("/operations/webhooks").expect(200).json().path("disabled"))
                .isEmpty();
        var after = api.fundedMilestone(USD_700);
        sender.sendDue();
        assertThat(about(after)).extracting(Received::id).isEqualTo(texts(eventsOf(after), "id"));
        assertThat(about(milestone)).as("what was missed is in the feed alone").hasSizeLessThanOrEqualTo(count);
    }

    @Test
    @DisplayName("DOR-1 a sender that dies between sending and recording leaves the same bytes and id to be sent again")
    void diesBeforeRecording() {
        var opened = open();
        ping(opened);
        var attempt = queue.lease(id(opened)).orElseThrow();

        assertThat(sender.sendDue()).as("it is leased").isZero();
        api.advance("PT61S").expect(200);
        assertThat(sender.sendDue()).isEqualTo(1);

        assertThat(receiver.ids()).containsExactly(attempt.event().toString());
        assertThat(receiver.received().get(0).body()).isEqualTo(attempt.body());
        assertThat(log(opened).get(0).path("attempts").asInt()).isEqualTo(2);
        queue.failed(attempt, 500, "said too late", Duration.ZERO);
        assertThat(log(opened).get(0).path("state").asText()).isEqualTo("DELIVERED");
    }

    @Test
    @DisplayName("DOR-1 senders at once send each event once, and of a milestone one after the other")
    void sendersAtOnce() throws Exception {
        open();
        var milestones =
                Stream.generate(() -> api.fundedMilestone(USD_700)).limit(5).toList();
        for (var milestone : milestones) api.submit(milestone, USD_700).expect(201);
        receiver.answers(message -> {
            pause(20);
            return 200;
        });

        var threads = Executors.newFixedThreadPool(6);
        try {
            var work = Stream.generate(() -> (Callable<Integer>) sender::sendDue)
                    .limit(6)
                    .toList();
            for (var each : threads.invokeAll(work)) each.get(60, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
        }
        sender.sendDue();

        assertThat(receiver.ids()).doesNotHaveDuplicates();
        for (var milestone : milestones)
            assertThat(about(milestone)).extracting(Received::id).isEqualTo(texts(eventsOf(milestone), "id"));
    }

    @Test
    @DisplayName("DOR-1 after a rotation both secrets sign for 24 hours, then the new one alone")
    void rotation() throws Exception {
        var opened = open();
        var former = opened.at("/secret");
        var rotated = api.post(path(opened) + "/secret-rotation", null).expect(200);
        assertThat(rotated.at("/secret")).startsWith("whsec_").isNotEqualTo(former);
        assertThat(rotated.at("/formerSignsUntil")).isNotEmpty();

        ping(opened);
        sender.sendDue();
        var both = receiver.received().get(0);
        new Webhook(former).verify(both.body(), both.headers().map());
        new Webhook(rotated.at("/secret")).verify(both.body(), both.headers().map());

        api.advance("PT24H1S").expect(200);
        ping(opened);
        sender.sendDue();
        var one = receiver.received().get(1);
        new Webhook(rotated.at("/secret")).verify(one.body(), one.headers().map());
        assertThat(one.headers().firstValue("webhook-signature").orElseThrow()).doesNotContain(" ");
        assertThatThrownBy(() ->
                        new Webhook(former).verify(one.body(), one.headers().map()))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    @DisplayName("DOR-1 a repeated creation is the same endpoint with the same secret, which is kept nowhere")
    void repeated() {
        var keyed = api.withKey(Api.fresh("key"));
        var body = Map.of("url", receiver.url(), "types", List.of());

        var first = keyed.post("/webhook-endpoints", body).expect(201);
        var again = keyed.post("/webhook-endpoints", body).expect(201);

        assertThat(again.json()).isEqualTo(first.json());
        assertThat(first.at("/secret")).startsWith("whsec_");
        assertThat(endpoints.of("contracts")).hasSize(1);
        assertThat(endpoint(first).text()).doesNotContain("whsec_");
        assertThat(db.sql("select count(*) from idempotency where body like '%whsec%'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    @DisplayName(
            "DOR-1 an endpoint is told of the types that it asked for, changed and disabled by its system, and deleted")
    void changed() {
        var opened = open("dispute.filed");
        var dispute = api.openCase(USD_700);
        sender.sendDue();
        assertThat(receiver.received())
                .hasSize(1)
                .allSatisfy(message -> assertThat(message.body()).contains("dispute.filed", dispute.toString()));

        change(opened, receiver.url() + "/other", false).expect(200);
        api.openCase(USD_700);
        sender.sendDue();
        assertThat(receiver.received()).hasSize(1);
        assertThat(endpoint(opened).at("/disabledBecause")).isEqualTo("its system said so");

        change(opened, receiver.url() + "/other", true).expect(200);
        ping(opened);
        sender.sendDue();
        assertThat(receiver.received()).hasSize(2);
        assertThat(receiver.received().get(1).path()).isEqualTo("/hook/other");

        api.send(api.request(path(opened)).DELETE()).expect(204);
        assertThat(api.get(path(opened)).expect(404).code()).isEqualTo("webhook-endpoint-unknown");
        assertThat(api.get("/webhook-endpoints").expect(200).json().path("endpoints"))
                .isEmpty();
    }

    @Test
    @DisplayName("DOR-1 a delivery is sent again on demand, with the same id; the log has pages")
    void redelivery() {
        var opened = open();
        for (var n = 0; n < 3; n++) ping(opened);
        sender.sendDue();
        var told = log(opened);
        var first = ids(told).get(2);

        api.post(path(opened) + "/deliveries/" + first + "/redelivery", null).expect(200);
        sender.sendDue();

        assertThat(receiver.ids()).hasSize(4);
        assertThat(receiver.ids().get(3)).isEqualTo(told.get(2).path("event").asText());
        var page = api.get(path(opened) + "/deliveries?limit=2").expect(200);
        assertThat(ids(page.json().path("deliveries"))).isEqualTo(ids(told).subList(0, 2));
        var rest = api.get(path(opened) + "/deliveries?limit=2&after=" + page.at("/next"))
                .expect(200);
        assertThat(ids(rest.json().path("deliveries"))).containsExactly(first);
        assertThat(rest.json().has("next")).isFalse();
    }

    @Test
    @DisplayName("DOR-1 the log forgets after 30 days what was told or dropped, not what waits or was given up")
    void forgets() throws SQLException {
        var opened = open();
        var states = List.of("DELIVERED", "DROPPED", "FAILED", "PENDING", "DELIVERED");
        var ids = new ArrayList<String>();
        for (var state : states) {
            ids.add(ping(opened));
            asOwner("update webhook_delivery set state = '" + state + "', recorded_at = parley.now() - interval '"
                    + (ids.size() == states.size() ? 29 : 31) + " days' where id = '" + ids.get(ids.size() - 1) + "'");
        }

        sender.forget();

        assertThat(ids(log(opened))).containsExactly(ids.get(4), ids.get(3), ids.get(2));
    }

    @Test
    @DisplayName("DOR-3 another system's endpoints, their logs and secrets are unknown")
    void foreign() {
        var theirs = endpoints
                .create("other", new WebhookEndpoints.Wanted(endpoints.look(receiver.url()), "", List.of()))
                .id();
        var mine = open();
        var path = "/webhook-endpoints/" + theirs;

        api.get(path).expect(404);
        api.get(path + "/deliveries").expect(404);
        api.post(path + "/ping", null).expect(404);
        api.post(path + "/secret-rotation", null).expect(404);
        api.send(api.request(path).DELETE()).expect(404);
        api.send(api.request(path)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(
                                "{\"url\":\"" + receiver.url() + "\",\"types\":[],\"enabled\":true}")))
                .expect(404);
        var told = new WebhookDeliveries(db, endpoints).ping("other", theirs).id();
        for (var endpoint : List.of(path, path(mine)))
            assertThat(api.post(endpoint + "/deliveries/" + told + "/redelivery", null)
                            .expect(404)
                            .code())
                    .endsWith("-unknown");
        assertThat(api.get("/webhook-endpoints").json().path("endpoints")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "url|{\"types\":[]}",
                "url|{\"url\":\"ftp://127.0.0.1/\"}",
                "url|{\"url\":\"https://0177.0.0.1/\"}",
                "url|{\"url\":\"https://nowhere.invalid/\"}",
                "types[0]|{\"url\":\"http://127.0.0.1/\",\"types\":[\"Dispute Filed\"]}",
                "types[0]|{\"url\":\"http://127.0.0.1/\",\"types\":[null]}",
                "secret|{\"url\":\"http://127.0.0.1/\",\"secret\":\"mine\"}"
            })
    @DisplayName("DOR-1 an endpoint that can't be is refused by its field, and is not there")
    void refused(String fieldAndBody) {
        var parts = fieldAndBody.split("\\|", 2);

        assertThat(api.postRaw("/webhook-endpoints", parts[1]).expect(400).field())
                .isEqualTo(parts[0]);
        assertThat(endpoints.of("contracts")).isEmpty();
    }

    @Test
    @DisplayName("DOR-1 a system has at most ten endpoints, also when many are created at once")
    void atMostTen() throws Exception {
        var threads = Executors.newFixedThreadPool(6);
        try {
            var work = Stream.generate(() -> (Callable<Integer>) () -> post().status())
                    .limit(14)
                    .toList();
            var statuses = new ArrayList<Integer>();
            for (var each : threads.invokeAll(work)) statuses.add(each.get());
            assertThat(statuses)
                    .containsOnly(201, 409)
                    .filteredOn(status -> status == 201)
                    .hasSize(10);
        } finally {
            threads.shutdownNow();
        }
        assertThat(post().expect(409).code()).isEqualTo("webhook-endpoints-full");
        var limits = api.get("/limits").expect(200);
        assertThat(limits.at("/webhooks/endpoints")).isEqualTo("10");
        assertThat(limits.at("/webhooks/attempts")).isEqualTo("23");
        assertThat(limits.at("/events/perPage")).isEqualTo("1000");
    }

    @Test
    @DisplayName("DOR-1 an endpoint that does not answer delays no other")
    void othersGoOn() {
        var stuck = new WebhookReceiver();
        var done = new CountDownLatch(1);
        stuck.answers(message -> {
            wait(done);
            return 200;
        });
        api.post("/webhook-endpoints", Map.of("url", stuck.url(), "types", List.of()))
                .expect(201);
        open();
        var loop = new WebhookLoop(sender, true);
        loop.start();
        try {
            var milestones =
                    Stream.generate(() -> api.fundedMilestone(USD_700)).limit(6).toList();
            await().atMost(Duration.ofSeconds(8)).untilAsserted(() -> {
                for (var milestone : milestones) assertThat(about(milestone)).isNotEmpty();
            });
            assertThat(stuck.received()).as("and is not asked by all threads").hasSizeBetween(1, 4);
        } finally {
            done.countDown();
            loop.stop();
            stuck.close();
        }
    }

    private JsonNode failing(Api.Response opened, Answer answer) {
        receiver.answers(answer);
        ping(opened);
        sender.sendDue();
        return log(opened).get(0);
    }

    private static Duration sum(int pauses) {
        return Stream.iterate(1, n -> n + 1)
                .limit(pauses)
                .map(WebhookQueue::pauseAfter)
                .reduce(Duration.ZERO, Duration::plus);
    }

    private Api.Response open(String... types) {
        return api.post("/webhook-endpoints", Map.of("url", receiver.url(), "types", List.of(types)))
                .expect(201);
    }

    private Api.Response post() {
        return api.post("/webhook-endpoints", Map.of("url", receiver.url(), "description", "ours"));
    }

    private Api.Response change(Api.Response opened, String url, boolean enabled) {
        var body = "{\"url\":\"" + url + "\",\"types\":[],\"enabled\":" + enabled + "}";
        return api.send(api.request(path(opened))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body)));
    }

    private Api.Response endpoint(Api.Response opened) {
        return api.get(path(opened)).expect(200);
    }

    private String ping(Api.Response opened) {
        return api.post(path(opened) + "/ping", null).expect(200).at("/id");
    }

    private static UUID id(Api.Response opened) {
        return UUID.fromString(opened.at("/endpoint/id"));
    }

    private static String path(Api.Response opened) {
        return "/webhook-endpoints/" + id(opened);
    }

    private List<JsonNode> log(Api.Response opened) {
        return list(api.get(path(opened) + "/deliveries").expect(200).json().path("deliveries"));
    }

    private List<Received> about(UUID milestone) {
        return receiver.received().stream()
                .filter(message -> message.body().contains("\"milestone\" : \"" + milestone))
                .toList();
    }

    /** As the feed tells them, oldest first. */
    private List<JsonNode> eventsOf(UUID milestone) {
        var found = new ArrayList<JsonNode>();
        var next = "0";
        for (var more = true; more; ) {
            var page = api.get("/events?limit=1000&after=" + next).expect(200);
            for (var event : page.json().path("events"))
                if (event.at("/milestone/id").asText().equals(milestone.toString())) found.add(event);
            next = page.at("/next");
            more = page.at("/more").equals("true");
        }
        return found;
    }

    private void asOwner(String statement) throws SQLException {
        new DirectSql(postgres.getPostgresDatabase(), "parley_owner").commit(statement);
    }

    private static JsonNode json(Received message) throws IOException {
        return new JsonMapper().readTree(message.body());
    }

    private static List<String> ids(Iterable<JsonNode> nodes) {
        return texts(nodes, "id");
    }

    private static List<String> texts(Iterable<JsonNode> nodes, String field) {
        return list(nodes).stream().map(node -> node.path(field).asText()).toList();
    }

    private static List<JsonNode> list(Iterable<JsonNode> nodes) {
        var all = new ArrayList<JsonNode>();
        nodes.forEach(all::add);
        return all;
    }

    private static void wait(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) throw new IllegalStateException("nobody came");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
