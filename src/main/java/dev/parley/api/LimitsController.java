package dev.parley.api;

import dev.parley.contract.Metadata;
import dev.parley.delivery.WebhookEndpoints;
import dev.parley.dispute.EvidenceLimits;
import dev.parley.shared.Money;
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
    /** Sizes in bytes, unless their names say characters. */
    record Limits(
            int statementCharacters,
            Evidence evidence,
            Requests request,
            Json json,
            Amounts amounts,
            Lists lists,
            MetadataLimits metadata,
            Events events,
            Webhooks webhooks) {}

    /** Of a contract, milestone or case. */
    record MetadataLimits(int entries, int keyCharacters, int textCharacters) {}

    /** Any request; a body other than an upload. */
    record Requests(
            int bodyBytes,
            long bodySeconds,
            int engineRestBodyBytes,
            int addressCharacters,
            int headers,
            int headerCharacters,
            int idempotencyKeyCharacters) {}

    /** Unknown fields, and those that stand twice, are refused. */
    record Json(int depth, int numberDigits, int fieldCharacters) {}

    /** Of whichever currency: those that have terms are taken. */
    record Amounts(long mostMinorUnits, int milestonesPerContract) {}

    /** How many entries a page has, where none is asked for and at most. */
    record Lists(int pageSize, int mostPageSize) {}

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
                new Requests(
                        BodyLimit.MAX_BYTES,
                        SlowBodies.BODY_WITHIN.toSeconds(),
                        EngineRestFilter.MAX_BYTES,
                        RequestLimits.LONGEST_ADDRESS,
                        RequestLimits.MOST_HEADERS,
                        RequestLimits.MOST_HEADER_CHARACTERS,
                        Idempotency.LONGEST_KEY),
                new Json(ApiJson.DEEPEST, ApiJson.MOST_DIGITS, ApiJson.LONGEST_FIELD),
                new Amounts(Money.LIMIT, ContractsController.MOST_MILESTONES),
                new Lists(Integer.parseInt(Page.SIZE), Page.MOST),
                new MetadataLimits(Metadata.MOST, Metadata.LONGEST_KEY, Metadata.LONGEST_VALUE),
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
    @Operation(summary = "How much is taken: bodies, headers, JSON, amounts, texts, documents, lists and webhooks")
    Limits read() {
        return limits();
    }
}
