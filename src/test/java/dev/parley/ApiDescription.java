package dev.parley;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The committed description of the API, against which each answer that a test gets is held. */
public final class ApiDescription {
    public static final Path COMMITTED = Path.of("src/main/resources/openapi.yaml");

    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";
    private static final String ANYTHING = "*/*";

    private static @Nullable ApiDescription committed;

    private final JsonNode whole;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<JsonNode, JsonSchema> schemas = new ConcurrentHashMap<>();
    private final JsonNode components;

    private ApiDescription(JsonNode whole) {
        this.whole = whole;
        components = JsonNodeFactory.instance.objectNode().set("schemas", closed(whole.at("/components/schemas")));
        whole.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> operations.add(new Operation(
                                operation.getKey(), path.getKey(), pattern(path.getKey()), operation.getValue()))));
        // A fixed path wins over one with a parameter in its place.
        operations.sort(Comparator.comparing(operation -> operation.path.replace('{', '~')));
    }

    /** An operation by its method, in lower case, and its path, with what is said of it. */
    public record Operation(String method, String path, Pattern pattern, JsonNode described) {
        public String id() {
            return described.path("operationId").asText();
        }

        /** The one that a contracts system's token needs; none for what is the staff's alone. */
        public Optional<String> scope() {
            return Optional.of(described.path("security").findPath("oauth2").path(0))
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::asText);
        }
    }

    public static synchronized ApiDescription committed() {
        if (committed == null) committed = new ApiDescription(read());
        return committed;
    }

    public List<Operation> operations() {
        return operations;
    }

    /** Empty for what is not the API's, or not described since only the sandbox has it. */
    public Optional<Operation> find(String method, String path) {
        return operations.stream()
                .filter(operation -> operation.method.equalsIgnoreCase(method)
                        && operation.pattern.matcher(path).matches())
                .findFirst();
    }

    /** Fails unless an answer like this is described: its status, the type of its content, and its JSON or its problem. */
    public void require(Operation operation, int status, String contentType, JsonNode body) {
        var described = resolved(operation.described.at("/responses/" + status));
        if (described.isMissingNode())
            throw new AssertionError(operation.id() + " answers " + status + ", which is not described: " + body);
        var type = contentType.split(";", 2)[0];
        var content = described.path("content");
        if (!(type.isEmpty() ? content.isEmpty() : content.has(type) || content.has(ANYTHING)))
            throw new AssertionError(operation.id() + " answers " + status + " as " + type + " and not as described");
        if (status >= 400) requireProblem(operation, content.path(PROBLEM), body);
        else if (JSON.equals(type)) require(content.path(JSON).path("schema"), body, operation.id());
    }

    /** Fails unless the JSON is as the schema has it. */
    public void require(JsonNode schema, JsonNode json, String what) {
        var faults = schemas.computeIfAbsent(schema, this::schema).validate(json);
        if (!faults.isEmpty()) throw new AssertionError(what + " is described otherwise: " + faults + "\n" + json);
    }

    /** What a reference refers to, and all else itself. */
    public JsonNode resolved(JsonNode response) {
        var reference = response.path("$ref").asText();
        return reference.isEmpty() ? response : whole.at(reference.substring(1));
    }

    private void requireProblem(Operation operation, JsonNode described, JsonNode problem) {
        var code = problem.path("code").asText();
        if (!described.path("examples").has(code))
            throw new AssertionError(operation.id() + " answers the problem " + code
                    + ", which openapi-examples.json does not name: " + problem);
        require(described.path("schema"), problem, operation.id());
    }

    private JsonSchema schema(JsonNode schema) {
        var alone = ((ObjectNode) schema.deepCopy());
        alone.set("components", components);
        return SCHEMAS.getSchema(alone);
    }

    /** As they are for a check of answers: a field that is not described is a fault. */
    private static JsonNode closed(JsonNode schemas) {
        var closed = schemas.deepCopy();
        for (var schema : closed)
            if (schema instanceof ObjectNode object && schema.has("properties"))
                object.put("additionalProperties", false);
        return closed;
    }

    private static Pattern pattern(String path) {
        return Pattern.compile(path.replaceAll("\\{[^}]+}", "[^/]+"));
    }

    private static JsonNode read() {
        try {
            return new JsonMapper()
                    .convertValue(new YAMLMapper().readTree(Files.readString(COMMITTED)), JsonNode.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
