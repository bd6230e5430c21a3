package dev.parley;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Somebody at the doors, with what they have: a login, a link, or nothing. */
final class DoorCaller {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Set<String> STAFF = Set.of("mia", "max", "lena", "otto", "tess", "admin");
    private static final List<String> LAST = List.of("proposal", "interests", "hand-back", "{appName}", "logout");
    /** The id of what is created, where somebody may. */
    static final String NEW = "createdAtTheDoors";

    private static final String UNKNOWN = "nothing-here";
    private static final String AMOUNT = "{\"minor\":30000,\"currency\":\"USD\"}";

    /** What goes with a call that would do something, so that it is refused for who calls and not for what they say. */
    private static final Map<String, String> BODIES = Map.ofEntries(
            Map.entry("end", "{\"by\":\"CLIENT\"}"),
            Map.entry("interests", "{\"side\":\"CLIENT\"}"),
            Map.entry("extensions", "{\"by\":\"CLIENT\",\"until\":\"2100-01-01T00:00:00Z\"}"),
            Map.entry("acceptance", "{\"by\":\"CLIENT\"}"),
            Map.entry("moves", "{\"until\":\"2100-01-01T00:00:00Z\",\"grounds\":\"Illness.\"}"),
            Map.entry("confirmation", "{\"confirmed\":true}"),
            Map.entry("award", "{\"toFreelancer\":" + AMOUNT + ",\"reference\":\"A-1\"}"),
            Map.entry("award-confirmation", "{\"award\":1,\"confirmed\":true}"),
            Map.entry("decisions", "{\"by\":\"CLIENT\",\"proposal\":1,\"decision\":\"ACCEPT\"}"),
            Map.entry("elections", "{\"by\":\"CLIENT\",\"paid\":" + AMOUNT + ",\"paymentReference\":\"P-1\"}"),
            Map.entry("hand-back", "{\"reason\":\"I am away.\"}"),
            Map.entry("offers", "{\"by\":\"CLIENT\",\"toFreelancer\":" + AMOUNT + "}"),
            Map.entry(
                    "proposal",
                    "{\"toFreelancer\":" + AMOUNT + ",\"reasonCode\":\"QUALITY\",\"reasons\":\"It is good.\"}"),
            Map.entry("request", "{\"amount\":" + AMOUNT + ",\"statement\":\"Pay me.\",\"evidence\":[]}"),
            Map.entry("response", "{\"requestVersion\":1,\"answer\":\"APPROVE\",\"confirmed\":true}"),
            Map.entry("response-draft", "{\"answer\":\"APPROVE\"}"),
            Map.entry("transfers/confirmation", "{}"),
            Map.entry("refusal", "{\"reason\":\"no account\"}"),
            Map.entry("reversal", "{\"reason\":\"bounced\"}"),
            Map.entry(
                    "chargebacks",
                    "{\"deposit\":\"D-1\",\"externalId\":\"C-2\",\"amount\":" + AMOUNT + ",\"reason\":\"fraud\"}"),
            Map.entry("deposits", "{\"externalId\":\"D-2\",\"amount\":" + AMOUNT + "}"),
            Map.entry(
                    "disputes",
                    "{\"ground\":\"PAYMENT_NOT_RELEASED\",\"amount\":" + AMOUNT
                            + ",\"statement\":\"Pay me.\",\"evidence\":[]}"),
            Map.entry("links", "{\"by\":\"FREELANCER\"}"),
            Map.entry(
                    "user/create", "{\"profile\":{\"id\":\"" + NEW + "\"},\"credentials\":{\"password\":\"sandbox\"}}"),
            Map.entry("group/create", "{\"id\":\"" + NEW + "\",\"name\":\"new\",\"type\":\"WORKFLOW\"}"),
            Map.entry(
                    "authorization/create",
                    "{\"type\":1,\"permissions\":[\"READ\"],\"userId\":\"" + NEW
                            + "\",\"resourceType\":1,\"resourceId\":\"x\"}"),
            Map.entry("revocation", "{\"by\":\"FREELANCER\"}"),
            Map.entry("submissions", "{\"externalId\":\"S-2\",\"note\":\"Done.\",\"amount\":" + AMOUNT + "}"),
            Map.entry(
                    "evidence",
                    String.join(
                            "\r\n",
                            "--part",
                            "Content-Disposition: form-data; name=\"side\"",
                            "",
                            "CLIENT",
                            "--part",
                            "Content-Disposition: form-data; name=\"file\"; filename=\"b.txt\"",
                            "",
                            "text",
                            "--part--",
                            "")),
            Map.entry("bounces", "{\"reason\":\"550 unknown\"}"),
            Map.entry("address-corrections", "{\"address\":\"clara@elsewhere.example\"}"),
            Map.entry("change-request", "{\"message\":\"Blue, please.\"}"));

