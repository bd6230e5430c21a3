package dev.parley;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parley.shared.Money;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1} as its callers use it: the contracts system at first, {@link #as} for the sandbox's staff (mia, max:
 * mediators; lena: lead; otto, olga: operations). Every POST has an Idempotency-Key of its own; {@link #withKey} sets
 * one. Answers come back whatever their status; {@link Response#expect} insists on one.
 */
public final class Api {
    private static final JsonMapper JSON = new JsonMapper();
    private static final ApiDescription DESCRIPTION = ApiDescription.committed();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String server;
    private final String login;
    private final String password;
    private final String key;
    private final String seen;
    private final boolean held;

    public Api(int port) {
        this(port, "sandbox");
    }

    /** Of a node that is not the sandbox's: all its logins have this password. */
    public Api(int port, String password) {
        this("http://127.0.0.1:" + port + "/api/v1", basic("contracts", password), password, "", "", true);
    }

    private Api(String server, String login, String password, String key, String seen, boolean held) {
        this.seen = seen;
        this.held = held;
        this.server = server;
        this.login = login;
        this.password = password;
        this.key = key;
    }

    /** The same API for somebody else; passwords in the sandbox are all alike. */
    public Api as(String user) {
        return withLogin(basic(user, password));
    }

    /** The same API with an access token. */
    public Api withToken(String token) {
        return withLogin("Bearer " + token);
    }

    /** The same API with this Authorization; an empty one is left out. */
    public Api withLogin(String login) {
        return new Api(server, login, password, key, seen, held);
    }

    /** Another door of the same server for the same caller, by the path that it begins with. */
    public Api at(String path) {
        return new Api(
                server.substring(0, server.indexOf('/', "http://".length())) + path, login, password, key, seen, held);
    }

    /** The same API with this Idempotency-Key on each POST. */
    public Api withKey(String key) {
        return new Api(server, login, password, key, seen, held);
    }

    /** The same API with this ETag as If-Match on each POST. */
    public Api ifMatch(String etag) {
        return new Api(server, login, password, key, etag, held);
    }

    /** The same API for a caller that is measured, whose answers are not held against the description. */
    public Api unchecked() {
        return new Api(server, login, password, key, seen, false);
    }

    /** An answer. Its JSON is a missing node when there is none. */
    public record Response(int status, JsonNode json, String text, HttpHeaders headers) {
        /** Fails with the whole answer unless it has this status. */
        public Response expect(int expected) {
            if (status != expected) throw new AssertionError("not " + expected + " but " + status + ": " + text);
            return this;
        }

        public String etag() {
            return headers.firstValue("ETag").orElseThrow();
        }

        public UUID id() {
            return UUID.fromString(json.path("id").asText());
        }

        /** Our id of the n-th milestone of a registered contract, from 0. */
        public UUID milestone(int n) {
            return UUID.fromString(json.path("milestones").path(n).path("id").asText());
        }

        /** The text, number or truth at a JSON pointer such as {@code /deadline/at}; empty if there is none. */
        public String at(String pointer) {
            return json.at(pointer).asText();
        }

        /** The minor units of the amount at a JSON pointer. */
        public long minor(String pointer) {
            return json.at(pointer).path("minor").longValue();
        }

        /** A problem's code and the field it names. */
        public String code() {
            return json.path("code").asText();
        }

        public String field() {
            return json.path("field").asText();
        }
    }

    // Contracts and milestones

    /** A contract of two parties nobody else has; the client is in the zone and region, if they are given. */
    public Response register(
            String kind, String currency, @Nullable String zone, @Nullable String region, long... milestones) {
        var contract = contract(kind, currency, zone, region, milestones);
        return register(contract);
    }

    public Response register(Object contract) {
        return post("/contracts", contract);
    }

    /** The body that {@link #register(String, String, String, String, long...)} sends, to be changed. */
    public static Map<String, Object> contract(
            String kind, String currency, @Nullable String zone, @Nullable String region, long... milestones) {
        var body = new LinkedHashMap<String, Object>();
        body.put("externalId", fresh("contract"));
        body.put("kind", kind);
        body.put("currency", currency);
        body.put("title", "A website");
        body.put("client", party("Clara Client", zone, region));
        body.put("freelancer", party("Fred Freelancer", "Europe/Berlin", "DE-BE"));
        body.put("milestones", milestones(currency, milestones));
        return body;
    }

    private static Map<String, Object> party(String name, @Nullable String zone, @Nullable String region) {
        var party = new LinkedHashMap<String, Object>();
        party.put("externalId", fresh("party"));
        party.put("name", name);
        party.put("email", name.split(" ", -1)[0].toLowerCase(Locale.ROOT) + "@parties.example");
        if (zone != null) party.put("zone", zone);
        if (region != null) party.put("region", region);
        return party;
    }

    private static List<Map<String, Object>> milestones(String currency, long... amounts) {
        return Arrays.stream(amounts)
                .mapToObj(minor -> Map.<String, Object>of(
                        "externalId", fresh("milestone"), "title", "Home page", "amount", amount(minor, currency)))
                .toList();
    }

    /** A milestone of a marketplace contract with its whole amount in escrow; the client is in New York. */
    public UUID fundedMilestone(Money amount) {
        return fundedMilestone("MARKETPLACE", amount);
    }

    public UUID fundedMilestone(String kind, Money amount) {
        var milestone = register(kind, amount.currency().getCurrencyCode(), "America/New_York", "US-NY", amount.minor())
                .expect(201)
                .milestone(0);
        deposit(milestone, amount).expect(200);
        return milestone;
    }

    public Response contract(UUID contract) {
        return get("/contracts/" + contract);
    }

    public Response endContract(UUID contract, String by) {
        return post("/contracts/" + contract + "/end", Map.of("by", by));
    }

    public Response milestone(UUID milestone) {
        return get("/milestones/" + milestone);
    }

    public Response deposit(UUID milestone, Money amount) {
        return deposit(milestone, fresh("deposit"), amount);
    }

    public Response deposit(UUID milestone, String externalId, Money amount) {
        return post("/milestones/" + milestone + "/deposits", Map.of("externalId", externalId, "amount", json(amount)));
    }

    /** The address of a new link to a party's pages. */
    public String link(UUID milestone, String by) {
        return askLink(milestone, by).expect(201).at("/url");
    }

    public Response askLink(UUID milestone, String by) {
        return post("/milestones/" + milestone + "/links", Map.of("by", by));
    }

    public Response revokeLinks(UUID milestone, String by) {
        return post("/milestones/" + milestone + "/links/revocation", Map.of("by", by));
    }

    // Real money

    /** What is to be paid to whom under the contract of a milestone, oldest first. */
    public List<JsonNode> transfers(UUID milestone) {
        var all = get("/contracts/" + milestone(milestone).at("/contract") + "/transfers?limit=200")
                .expect(200)
                .json()
                .path("transfers");
        return StreamSupport.stream(all.spliterator(), false).toList();
    }

    public Response transfer(String transfer) {
        return get("/transfers/" + transfer);
    }

    public Response confirmTransfer(String transfer) {
        return post("/transfers/" + transfer + "/confirmation", Map.of());
    }

    public Response refuseTransfer(String transfer, String reason) {
        return post("/transfers/" + transfer + "/refusal", Map.of("reason", reason));
    }

    public Response reverseTransfer(String transfer, String reason) {
        return post("/transfers/" + transfer + "/reversal", Map.of("reason", reason));
    }

    public Response reorderTransfer(String transfer) {
        return post("/transfers/" + transfer + "/reorder", Map.of());
    }

    /** Says that of this deposit so much came back. */
    public Response chargeBack(UUID milestone, String deposit, String externalId, Money amount) {
        return post(
                "/milestones/" + milestone + "/chargebacks",
                Map.of("deposit", deposit, "externalId", externalId, "amount", json(amount), "reason", "fraudulent"));
    }

    public Response chargeback(UUID chargeback) {
        return get("/chargebacks/" + chargeback);
    }

    public Response reinstate(UUID chargeback) {
        return post("/chargebacks/" + chargeback + "/reinstatement", Map.of());
    }

    public Response announceDeposit(UUID milestone, String externalId, Money amount) {
        return post(
                "/milestones/" + milestone + "/deposits",
                Map.of("externalId", externalId, "amount", json(amount), "settled", false));
    }

    /** As one of operations: what is to be done about money that waits. */
    public Response proposeRemedy(String kind, Object subject) {
        return post("/operations/remedies", Map.of("kind", kind, "subject", subject, "grounds", "As agreed by phone."));
    }

    public Response decideRemedy(UUID remedy, boolean confirmed) {
        return post("/operations/remedies/" + remedy + "/confirmation", Map.of("confirmed", confirmed));
    }

    /** Two people of operations have it done. */
    public Response remedy(String kind, Object subject) {
        var remedy = as("otto").proposeRemedy(kind, subject).expect(201).id();
        return as("olga").decideRemedy(remedy, true);
    }

    // Review

    /** Submits work; the answer is the review that it opens. */
    public Response submit(UUID milestone, Money amount) {
        return submit(milestone, fresh("submission"), amount);
    }

    public Response submit(UUID milestone, String externalId, Money amount) {
        return post(
                "/milestones/" + milestone + "/submissions",
                Map.of("externalId", externalId, "amount", json(amount), "note", "The work is done."));
    }

    public Response review(UUID review) {
        return get("/reviews/" + review);
    }

    public Response approve(UUID review) {
        return post("/reviews/" + review + "/approval", null);
    }

    public Response requestChanges(UUID review, String message) {
        return post("/reviews/" + review + "/change-request", Map.of("message", message));
    }

    // Dispute

    /** Uploads a plain text as evidence of a side. */
    public Response upload(UUID milestone, String side, String name, String content) {
        return upload(milestone, side, name, content.getBytes(UTF_8));
    }

    public Response upload(UUID milestone, String side, String name, byte[] content) {
        var boundary = "part-" + UUID.randomUUID();
        var head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"side\"\r\n\r\n" + side + "\r\n--"
                + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        var body = BodyPublishers.concat(
                BodyPublishers.ofString(head),
                BodyPublishers.ofByteArray(content),
                BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
        return send(request("/milestones/" + milestone + "/evidence")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .header("Idempotency-Key", keyOrFresh())
                .POST(body));
    }

    public Response evidence(UUID evidence) {
        return get("/evidence/" + evidence);
    }

    /** Files for a payment that was not released. */
    public Response file(UUID milestone, Money amount, UUID... evidence) {
        return file(milestone, "PAYMENT_NOT_RELEASED", amount, "I delivered what we agreed.", evidence);
    }

    public Response file(UUID milestone, String ground, Money amount, String statement, UUID... evidence) {
        return post(
                "/milestones/" + milestone + "/disputes",
                Map.of("ground", ground, "amount", json(amount), "statement", statement, "evidence", ids(evidence)));
    }

    /** The case of a dispute about the milestone's whole amount, newly funded and submitted. */
    public UUID openCase(Money amount) {
        return openCase("MARKETPLACE", amount);
    }

    public UUID openCase(String kind, Money amount) {
        var milestone = fundedMilestone(kind, amount);
        submit(milestone, amount).expect(201);
        return file(milestone, amount).expect(201).id();
    }

    public Response dispute(UUID dispute) {
        return get("/disputes/" + dispute);
    }

    public Response update(UUID dispute, Money amount, String statement, UUID... evidence) {
        return act(
                dispute, "request", Map.of("amount", json(amount), "statement", statement, "evidence", ids(evidence)));
    }

    public Response withdraw(UUID dispute) {
        return act(dispute, "withdrawal", null);
    }

    /** Saved over the one that is there, or as the first. */
    public Response draft(UUID dispute, Object body) {
        var known = draft(dispute);
        return known.status() == 200
                ? draft(dispute, "If-Match", known.etag(), body)
                : draft(dispute, "If-None-Match", "*", body);
    }

    public Response draft(UUID dispute, String condition, String etag, Object body) {
        return send(request("/disputes/" + dispute + "/response-draft")
                .header("Content-Type", "application/json")
                .header(condition, etag)
                .PUT(BodyPublishers.ofString(write(body))));
    }

    public Response draft(UUID dispute) {
        return get("/disputes/" + dispute + "/response-draft");
    }

    /** "Yes, I approve", said twice. */
    public Response approveRequest(UUID dispute, int version) {
        return act(dispute, "response", Map.of("requestVersion", version, "answer", "APPROVE", "confirmed", true));
    }

    public Response decline(UUID dispute, int version, UUID... evidence) {
        return act(
                dispute,
                "response",
                Map.of(
                        "requestVersion", version,
                        "answer", "DECLINE",
                        "reason", "NOT_AS_AGREED",
                        "description", "The page lacks what we agreed on 3 March at 10:00.",
                        "evidence", ids(evidence)));
    }

    public Response offer(UUID dispute, String by, Money toFreelancer) {
        return act(dispute, "offers", Map.of("by", by, "toFreelancer", json(toFreelancer)));
    }

    public Response accept(UUID dispute, String by, int offer) {
        return act(dispute, "offers/" + offer + "/acceptance", Map.of("by", by));
    }

    /** @param decision ACCEPT or REJECT */
    public Response decide(UUID dispute, String by, int proposal, String decision) {
        return act(dispute, "decisions", Map.of("by", by, "proposal", proposal, "decision", decision));
    }

    public Response elect(UUID dispute, String by, Money paid) {
        return act(dispute, "elections", Map.of("by", by, "paid", json(paid), "paymentReference", fresh("payment")));
    }

    // Staff

    public Response propose(UUID dispute, Money toFreelancer) {
        return act(
                dispute,
                "proposal",
                Map.of(
                        "toFreelancer", json(toFreelancer),
                        "reasonCode", "PARTLY_DELIVERED",
                        "reasons", "Half of the pages are as agreed."));
    }

    public Response handBack(UUID dispute, String reason) {
        return act(dispute, "hand-back", Map.of("reason", reason));
    }

    public Response declareInterest(UUID contract, String side) {
        return post("/contracts/" + contract + "/interests", Map.of("side", side));
    }

    public Response enterAward(UUID dispute, Money toFreelancer) {
        return act(dispute, "award", Map.of("toFreelancer", json(toFreelancer), "reference", fresh("award")));
    }

    public Response confirmAward(UUID dispute, int award, boolean confirmed) {
        return act(dispute, "award-confirmation", Map.of("award", award, "confirmed", confirmed));
    }

    /** Money of the whole house, by currency: for operations. */
    public Response position() {
        return get("/ledger/position");
    }

    /** Moves the sandbox's clock by a duration such as P14D; what was due until then has happened. */
    public Response advance(String by) {
        return post("/sandbox/clock/advance", Map.of("by", by));
    }

    /** How the application is, as this caller may see it. */
    public Response health() {
        return at("/actuator").get("/health");
    }

    /** The same, as if every node had stood still meanwhile: nothing happens on the way (DEA-4). */
    public Response standStill(String by) {
        return post("/sandbox/clock/advance", Map.of("by", by, "outage", true));
    }

    // Deadlines and notices

    public Response deadline(String deadline) {
        return get("/deadlines/" + deadline);
    }

    public Response proposeExtension(String deadline, String by, Instant until) {
        return post("/deadlines/" + deadline + "/extensions", Map.of("by", by, "until", until.toString()));
    }

    public Response acceptExtension(String deadline, int number, String by) {
        return post("/deadlines/" + deadline + "/extensions/" + number + "/acceptance", Map.of("by", by));
    }

    public Response proposeMove(String deadline, Instant until, String grounds) {
        return post("/deadlines/" + deadline + "/moves", Map.of("until", until.toString(), "grounds", grounds));
    }

    public Response answerMove(String deadline, int number, boolean confirmed) {
        return post("/deadlines/" + deadline + "/moves/" + number + "/confirmation", Map.of("confirmed", confirmed));
    }

    public Response notices(UUID milestone) {
        return get("/milestones/" + milestone + "/notices");
    }

    public Response bounce(String notice, String reason) {
        return post("/notices/" + notice + "/bounces", Map.of("reason", reason));
    }

    public Response acknowledge(String notice) {
        return post("/notices/" + notice + "/acknowledgements", Map.of());
    }

    // Anything

    public Response get(String path) {
        return send(request(path).GET());
    }

    public Response post(String path, @Nullable Object body) {
        return postRaw(path, body == null ? null : write(body));
    }

    /** A POST of a text that need not be JSON. */
    public Response postRaw(String path, @Nullable String body) {
        var request = request(path).header("Idempotency-Key", keyOrFresh());
        if (!seen.isEmpty()) request.header("If-Match", seen);
        return send(
                body == null
                        ? request.POST(BodyPublishers.noBody())
                        : request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    /** A request to a path below {@code /api/v1}, with the caller's login, to be completed and sent. */
    public HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(server + path));
        return login.isEmpty() ? request : request.header("Authorization", login);
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    public Response send(HttpRequest.Builder request) {
        try {
            var sent = request.build();
            var answer = HTTP.send(sent, BodyHandlers.ofString());
            var response = new Response(answer.statusCode(), read(answer.body()), answer.body(), answer.headers());
            if (held) requireDescribed(sent, response);
            return response;
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Whatever a test asks, what it is answered is what the description says; the sandbox's own is not described. */
    private static void requireDescribed(HttpRequest sent, Response answer) {
        var type = answer.headers().firstValue("Content-Type").orElse("");
        DESCRIPTION
                .find(sent.method(), sent.uri().getRawPath())
                .ifPresent(operation -> DESCRIPTION.require(operation, answer.status(), type, answer.json()));
    }

    /** An amount as it is sent. */
    public static Map<String, Object> json(Money money) {
        return amount(money.minor(), money.currency().getCurrencyCode());
    }

    private static Map<String, Object> amount(long minor, String currency) {
        return Map.of("minor", minor, "currency", currency);
    }

    /** An id that nothing else has. */
    public static String fresh(String what) {
        return what + "-" + UUID.randomUUID();
    }

    private Response act(UUID dispute, String act, @Nullable Object body) {
        return post("/disputes/" + dispute + "/" + act, body);
    }

    private String keyOrFresh() {
        return key.isEmpty() ? fresh("key") : key;
    }

    private static List<String> ids(UUID... ids) {
        return Arrays.stream(ids).map(UUID::toString).toList();
    }

    private static String write(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            return JSON.missingNode();
        }
    }
}
