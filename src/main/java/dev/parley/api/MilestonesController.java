package dev.parley.api;

import dev.parley.contract.Metadata;
import dev.parley.delivery.Sent;
import dev.parley.dispute.EvidenceLimits;
import dev.parley.dispute.Ground;
import dev.parley.process.ContractActs;
import dev.parley.process.DisputeActs;
import dev.parley.process.ReviewActs;
import dev.parley.shared.Money;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** Milestones: money comes in, work is submitted, disputes are filed. */
@RestController
@RequestMapping("/api/v1/milestones/{id}")
@Tag(name = "Milestones")
class MilestonesController {
    private final ContractActs contracts;
    private final ReviewActs reviews;
    private final DisputeActs disputes;
    private final MilestoneReads reads;
    private final ReviewReads reviewReads;
    private final DisputeReads disputeReads;
    private final Metadata metadata;

    MilestonesController(
            ContractActs contracts,
            ReviewActs reviews,
            DisputeActs disputes,
            MilestoneReads reads,
            ReviewReads reviewReads,
            DisputeReads disputeReads,
            Metadata metadata) {
        this.metadata = metadata;
        this.contracts = contracts;
        this.reviews = reviews;
        this.disputes = disputes;
        this.reads = reads;
        this.reviewReads = reviewReads;
        this.disputeReads = disputeReads;
    }

    /**
     * A deposit that was taken; its own id makes a repeat harmless.
     *
     * @param settled false: it was announced, and is sent again once its money is there
     */
    record Deposit(
            @Line(max = 100) String externalId,
            @NotNull @MoreThanZero Money amount,
            @Nullable Boolean settled) {}

    /** Work submitted, for an amount of at most the free escrow. */
    record Submit(
            @Line(max = 100) String externalId,
            @NotNull @MoreThanZero Money amount,
            @Nullable @Size(max = Statement.LONGEST) String note) {}

    /** A dispute, with evidence that the freelancer's side has uploaded. */
    record FileDispute(
            @NotNull Ground ground,
            @NotNull @MoreThanZero Money amount,
            @Statement String statement,
            @Size(max = EvidenceLimits.MOST_PER_STATEMENT) List<UUID> evidence,
            @Nullable @Entries Map<String, String> metadata) {}

    @GetMapping
    @Operation(summary = "Read a milestone: its escrow, what runs on it, and all that happened on it")
    MilestoneView read(@PathVariable UUID id, Caller caller) {
        return reads.full(caller, id);
    }

    @GetMapping("/notices")
    @Operation(
            summary =
                    "Read what was to be told about a milestone and all that ran on it, and what became of it (NOT-1)")
    List<Sent> notices(@PathVariable UUID id, Caller caller) {
        return reads.notices(caller, id);
    }

    @PostMapping("/deposits")
    @Operation(
            summary =
                    "Say that a deposit landed (ESC-5); after the contract's end it is refunded at once (REV-6). One that can't be in escrow yet is pending: 202, and where it is read")
    @AlsoAnswers(status = 202, when = "It is pending; Location has where it is read")
    ResponseEntity<Answer<MilestoneView.Brief>> deposit(
            @PathVariable UUID id, @Valid @RequestBody Deposit deposit, Once once) {
        return once.run(deposit, by -> {
            var pending = Boolean.FALSE.equals(deposit.settled())
                    ? Optional.of(contracts.announce(id, deposit.externalId(), deposit.amount(), by))
                    : contracts.deposit(id, deposit.externalId(), deposit.amount(), by);
            var brief = reads.brief(id);
            return pending.map(where -> new Reply<>(HttpStatus.ACCEPTED, "/api/v1/deposits/" + where, brief))
                    .orElseGet(() -> Reply.ok(brief));
        });
    }

    @PostMapping("/submissions")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary =
                    "Submit work, which opens its review (REV-1); a submission that is known by its own id is answered with"
                            + " the review that it opened, and a contradiction of it is refused")
    @AlsoAnswers(status = 200, when = "It was submitted before")
    ResponseEntity<Answer<ReviewView>> submit(@PathVariable UUID id, @Valid @RequestBody Submit work, Once once) {
        return once.run(
                work,
                by -> {
                    var review = reviews.submit(id, work.externalId(), work.amount(), work.note(), by);
                    return Reply.created("/api/v1/reviews/" + review, reviewReads.view(review));
                },
                known -> Reply.ok(reviewReads.view(known)));
    }

    @PostMapping("/disputes")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "File a dispute, which puts the amount on hold (DIS-1 to DIS-4, DIS-11)")
    ResponseEntity<Answer<DisputeView.Brief>> file(
            @PathVariable UUID id, @Valid @RequestBody FileDispute filing, Once once) {
        return once.run(filing, by -> {
            var dispute =
                    disputes.file(id, filing.ground(), filing.amount(), filing.statement(), filing.evidence(), by);
            metadata.keep(dispute, filing.metadata());
            return Reply.created("/api/v1/disputes/" + dispute, disputeReads.brief(dispute));
        });
    }
}
