package dev.parley.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.ApiDescription;
import dev.parley.ApiDescription.Operation;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One request to one operation of the described API; the same random numbers make the same request. Most come from who
 * may, about what is theirs, with the body of the description's example, and have one hostile field or none, so that they
 * get as far as the rules; the others are hostile in every part.
 */
final class Abuse {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String MARK = "@hostile@";
    private static final List<String> LOGINS =
            List.of("contracts", "contracts", "contracts", "contracts", "contracts", "mia", "otto", "tess");
    private static final List<String> STAFF = List.of("lena", "otto", "olga");

    private final SplittableRandom random;
    private final ApiDescription api;
    private final Operation operation;
    private final Map<String, List<String>> own;
    private final Map<String, List<String>> foreign;
    private final boolean well;
    final String login;

    /**
     * @param own ids of the contracts system's, by the collection that they stand behind
     * @param foreign those of another
     */
    Abuse(
            SplittableRandom random,
            ApiDescription api,
            Map<String, List<String>> own,
            Map<String, List<String>> foreign) {
        this.random = random;
        this.api = api;
        this.own = own;
        this.foreign = foreign;
        operation = any(api.operations());
        well = random.nextInt(3) > 0;
        if (well) login = operation.scope().isPresent() ? "contracts" : any(STAFF);
        else login = any(LOGINS);
    }

    HttpRequest request(String server) {
        var body = body();
        var request = HttpRequest.newBuilder(URI.create(server + path() + query()))
                .method(operation.method().toUpperCase(Locale.ROOT), BodyPublishers.ofString(body));
        if (well || random.nextInt(20) > 0) request.header("Authorization", "Basic " + credentials());
        if (!body.isEmpty() && (well || random.nextInt(20) > 0)) request.header("Content-Type", contentType());
        header(request, "Idempotency-Key", UUID.randomUUID().toString());
        if (random.nextInt(10) == 0) header(request, "If-Match", "*");
        if (random.nextInt(20) == 0) header(request, "Accept", "application/json");
        if (random.nextInt(20) == 0) header(request, "X-Forwarded-For", "127.0.0.1");
        return request.build();
    }

    @Override
    public String toString() {
        return operation.id() + " as " + login;
    }

    /** The right ones: after a few wrong ones the door is shut to the address for a while, which has tests of its own. */
    private String credentials() {
        return Base64.getEncoder().encodeToString((login + ":sandbox").getBytes(UTF_8));
    }

    private String contentType() {
        if (operation.described().path("requestBody").path("content").has("multipart/form-data"))
            return "multipart/form-data; boundary=" + (!well && random.nextInt(4) == 0 ? "other" : "cut");
        return !well && random.nextInt(30) == 0 ? "text/plain" : "application/json";
    }

    /** Half of them well, else whatever a header can carry at all. */
    private void header(HttpRequest.Builder request, String name, String well) {
        var value = this.well || random.nextInt(10) > 0
                ? well
                : Hostile.text(random).replaceAll("[^\\x20-\\x7e]", "");
        request.header(name, value);
    }

    private String path() {
        var path = new StringBuilder();
        var before = "";
        for (var part : operation.path().substring(1).split("/", -1)) {
            path.append('/').append(part.startsWith("{") ? parameter(part, before) : part);
            before = part;
        }
        if (!well && random.nextInt(50) == 0) path.append(any(List.of("/", "/..", ";a=b", "/%2e%2e", "//", ".json")));
        return path.toString();
    }

    private String parameter(String name, String collection) {
        if (name.equals("{number}")) return well ? "1" : String.valueOf(random.nextInt(3));
        var mine = own.getOrDefault(collection, List.of());
        if (well && !mine.isEmpty()) return any(mine);
        if (random.nextInt(8) == 0) return encoded(Hostile.text(random));
        var known = foreign.getOrDefault(collection, List.of());
        return known.isEmpty() || random.nextInt(4) == 0 ? any(everyId()) : any(known);
    }

    private String query() {
        var asked = StreamSupport.stream(
                        operation.described().path("parameters").spliterator(), false)
                .filter(parameter -> parameter.path("in").asText().equals("query"))
                .filter(parameter -> parameter.path("required").asBoolean() || random.nextInt(well ? 4 : 2) == 0)
                .map(parameter -> parameter.path("name").asText() + "=" + encoded(value(parameter.path("schema"))))
                .collect(Collectors.joining("&"));
        return asked.isEmpty() ? "" : "?" + asked;
    }

    private String value(JsonNode schema) {
        if (random.nextInt(well ? 9 : 3) == 0) return Hostile.text(random);
        var json = valid(schema, 0);
        return json.isTextual() ? json.asText() : json.toString();
    }

