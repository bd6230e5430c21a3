package dev.parley.api;

import dev.parley.api.DisputeView.Choice;
import dev.parley.process.ArbitrationActs;
import dev.parley.process.MediationActs;
import dev.parley.process.SettlementActs;
import dev.parley.shared.Money;
import dev.parley.shared.Side;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What either party does to resolve a case: offers, decisions on a proposal, elections of arbitration. */
@RestController
@RequestMapping("/api/v1/disputes/{id}")
@Tag(name = "Disputes: resolution")
class SettlementController {
    private final SettlementActs settlement;
    private final MediationActs mediation;
    private final ArbitrationActs arbitration;
    private final DisputeReads reads;

    SettlementController(
            SettlementActs settlement, MediationActs mediation, ArbitrationActs arbitration, DisputeReads reads) {
        this.settlement = settlement;
        this.mediation = mediation;
        this.arbitration = arbitration;
        this.reads = reads;
    }

    /** An amount to the freelancer, the rest of what is held to the client. */
    record MakeOffer(@NotNull Side by, @NotNull Money toFreelancer) {}

    /** Who accepts. */
    record AcceptOffer(@NotNull Side by) {}

    /** A party's word on the proposal, by its version. */
    record Decide(
            @NotNull Side by,
            @NotNull @Positive Integer proposal,
            @NotNull Choice decision) {}

    /** A party goes on to arbitration, its share paid. */
    record Elect(
            @NotNull Side by,
            @NotNull Money paid,
            @Line(max = 100) String paymentReference) {}

    /** The number by which an offer is accepted, and the state of the case. */
    record Offered(int number, DisputeView.Brief dispute) {}

    @PostMapping("/offers")
    @Operation(summary = "Offer a settlement, in place of that side's offer before (DIS-10)")
    ResponseEntity<Answer<Offered>> offer(@PathVariable UUID id, @Valid @RequestBody MakeOffer offer, Once once) {
        return once.run(offer, by -> {
            var number = settlement.offer(id, offer.by(), offer.toFreelancer(), by);
            return Reply.ok(new Offered(number, reads.brief(id)));
        });
    }

    @PostMapping("/offers/{number}/acceptance")
    @Operation(summary = "Accept the other side's open offer by its number: the case is settled (DIS-10, DIS-13)")
    ResponseEntity<Answer<DisputeView.Brief>> accept(
            @PathVariable UUID id, @PathVariable int number, @Valid @RequestBody AcceptOffer acceptance, Once once) {
        return once.run(acceptance, by -> {
            settlement.accept(id, acceptance.by(), number, by);
            return Reply.ok(reads.brief(id));
        });
    }

    @PostMapping("/decisions")
    @Operation(summary = "Accept or reject the proposal; it can't be taken back (RES-3, DIS-13)")
    ResponseEntity<Answer<DisputeView.Brief>> decide(
            @PathVariable UUID id, @Valid @RequestBody Decide decision, Once once) {
        return once.run(decision, by -> {
            var accepted = decision.decision() == DisputeView.Choice.ACCEPT;
            mediation.decide(id, decision.by(), decision.proposal(), accepted, by);
            return Reply.ok(reads.brief(id));
        });
    }

    @PostMapping("/elections")
    @Operation(summary = "Go on to arbitration, with the party's share paid in full (ARB-2)")
    ResponseEntity<Answer<DisputeView.Brief>> elect(
            @PathVariable UUID id, @Valid @RequestBody Elect election, Once once) {
        return once.run(election, by -> {
            arbitration.elect(id, election.by(), election.paid(), election.paymentReference(), by);
            return Reply.ok(reads.brief(id));
        });
    }
}
