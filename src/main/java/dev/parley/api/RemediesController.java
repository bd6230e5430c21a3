package dev.parley.api;

import dev.parley.contract.Remedies;
import dev.parley.contract.Remedies.Proposal;
import dev.parley.process.RemedyActs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Money that waits, for operations: seen, and seen to by two people. */
@RestController
@RequestMapping("/api/v1/operations")
@Tag(name = "Money that waits")
class RemediesController {
    private final RemedyActs acts;
    private final MoneyReads reads;

    RemediesController(RemedyActs acts, MoneyReads reads) {
        this.acts = acts;
        this.reads = reads;
    }

    /**
     * What is to be done, and why.
     *
     * @param subject the transfer, the chargeback or the pending deposit
     * @param target the milestone that a deposit is booked to
     */
    record ProposeRemedy(
            @NotNull Remedies.Kind kind,
            @NotNull UUID subject,
            @Nullable UUID target,
            @Statement String grounds) {}

    /** A remedy that waits for a second person. */
    record ProposedRemedy(UUID id) {}

    /** What the second person says. */
    record DecideRemedy(@NotNull Boolean confirmed) {}

    /** A remedy as it was decided. */
    record DecidedRemedy(UUID id, boolean confirmed) {}

    @GetMapping("/money")
    @Operation(
            summary = "List transfers, chargebacks and deposits that somebody must see to, and by when (ESC-5, ESC-7)")
    MoneyReads.Waiting waiting() {
        return reads.waiting();
    }

    @PostMapping("/remedies")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Propose what is done about money that waits as the first of two people of operations (DOR-4)")
    ResponseEntity<Answer<ProposedRemedy>> propose(@Valid @RequestBody ProposeRemedy remedy, Once once) {
        return once.run(remedy, by -> {
            var proposal = new Proposal(remedy.kind(), remedy.subject(), remedy.target(), remedy.grounds());
            return new Reply<>(HttpStatus.CREATED, null, new ProposedRemedy(acts.propose(proposal, by)));
        });
    }

    @PostMapping("/remedies/{id}/confirmation")
    @Operation(summary = "Confirm or reject it as the second person: confirmed, it is done (DOR-4)")
    ResponseEntity<Answer<DecidedRemedy>> decide(
            @PathVariable UUID id, @Valid @RequestBody DecideRemedy decision, Once once) {
        return once.run(decision, by -> {
            acts.decide(id, decision.confirmed(), by);
            return Reply.ok(new DecidedRemedy(id, decision.confirmed()));
        });
    }
}
