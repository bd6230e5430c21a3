package dev.parley.api;

import dev.parley.contract.AddressCorrections;
import dev.parley.delivery.FailedNotices;
import dev.parley.delivery.FailedNotices.Failed;
import dev.parley.delivery.Kind;
import dev.parley.delivery.Sent;
import dev.parley.process.RepairActs;
import dev.parley.shared.Refused;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Notices that did not arrive, for operations: seen, sent again, and their addresses corrected by two people. */
@RestController
@RequestMapping("/api/v1/notices")
@Tag(name = "Failed notices")
class FailedNoticesController {
    private static final int MOST = 200;

    private final FailedNotices notices;
    private final AddressCorrections corrections;
    private final RepairActs acts;

    FailedNoticesController(FailedNotices notices, AddressCorrections corrections, RepairActs acts) {
        this.notices = notices;
        this.corrections = corrections;
        this.acts = acts;
    }

    /** A notice that did not arrive, and what the mail servers said; nothing of what it tells the party. */
    record FailedNotice(
            UUID id,
            Kind kind,
            String role,
            String address,
            UUID milestone,
            UUID subject,
            Instant recordedAt,
            int attempts,
            String why,
            @Nullable OpenCorrection correction) {}

    /** A correction that waits for a second person. */
    record OpenCorrection(int number, String address, String proposedBy, Instant proposedAt) {}

    /** Some of them; with a cursor there are more. */
    record FailedPage(List<FailedNotice> notices, @Nullable UUID next) {}

    /** The address that the party should have. */
    record CorrectAddress(@Line(max = 254) String address) {}

    /** A correction by its number. */
    record Proposed(UUID notice, int number) {}

    /** What the second person says of the correction that they saw. */
    record ConfirmAddress(@NotNull Boolean confirmed) {}

    /** A correction as it was decided. */
    record Decided(UUID notice, int number, boolean confirmed) {}

    /** The notice that goes out instead; none if what it says no longer holds. */
    record Repeated(UUID notice, @Nullable UUID repeatedAs) {}

    @GetMapping
    @Operation(
            summary = "List the notices that failed for good or came back, oldest first, until they are mended (NOT-3)")
    FailedPage failed(
            @RequestParam Sent.State state,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "50") int limit) {
        if (state != Sent.State.FAILED)
            throw Refused.badInput("state-not-listed", "state", "only FAILED notices are listed");
        if (limit < 1 || limit > MOST) throw Refused.badInput("limit-range", "limit", "from 1 to " + MOST);
        var found = notices.page(after, limit + 1);
        var page = found.stream().limit(limit).map(this::view).toList();
        return new FailedPage(page, found.size() > limit ? page.get(limit - 1).id() : null);
    }

    @PostMapping("/{id}/address-corrections")
    @Operation(summary = "Propose another address for the party as the first of two people of operations (DOR-4)")
    ResponseEntity<Answer<Proposed>> correct(
            @PathVariable UUID id, @Valid @RequestBody CorrectAddress correction, Once once) {
        return once.run(correction, by -> Reply.ok(new Proposed(id, acts.propose(id, correction.address(), by))));
    }

    @PostMapping("/{id}/address-corrections/{number}/confirmation")
    @Operation(
            summary =
                    "Confirm or reject a correction as the second person: confirmed, all that failed for the party is sent anew (NOT-3, DOR-4)")
    ResponseEntity<Answer<Decided>> confirm(
            @PathVariable UUID id,
            @PathVariable int number,
            @Valid @RequestBody ConfirmAddress confirmation,
            Once once) {
        return once.run(confirmation, by -> {
            acts.decide(id, number, confirmation.confirmed(), by);
            return Reply.ok(new Decided(id, number, confirmation.confirmed()));
        });
    }

    @PostMapping("/{id}/repeat")
    @Operation(summary = "Send a failed notice again, to the same address (NOT-3)")
    ResponseEntity<Answer<Repeated>> repeat(@PathVariable UUID id, Once once) {
        return once.run(
                null, by -> Reply.ok(new Repeated(id, acts.repeat(id, by).orElse(null))));
    }

    private FailedNotice view(Failed failed) {
        var correction = corrections
                .last(failed.id())
                .filter(last -> !last.decided())
                .map(last -> new OpenCorrection(last.number(), last.address(), last.proposedBy(), last.proposedAt()))
                .orElse(null);
        return new FailedNotice(
                failed.id(),
                failed.kind(),
                failed.role(),
                failed.address(),
                failed.milestone(),
                failed.subject(),
                failed.recordedAt(),
                failed.attempts(),
                failed.why(),
                correction);
    }
}