    private final int port;
    private final Map<String, String> ids;
    private final String clientsLink;
    private Optional<String> login = Optional.empty();
    private Optional<Browser> session = Optional.empty();
    private String token = UNKNOWN;
    private String link;
    private String cookie = "";
    private String csrf = "";

    /** Somebody with nothing; links of theirs they don't have, so they try the client's. */
    DoorCaller(int port, Map<String, String> ids, String clientsLink) {
        this.port = port;
        this.ids = ids;
        this.clientsLink = clientsLink;
        this.link = opened(clientsLink).link;
    }

    private record Opened(String link, String cookie) {}

    DoorCaller withLogin(String user) {
        var caller = new DoorCaller(port, ids, clientsLink);
        caller.login = Optional.of("Basic " + Base64.getEncoder().encodeToString((user + ":sandbox").getBytes(UTF_8)));
        for (var app : STAFF.contains(user) ? List.of("tasklist", "cockpit", "admin") : List.<String>of()) {
            var browser = new Browser(port);
            if (caller.session.isEmpty() && browser.login(user, app).statusCode() == 200)
                caller.session = Optional.of(browser);
        }
        return caller;
    }

    DoorCaller withLink(String url) {
        var caller = withStrangersLink(url);
        caller.link = opened(url).link;
        caller.csrf = csrfOf(caller);
        return caller;
    }

    /** With a session of their own, at the client's pages. */
    DoorCaller withStrangersLink(String url) {
        var caller = new DoorCaller(port, ids, clientsLink);
        caller.token = url.substring(url.lastIndexOf('/') + 1);
        caller.cookie = opened(url).cookie;
        return caller;
    }

    private static String csrfOf(DoorCaller caller) {
        var page = caller.send("GET", "/case/" + caller.link).body();
        var found = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(page);
        return found.find() ? found.group(1) : "";
    }

    /** What each path says: reading first, and last what takes from the caller what the other calls need. */
    Map<String, String> tryAll(List<String> paths) {
        var answers = new HashMap<String, String>();
        paths.stream()
                .sorted(Comparator.comparing((String path) -> LAST.indexOf(path.substring(path.lastIndexOf('/') + 1)))
                        .thenComparing(path -> path))
                .forEach(path -> answers.put(path, answer(path)));
        return answers;
    }

    private String answer(String path) {
        var words = path.split(" ", 2);
        var status = send(words[0], filled(words[1])).statusCode();
        return List.of(401, 403, 404, 429).contains(status) ? String.valueOf(status) : "in";
    }

    /** The path with real ids where we know some, and something unknown elsewhere. */
    private String filled(String path) {
        var filled = new StringBuilder();
        var before = "";
        for (var segment : path.substring(1).split("/", -1)) {
            var next = value(path, before, segment);
            filled.append('/').append(next);
            before = segment;
        }
        return filled.toString();
    }

    private String value(String path, String before, String segment) {
        return switch (segment) {
            case "**" -> UNKNOWN;
            case "{number}" -> path.startsWith("/sandbox") ? UNKNOWN : "1";
            case "{link}" -> link;
            case "{token}" -> token;
            case "{name}" -> path.startsWith("/case/") ? "make-offer" : "default";
            case "{engineName}", "{engine}" -> "default";
            case "{id}" -> ids.getOrDefault(before, UNKNOWN);
            default -> segment.replaceAll("\\{[^}]*}|\\*", UNKNOWN);
        };
    }

    private HttpResponse<String> send(String method, String path) {
        var last = path.substring(path.lastIndexOf('/') + 1);
        var type = path.startsWith("/case/")
                ? "application/x-www-form-urlencoded"
                : last.equals("evidence") ? "multipart/form-data; boundary=part" : "application/json";
        var known = last.equals("create") ? path.replaceFirst(".*/(\\w+/create)$", "$1") : last;
        if (path.startsWith("/api/v1/transfers/") && last.equals("confirmation")) known = "transfers/confirmation";
        var body = path.startsWith("/case/") ? "csrf=" + csrf : BODIES.getOrDefault(known, "{}");
        if (path.startsWith("/camunda/") && session.isPresent())
            return method.equals("GET")
                    ? session.get().get(path)
                    : session.get().send(method, path, body);
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", type)
                .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        login.ifPresent(name -> request.header("Authorization", name));
        if (!cookie.isEmpty()) request.header("Cookie", cookie);
        return send(request.build());
    }

    private static Opened opened(String url) {
        var answer = send(HttpRequest.newBuilder(URI.create(url)).build());
        var cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        var where = answer.headers().firstValue("Location").orElseThrow();
        return new Opened(
                where.substring(where.lastIndexOf('/') + 1),
                cookie.contains(";") ? cookie.substring(0, cookie.indexOf(';')) : cookie);
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
