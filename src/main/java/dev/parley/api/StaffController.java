package dev.parley.api;

import dev.parley.mediation.ReasonCode;
import dev.parley.process.ArbitrationActs;
import dev.parley.process.MediationActs;
import dev.parley.shared.Money;
import dev.parley.shared.Side;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What mediators and operations do in their own name; the same tasks as in Tasklist, with the same checks (DOR-2). */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Staff")
class StaffController {
    private final MediationActs mediation;
    private final ArbitrationActs arbitration;
    private final DisputeReads reads;

    StaffController(MediationActs mediation, ArbitrationActs arbitration, DisputeReads reads) {
        this.mediation = mediation;
        this.arbitration = arbitration;
        this.reads = reads;
    }

    /**
     * A split of the held amount: this to the freelancer, the rest to the client.
     *
     * @param outsideOffers why the amount is outside of what the parties last offered: needed if it is
     */
    record Propose(
            @NotNull Money toFreelancer,
            @NotNull ReasonCode reasonCode,
            @Statement String reasons,
            @Nullable @Size(max = Statement.LONGEST) String outsideOffers) {}

    /** Why a mediator gives a case back. */
    record HandBack(@Line String reason) {}

    /** The side of a contract in which a mediator has an interest. */
    record DeclareInterest(@NotNull Side side) {}

    /** An interest as it was declared. */
    record Declared(UUID contract, Side side) {}

    /** The provider's award: this to the freelancer, the rest of the hold to the client. */
    record EnterAward(
            @NotNull Money toFreelancer, @Line(max = 100) String reference) {}

    /** What the second person says of the award that they saw, by its number. */
    record ConfirmAward(
            @NotNull @Positive Integer award,
            @NotNull Boolean confirmed,
            @Nullable @Size(max = Statement.LONGEST) String remark) {}

    @PostMapping("/disputes/{id}/proposal")
    @Operation(summary = "Propose a split as the assigned mediator; sealed from then on (RES-1, RES-2, RES-6)")
    ResponseEntity<Answer<DisputeView.Brief>> propose(
            @PathVariable UUID id, @Valid @RequestBody Propose proposal, Once once) {
        var amount = reads.inMajorUnits(id, "toFreelancer", proposal.toFreelancer());
        return once.run(proposal, by -> {
            mediation.propose(id, amount, proposal.reasonCode(), proposal.reasons(), proposal.outsideOffers(), by);
            return Reply.ok(reads.brief(id));
        });
    }

    @PostMapping("/disputes/{id}/hand-back")
    @Operation(summary = "Hand a case back as the assigned mediator (RES-2)")
    ResponseEntity<Answer<DisputeView.Brief>> handBack(
            @PathVariable UUID id, @Valid @RequestBody HandBack handBack, Once once) {
        return once.run(handBack, by -> {
            mediation.handBack(id, handBack.reason(), by);
            return Reply.ok(reads.brief(id));
        });
    }

    @PostMapping("/contracts/{id}/interests")
    @Operation(summary = "Declare an interest in one side of a contract as a mediator (RES-2)")
    ResponseEntity<Answer<Declared>> declare(
            @PathVariable UUID id, @Valid @RequestBody DeclareInterest interest, Once once) {
        return once.run(interest, by -> {
            mediation.declareInterest(id, interest.side(), by);
            return Reply.ok(new Declared(id, interest.side()));
        });
    }

    @PostMapping("/disputes/{id}/award")
    @Operation(summary = "Enter the award as the first of two people of operations (ARB-5)")
    ResponseEntity<Answer<DisputeView.Brief>> enterAward(
            @PathVariable UUID id, @Valid @RequestBody EnterAward award, Once once) {
        var amount = reads.inMajorUnits(id, "toFreelancer", award.toFreelancer());
        return once.run(award, by -> {
            arbitration.enterAward(id, amount, award.reference(), by);
            return Reply.ok(reads.brief(id));
        });
    }

    @PostMapping("/disputes/{id}/award-confirmation")
    @Operation(
            summary = "Confirm or reject the award as the second person: confirmed, it is carried out (ARB-5, DOR-4)")
    ResponseEntity<Answer<DisputeView.Brief>> confirmAward(
            @PathVariable UUID id, @Valid @RequestBody ConfirmAward confirmation, Once once) {
        return once.run(confirmation, by -> {
            arbitration.confirmAward(id, confirmation.award(), confirmation.confirmed(), confirmation.remark(), by);
            return Reply.ok(reads.brief(id));
        });
    }
}
