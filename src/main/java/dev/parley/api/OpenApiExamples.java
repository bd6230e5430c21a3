package dev.parley.api;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.api.ProblemTypes.ProblemType;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * What each operation of the API looks like in use, and which problems it can answer, as openapi-examples.json has it;
 * tests hold every answer that they get against it.
 */
@Component
class OpenApiExamples {
    static final String PROBLEM = "Problem";

    private static final List<String> TO_ALL = List.of(
            "unauthenticated",
            "token-invalid",
            "forbidden",
            "insufficient-scope",
            "too-many-tries",
            "too-many-calls",
            "request-malformed",
            "address-too-long",
            "headers-too-large",
            "media-type-not-acceptable",
            "internal-error",
            "issuer-unreachable");
    private static final Set<String> ALONE = Set.of(
            "address-too-long",
            "headers-too-large",
            "media-type-not-acceptable",
            "body-too-slow",
            "internal-error",
            "body-too-large",
            "media-type-unsupported",
            "idempotency-key-reused",
            "precondition-failed",
            "unknown",
            "invalid");
    private static final List<String> TO_ACTS = List.of(
            "idempotency-key-missing",
            "idempotency-key-malformed",
            "idempotency-key-reused",
            "request-in-flight",
            "state-moved",
            "taken-meanwhile",
            "precondition-failed");
    private static final List<String> TO_BODIES = List.of(
            "body-missing",
            "body-too-large",
            "body-too-slow",
            "too-many-slow-bodies",
            "json-malformed",
            "json-too-large",
            "unknown-field",
            "missing",
            "invalid",
            "text-malformed",
            "media-type-unsupported");

    private final ProblemTypes types;
    private final Map<String, InUse> operations;

    OpenApiExamples(ProblemTypes types) {
        this.types = types;
        this.operations = read();
    }

    /** @param problems that it can answer beside those that all like it can */
    private record InUse(
            @Nullable JsonNode request,
            @Nullable JsonNode response,
            @Nullable List<String> problems) {}

    /** An example of each problem, by its code. */
    Map<String, Example> ofProblems() {
        var examples = new LinkedHashMap<String, Example>();
        types.all().forEach((code, type) -> examples.put(code, example(code, type)));
        return examples;
    }

    void addTo(Operation operation, boolean acts) {
        var inUse = operations.get(operation.getOperationId());
        if (inUse != null) addExamples(operation, inUse);
        var byStatus = new TreeMap<Integer, TreeSet<String>>();
        for (var code : codes(operation, acts, inUse))
            byStatus.computeIfAbsent(
                            types.find(code)
                                    .orElseThrow(() -> new IllegalStateException(code))
                                    .status(),
                            status -> new TreeSet<>())
                    .add(code);
        byStatus.forEach((status, codes) -> operation
                .getResponses()
                .addApiResponse(String.valueOf(status), refusal(HttpStatus.valueOf(status), codes)));
    }

    /** Refusals that are the same wherever they are answered, by their code. */
    Map<String, ApiResponse> alone() {
        return ALONE.stream()
                .map(code -> types.find(code).orElseThrow(() -> new IllegalStateException(code)))
                .collect(Collectors.toMap(
                        ProblemType::code,
                        type -> refusal(type.title(), Set.of(type.code())),
                        (a, b) -> a,
                        TreeMap::new));
    }

    static ApiResponse refusal(String words) {
        return new ApiResponse()
                .description(words)
                .content(new Content()
                        .addMediaType(
                                "application/problem+json",
                                new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
    }

    private static ApiResponse refusal(HttpStatus status, Set<String> codes) {
        var first = codes.iterator().next();
        return codes.size() == 1 && ALONE.contains(first)
                ? new ApiResponse().$ref("#/components/responses/" + first)
                : refusal(status.getReasonPhrase(), codes);
    }

    private static ApiResponse refusal(String words, Set<String> codes) {
        var refusal = refusal(words);
        refusal.getContent()
                .values()
                .forEach(body -> codes.forEach(
                        code -> body.addExamples(code, new Example().$ref("#/components/examples/" + code))));
        return refusal;
    }

    private static void addExamples(Operation operation, InUse inUse) {
        if (operation.getRequestBody() != null && inUse.request != null)
            operation.getRequestBody().getContent().values().forEach(body -> body.setExample(inUse.request));
        if (inUse.response == null) return;
        operation.getResponses().forEach((status, response) -> {
            var body = status.startsWith("2") && response.getContent() != null
                    ? response.getContent().values().stream().findFirst().orElse(null)
                    : null;
            if (body != null) body.setExample(inUse.response);
        });
    }

    private static List<String> codes(Operation operation, boolean acts, @Nullable InUse inUse) {
        var codes = new ArrayList<>(TO_ALL);
        if (acts) codes.addAll(TO_ACTS);
        if (operation.getRequestBody() != null) codes.addAll(TO_BODIES);
        if (operation.getParameters() != null && !operation.getParameters().isEmpty()) codes.add("invalid");
        if (operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> "path".equals(parameter.getIn())))
            codes.add("unknown");
        if (inUse != null && inUse.problems != null) codes.addAll(inUse.problems);
        return codes;
    }

    private static Example example(String code, ProblemType type) {
        var problem = new LinkedHashMap<String, Object>();
        problem.put("type", type.type().toString());
        problem.put("title", type.title());
        problem.put("status", type.status());
        problem.put("detail", type.cause());
        problem.put("code", code);
        return new Example().summary(type.remedy()).value(problem);
    }

    private static Map<String, InUse> read() {
        try (var file = new ClassPathResource("openapi-examples.json").getInputStream()) {
            return new ObjectMapper().readValue(file, new TypeReference<Map<String, InUse>>() {});
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