    /** An example as its caller would send it with at most one fault, or a well-formed body with up to three, on the wire. */
    private String body() {
        var content = operation.described().path("requestBody").path("content");
        if (content.has("multipart/form-data")) return document();
        if (content.isMissingNode()) return !well && random.nextInt(10) == 0 ? Hostile.json(random) : "";
        if (!well && random.nextInt(25) == 0) return Hostile.json(random);
        var json = content.path("application/json");
        var body = well ? mine(json.path("example").deepCopy()) : valid(json.path("schema"), 0);
        var faults = random.nextInt(well ? 2 : 4);
        for (var n = 0; n < faults && body instanceof ObjectNode object; n++) spoil(object);
        var text = body.toString();
        while (text.contains('"' + MARK + '"'))
            text = text.substring(0, text.indexOf('"' + MARK))
                    + Hostile.json(random)
                    + text.substring(text.indexOf('"' + MARK) + MARK.length() + 2);
        return text;
    }

    private String document() {
        var name = Hostile.text(random).replaceAll("[\\r\\n\"]", "");
        return "--cut\r\nContent-Disposition: form-data; name=\"side\"\r\n\r\n"
                + (well || random.nextBoolean() ? "CLIENT" : Hostile.text(random))
                + "\r\n--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\n"
                + Hostile.json(random) + (!well && random.nextInt(4) == 0 ? "" : "\r\n--cut--\r\n");
    }

    /** An example, about what is the caller's. */
    private JsonNode mine(JsonNode example) {
        if (example instanceof ObjectNode object)
            for (var field : object.properties()) field.setValue(mine(field.getKey(), field.getValue()));
        return example;
    }

    private JsonNode mine(String field, JsonNode value) {
        var node = JSON.getNodeFactory();
        return switch (field) {
            case "minor" -> node.numberNode(1 + random.nextInt(50_000));
            case "paid" -> JSON.valueToTree(Map.of("minor", 29_100, "currency", "USD"));
            case "currency" -> node.textNode("USD");
            case "externalId", "reference", "paymentReference" -> node.textNode("A-" + random.nextLong());
            case "url" -> node.textNode("http://127.0.0.1:9/" + random.nextInt());
            case "deposit" -> node.textNode(any(own.get("deposit")));
            case "by" -> node.textNode(any(List.of("CLIENT", "FREELANCER")));
            case "evidence" ->
                random.nextBoolean()
                        ? JSON.createArrayNode()
                        : JSON.createArrayNode().add(any(own.get("evidence")));
            default -> {
                if (value.isArray()) value.forEach(this::mine);
                yield mine(value);
            }
        };
    }

    private void spoil(ObjectNode body) {
        var fields = new ArrayList<String>();
        body.fieldNames().forEachRemaining(fields::add);
        if (fields.isEmpty()) return;
        var field = any(fields);
        switch (random.nextInt(6)) {
            case 0 -> body.remove(field);
            case 1 -> body.put(Hostile.text(random), MARK);
            case 2 -> {
                if (body.get(field) instanceof ObjectNode inner) spoil(inner);
                else body.put(field, MARK);
            }
            default -> body.put(field, MARK);
        }
    }

    private JsonNode valid(JsonNode described, int depth) {
        var schema = api.resolved(described);
        if (schema.has("enum"))
            return schema.path("enum").get(random.nextInt(schema.path("enum").size()));
        return switch (schema.path("type").asText()) {
            case "integer" -> JSON.getNodeFactory().numberNode(random.nextInt(3) * 25_000 + 1);
            case "boolean" -> JSON.getNodeFactory().booleanNode(random.nextBoolean());
            case "array" -> list(schema, depth);
            case "object" -> object(schema, depth);
            default -> JSON.getNodeFactory().textNode(text(schema));
        };
    }

    private JsonNode list(JsonNode schema, int depth) {
        var list = JSON.createArrayNode();
        if (depth < 4) for (var n = random.nextInt(3); n > 0; n--) list.add(valid(schema.path("items"), depth + 1));
        return list;
    }

    private JsonNode object(JsonNode schema, int depth) {
        var object = JSON.createObjectNode();
        schema.path("properties").properties().forEach(field -> {
            if (depth < 4 && random.nextInt(6) > 0) object.set(field.getKey(), valid(field.getValue(), depth + 1));
        });
        return object;
    }

    private String text(JsonNode schema) {
        return switch (schema.path("format").asText()) {
            case "uuid" -> any(everyId());
            case "date" -> "2031-01-1" + random.nextInt(9);
            case "date-time" -> "2031-0" + (1 + random.nextInt(9)) + "-11T10:00:00Z";
            case "email" -> "somebody@parties.example";
            default ->
                random.nextInt(4) == 0 ? Hostile.text(random) : any(List.of("USD", "Home page", "A-1", "CLIENT"));
        };
    }

    private List<String> everyId() {
        return Stream.of(own, foreign)
                .flatMap(known -> known.values().stream())
                .flatMap(List::stream)
                .toList();
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
