package dev.parley.api;

import dev.parley.delivery.WebhookEndpoints;
import dev.parley.dispute.EvidenceLimits;
import dev.parley.shared.Texts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How much is taken, said before it is refused. */
@RestController
@Tag(name = "Limits")
class LimitsController {
    /** Sizes in bytes; a name's and a statement's length in characters. */
    record Limits(int statementCharacters, Evidence evidence, Events events, Webhooks webhooks) {}

    record Evidence(
            List<String> mediaTypes,
            int bytesPerFile,
            int filesPerStatement,
            int filesPerMilestoneAndSide,
            long bytesPerMilestoneAndSide,
            int nameCharacters) {}

    record Events(int perPage) {}

    record Webhooks(int endpoints, int urlCharacters, int types, int attempts, int answerSeconds, long logDays) {}

    static Limits limits() {
        return new Limits(
                Texts.LONGEST,
                new Evidence(
                        EvidenceLimits.MEDIA_TYPES,
                        EvidenceLimits.LARGEST_BYTES,
                        EvidenceLimits.MOST_PER_STATEMENT,
                        EvidenceLimits.MOST_PER_SIDE,
                        EvidenceLimits.MOST_BYTES_PER_SIDE,
                        EvidenceLimits.LONGEST_NAME),
                new Events(EventsController.MOST),
                new Webhooks(
                        WebhookEndpoints.MOST,
                        WebhookEndpoints.LONGEST_URL,
                        WebhooksController.MOST_TYPES,
                        WebhookEndpoints.MOST_ATTEMPTS,
                        WebhookEndpoints.LONGEST_ANSWER_SECONDS,
                        WebhookEndpoints.KEPT.toDays()));
    }

    @GetMapping("/api/v1/limits")
    @Operation(
            summary =
                    "What is taken as evidence, how long a statement may be, and how much of events and webhooks there is")
    Limits read() {
        return limits();
    }
}
