package dev.parley.api;

import dev.parley.process.DeadlineActs;
import dev.parley.shared.Side;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Later ends for open windows: agreed on by the parties, or made by two people of operations. */
@RestController
@RequestMapping("/api/v1/deadlines/{id}")
@Tag(name = "Deadlines")
class DeadlinesController {
    private final DeadlineActs acts;
    private final DeadlineReads reads;

    DeadlinesController(DeadlineActs acts, DeadlineReads reads) {
        this.acts = acts;
        this.reads = reads;
    }

    /** The end that a party proposes. */
    record ProposeExtension(@NotNull Side by, @NotNull Instant until) {}

    /** Who accepts. */
    record AcceptExtension(@NotNull Side by) {}

    /** The end that one of operations wants, and why; both parties will read it. */
    record ProposeMove(@NotNull Instant until, @Statement String grounds) {}

    /** What the second person says. */
    record ConfirmMove(@NotNull Boolean confirmed) {}

    @GetMapping
    @Operation(summary = "Read a deadline, the moves of its end, and what is asked for about it (DEA-1, DEA-3)")
    DeadlineReads.Asked read(@PathVariable UUID id, Caller caller) {
        return reads.asked(caller, id);
    }

    @PostMapping("/extensions")
    @Operation(
            summary = "Propose a later end to the other side, at most the window's original length later, once (DEA-3)")
    ResponseEntity<Answer<DeadlineReads.Asked>> propose(
            @PathVariable UUID id, @Valid @RequestBody ProposeExtension extension, Once once) {
        return once.run(extension, by -> {
            acts.propose(id, extension.by(), extension.until(), by);
            return Reply.ok(reads.asked(id));
        });
    }

    @PostMapping("/extensions/{number}/acceptance")
    @Operation(summary = "Accept the later end that the other side proposes, by its number (DEA-3, DIS-13)")
    ResponseEntity<Answer<DeadlineReads.Asked>> accept(
            @PathVariable UUID id,
            @PathVariable int number,
            @Valid @RequestBody AcceptExtension acceptance,
            Once once) {
        return once.run(acceptance, by -> {
            acts.accept(id, acceptance.by(), number, by);
            return Reply.ok(reads.asked(id));
        });
    }

    @PostMapping("/moves")
    @Operation(summary = "Ask for a later end as the first of two people of operations, with grounds (DEA-3)")
    ResponseEntity<Answer<DeadlineReads.Asked>> proposeMove(
            @PathVariable UUID id, @Valid @RequestBody ProposeMove move, Once once) {
        return once.run(move, by -> {
            acts.proposeMove(id, move.until(), move.grounds(), by);
            return Reply.ok(reads.asked(id));
        });
    }

    @PostMapping("/moves/{number}/confirmation")
    @Operation(summary = "Confirm or reject the later end as the second person (DEA-3, DOR-4, DIS-13)")
    ResponseEntity<Answer<DeadlineReads.Asked>> answerMove(
            @PathVariable UUID id, @PathVariable int number, @Valid @RequestBody ConfirmMove confirmation, Once once) {
        return once.run(confirmation, by -> {
            acts.answerMove(id, number, confirmation.confirmed(), by);
            return Reply.ok(reads.asked(id));
        });
    }
}
