package dev.parley.api;

import dev.parley.process.TransferActs;
import dev.parley.shared.Refused;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Real money that the contracts system moves as the book says, and what became of it. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Transfers")
class TransfersController {
    private static final int MOST = 200;

    private final TransferActs acts;
    private final TransferReads reads;

    TransfersController(TransferActs acts, TransferReads reads) {
        this.acts = acts;
        this.reads = reads;
    }

    /** Nothing but that it was paid. */
    record EmptyBody() {}

    /** Why it could not be paid, or came back. */
    record Failure(@Line(max = 300) String reason) {}

    @GetMapping("/contracts/{id}/transfers")
    @Operation(summary = "List what was to be paid to whom under a contract, oldest first (ESC-7)")
    TransferReads.TransferPage ofContract(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "50") int limit,
            Caller caller) {
        if (limit < 1 || limit > MOST) throw Refused.badInput("limit-range", "limit", "from 1 to " + MOST);
        return reads.of(caller, id, after, limit);
    }

    @GetMapping("/transfers/{id}")
    @Operation(summary = "Read what is to be paid to whom, and what became of it (ESC-7)")
    TransferOrderView read(@PathVariable UUID id, Caller caller) {
        return reads.view(caller, id);
    }

    @PostMapping("/transfers/{id}/confirmation")
    @Operation(summary = "Say that a transfer was paid (ESC-7)")
    ResponseEntity<Answer<TransferOrderView>> confirmed(
            @PathVariable UUID id, @Valid @RequestBody EmptyBody confirmation, Once once) {
        return once.run(confirmation, by -> {
            acts.confirmed(id, by);
            return Reply.ok(reads.view(id));
        });
    }

    @PostMapping("/transfers/{id}/refusal")
    @Operation(summary = "Say that a transfer could not be paid; the money is still owed (ESC-7)")
    ResponseEntity<Answer<TransferOrderView>> refused(
            @PathVariable UUID id, @Valid @RequestBody Failure failure, Once once) {
        return once.run(failure, by -> {
            acts.refused(id, failure.reason(), by);
            return Reply.ok(reads.view(id));
        });
    }

    @PostMapping("/transfers/{id}/reversal")
    @Operation(summary = "Say that a transfer that was paid came back; the money is still owed (ESC-7)")
    ResponseEntity<Answer<TransferOrderView>> reversed(
            @PathVariable UUID id, @Valid @RequestBody Failure failure, Once once) {
        return once.run(failure, by -> {
            acts.reversed(id, failure.reason(), by);
            return Reply.ok(reads.view(id));
        });
    }

    @PostMapping("/transfers/{id}/reorder")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Have a transfer that was refused or came back ordered anew, under a new id (ESC-7)")
    ResponseEntity<Answer<TransferOrderView>> reorder(
            @PathVariable UUID id, @Valid @RequestBody EmptyBody mended, Once once) {
        return once.run(mended, by -> {
            var anew = acts.reorder(id, by);
            return Reply.created("/api/v1/transfers/" + anew, reads.view(anew));
        });
    }
}
