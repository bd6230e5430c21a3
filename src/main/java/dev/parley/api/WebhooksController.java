package dev.parley.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.parley.delivery.WebhookDeliveries;
import dev.parley.delivery.WebhookDeliveries.Told;
import dev.parley.delivery.WebhookEndpoint;
import dev.parley.delivery.WebhookEndpoints;
import dev.parley.shared.Refused;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where a contracts system is told of its events, and how that went. */
@RestController
@RequestMapping("/api/v1/webhook-endpoints")
@Tag(name = "Webhooks")
class WebhooksController {
    static final int MOST_TYPES = 100;
    private static final String DEFAULT_PAGE = "50";

    private final WebhookEndpoints endpoints;
    private final WebhookDeliveries deliveries;
    private final ApiJson json;

    WebhooksController(WebhookEndpoints endpoints, WebhookDeliveries deliveries, ApiJson json) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.json = json;
    }

    /**
     * An endpoint to be told of events.
     *
     * @param url https, on the public internet
     * @param types of events that are wanted; none: all
     */
    record NewEndpoint(
            @Line(max = WebhookEndpoints.LONGEST_URL) String url,
            @Nullable @Size(max = 200) String description,
            @Size(max = MOST_TYPES) List<@NotNull @Pattern(regexp = "[a-z][a-z0-9.-]{0,99}") String> types) {
        WebhookEndpoints.Wanted wanted(WebhookEndpoints endpoints) {
            return new WebhookEndpoints.Wanted(endpoints.look(url), description == null ? "" : description, types);
        }
    }

    /** An endpoint as it is to be from now on, whole. */
    record ChangedEndpoint(
            @Line(max = WebhookEndpoints.LONGEST_URL) String url,
            @Nullable @Size(max = 200) String description,
            @Size(max = MOST_TYPES) List<@NotNull @Pattern(regexp = "[a-z][a-z0-9.-]{0,99}") String> types,
            @NotNull Boolean enabled) {
        WebhookEndpoints.Wanted wanted(WebhookEndpoints endpoints) {
            return new NewEndpoint(url, description, types).wanted(endpoints);
        }
    }

    /** All endpoints, oldest first. */
    record EndpointList(List<WebhookEndpoint> endpoints) {}

    /** An endpoint with its secret (whsec_…), which is shown here and nowhere else. */
    record OpenedEndpoint(WebhookEndpoint endpoint, String secret) {}

    /** Until then the secret before signs too, in a second signature. */
    record Rotation(Instant formerSignsUntil) {}

    /** A new secret, which is shown here and nowhere else. */
    record RotatedSecret(String secret, Instant formerSignsUntil) {}

    /** Some of the log, newest first; with a cursor there are more. */
    record DeliveryPage(List<Told> deliveries, @Nullable UUID next) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Be told of events at an address; the answer shows its secret, once (DOR-1)")
    ResponseEntity<OpenedEndpoint> create(@Valid @RequestBody NewEndpoint endpoint, Caller caller, Once once) {
        var wanted = endpoint.wanted(endpoints);
        var answer = once.run(endpoint, by -> {
            var created = endpoints.create(caller.name(), wanted);
            return Reply.created("/api/v1/webhook-endpoints/" + created.id(), created);
        });
        return kept(
                answer,
                WebhookEndpoint.class,
                created -> new OpenedEndpoint(created, endpoints.secret(caller.name(), created.id())));
    }

    @GetMapping
    @Operation(summary = "List the endpoints, with what disabled them or since when they fail (DOR-1)")
    EndpointList list(Caller caller) {
        return new EndpointList(endpoints.of(caller.name()));
    }

    @GetMapping("/{id}")
    @Operation(summary = "Read an endpoint (DOR-1)")
    WebhookEndpoint read(@PathVariable UUID id, Caller caller) {
        return endpoints.get(caller.name(), id);
    }

    @PutMapping("/{id}")
    @Operation(summary = "Change an endpoint, whole; disabled it is told nothing, and what waited is dropped (DOR-1)")
    WebhookEndpoint update(@PathVariable UUID id, @Valid @RequestBody ChangedEndpoint endpoint, Caller caller) {
        return endpoints.update(caller.name(), id, endpoint.wanted(endpoints), endpoint.enabled());
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete an endpoint for good (DOR-1)")
    void delete(@PathVariable UUID id, Caller caller) {
        endpoints.delete(caller.name(), id);
    }

    @PostMapping("/{id}/secret-rotation")
    @Operation(summary = "Get another secret; for 24 hours the one before signs too, in a second signature (DOR-1)")
    ResponseEntity<RotatedSecret> rotate(@PathVariable UUID id, Caller caller, Once once) {
        var answer = once.run(null, by -> Reply.ok(new Rotation(endpoints.rotate(caller.name(), id))));
        return kept(
                answer,
                Rotation.class,
                rotation -> new RotatedSecret(endpoints.secret(caller.name(), id), rotation.formerSignsUntil()));
    }

    @PostMapping("/{id}/ping")
    @Operation(summary = "Send an event of no contract, to see that the endpoint takes it (DOR-1)")
    ResponseEntity<Answer<Told>> ping(@PathVariable UUID id, Caller caller, Once once) {
        return once.run(null, by -> Reply.ok(deliveries.ping(caller.name(), id)));
    }

    @GetMapping("/{id}/deliveries")
    @Operation(summary = "List what the endpoint was told or is to be, newest first, with attempts and answers (DOR-1)")
    DeliveryPage log(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = DEFAULT_PAGE) int limit,
            Caller caller) {
        if (limit < 1 || limit > WebhookDeliveries.MOST)
            throw Refused.badInput("limit-range", "limit", "from 1 to " + WebhookDeliveries.MOST);
        var found = deliveries.of(caller.name(), id, after, limit + 1);
        var page = found.stream().limit(limit).toList();
        return new DeliveryPage(page, found.size() > limit ? page.get(limit - 1).id() : null);
    }

    @PostMapping("/{id}/deliveries/{delivery}/redelivery")
    @Operation(
            summary = "Send the same event again, with the same id, or at once what waits for its next attempt (DOR-1)")
    ResponseEntity<Answer<Told>> redeliver(
            @PathVariable UUID id, @PathVariable UUID delivery, Caller caller, Once once) {
        return once.run(null, by -> Reply.ok(deliveries.redeliver(caller.name(), id, delivery, by.id())));
    }

    /** The answer as it is kept for a repetition, which holds no secret, and as it is shown. */
    private <K, T> ResponseEntity<T> kept(ResponseEntity<Answer<K>> answer, Class<K> type, Function<K, T> shown) {
        try {
            var kept = json.mapper()
                    .readValue(Objects.requireNonNull(answer.getBody()).json(), type);
            return ResponseEntity.status(answer.getStatusCode())
                    .headers(answer.getHeaders())
                    .body(shown.apply(kept));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
