package dev.parley.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.shared.Refused;
import java.io.IOException;
import java.util.Set;

/**
 * The body of a start through the engine's REST interface. The engine would also take start instructions (a start
 * behind the hold), objects of any class and the business key of somebody else's case: only plain values pass, made
 * transient, so that the first task of the process reads them and the engine keeps none.
 */
final class EngineRestStart {
    private static final Set<String> TYPES = Set.of("String", "Boolean", "Integer", "Long");
    private static final JsonMapper JSON = JsonMapper.builder(ApiJson.bounded())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private EngineRestStart() {}

    /** What the engine may read instead of the body as it was sent. */
    static byte[] checked(byte[] body) {
        try {
            var sent = object(JSON.readTree(body), Set.of("variables"), "body").path("variables");
            if (!sent.isObject() && !sent.isMissingNode()) throw refused("variables", "is not a JSON object");
            var checked = JSON.createObjectNode();
            var variables = checked.putObject("variables");
            sent.properties()
                    .forEach(entry -> variables.set(entry.getKey(), variable(entry.getValue(), entry.getKey())));
            return JSON.writeValueAsBytes(checked);
        } catch (IOException malformed) {
            throw refused("body", "is not JSON");
        }
    }

    private static ObjectNode variable(JsonNode sent, String name) {
        var variable = object(sent, Set.of("value", "type"), name);
        var value = variable.path("value");
        if (!value.isTextual() && !value.isBoolean() && !value.isIntegralNumber())
            throw refused(name, "is neither a text nor a whole number nor true or false");
        if (variable.has("type") && !TYPES.contains(variable.path("type").asText()))
            throw refused(name, "has a type other than " + TYPES);
        var checked = JSON.createObjectNode();
        checked.setAll(variable);
        checked.putObject("valueInfo").put("transient", true);
        return checked;
    }

    private static ObjectNode object(JsonNode sent, Set<String> allowed, String name) {
        if (!(sent instanceof ObjectNode object)) throw refused(name, "is not a JSON object");
        object.fieldNames().forEachRemaining(field -> {
            if (!allowed.contains(field)) throw refused(field, "is not taken here");
        });
        return object;
    }

    private static Refused refused(String field, String why) {
        return Refused.badInput("start-refused", field, field + " " + why);
    }
}
