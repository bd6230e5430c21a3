package dev.parley.api;

import dev.parley.delivery.WebhookDeliveries;
import dev.parley.delivery.WebhookDeliveries.Told;
import dev.parley.delivery.WebhookEndpoints;
import dev.parley.delivery.WebhookEndpoints.Disabled;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Webhooks that do not arrive, for operations: seen, and sent again in their own name. */
@RestController
@RequestMapping("/api/v1/operations/webhooks")
@Tag(name = "Webhooks")
class TroubledWebhooksController {
    private final WebhookDeliveries deliveries;
    private final WebhookEndpoints endpoints;

    TroubledWebhooksController(WebhookDeliveries deliveries, WebhookEndpoints endpoints) {
        this.deliveries = deliveries;
        this.endpoints = endpoints;
    }

    /** The oldest of the deliveries, the newest of the endpoints that are told nothing. */
    record Troubled(List<Told> deliveries, List<Disabled> disabled) {}

    @GetMapping
    @Operation(
            summary =
                    "List the webhooks that failed for good or were tried in vain, oldest first, and the endpoints that are disabled (DOR-1)")
    Troubled troubled() {
        return new Troubled(deliveries.troubled(WebhookDeliveries.MOST), endpoints.disabled(WebhookDeliveries.MOST));
    }

    @PostMapping("/{id}/redelivery")
    @Operation(summary = "Send a webhook again at once; its log keeps who asked for it (DOR-1)")
    ResponseEntity<Answer<Told>> redeliver(@PathVariable UUID id, Once once) {
        return once.run(null, by -> Reply.ok(deliveries.redeliver(id, by.id())));
    }
}
