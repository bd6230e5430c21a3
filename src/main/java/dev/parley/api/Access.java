package dev.parley.api;

import dev.parley.contract.Contract;
import dev.parley.contract.Contracts;
import dev.parley.contract.Milestone;
import dev.parley.contract.Milestones;
import dev.parley.dispute.Dispute;
import dev.parley.dispute.Disputes;
import dev.parley.dispute.Exhibits;
import dev.parley.mediation.Assignments;
import dev.parley.review.Review;
import dev.parley.review.Reviews;
import dev.parley.shared.Refused;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Finds what a caller may see (DOR-3): the contracts system its own contracts, a mediator the milestone of a case that
 * is assigned to them now, lead mediators and operations everything. What else there is, is unknown to them.
 */
@Component
class Access {
    private final Contracts contracts;
    private final Milestones milestones;
    private final Reviews reviews;
    private final Disputes disputes;
    private final Exhibits exhibits;
    private final Assignments assignments;

    Access(
            Contracts contracts,
            Milestones milestones,
            Reviews reviews,
            Disputes disputes,
            Exhibits exhibits,
            Assignments assignments) {
        this.contracts = contracts;
        this.milestones = milestones;
        this.reviews = reviews;
        this.disputes = disputes;
        this.exhibits = exhibits;
        this.assignments = assignments;
    }

    Contract contract(Caller caller, UUID id) {
        return seenContract(caller, id).orElseThrow(() -> Refused.notFound("contract-unknown", id));
    }

    /** Whether what belongs to this contract is the caller's to see. */
    boolean seesContract(Caller caller, UUID id) {
        return seenContract(caller, id).isPresent();
    }

    private Optional<Contract> seenContract(Caller caller, UUID id) {
        return contracts.find(id).filter(contract -> seesContract(caller, contract));
    }

    Milestone milestone(Caller caller, UUID id) {
        return seenMilestone(caller, id).orElseThrow(() -> Refused.notFound("milestone-unknown", id));
    }

    /** Whether what belongs to this milestone is the caller's to see. */
    boolean seesMilestone(Caller caller, UUID id) {
        return seenMilestone(caller, id).isPresent();
    }

    private Optional<Milestone> seenMilestone(Caller caller, UUID id) {
        return milestones.findById(id).filter(milestone -> seesMilestone(caller, milestone));
    }

    Review review(Caller caller, UUID id) {
        return reviews.find(id)
                .filter(review -> seesMilestone(caller, milestoneOf(review.milestone())))
                .orElseThrow(() -> Refused.notFound("review-unknown", id));
    }

    Dispute dispute(Caller caller, UUID id) {
        return disputes.find(id)
                .filter(dispute -> seesDispute(caller, dispute))
                .orElseThrow(() -> Refused.notFound("dispute-unknown", id));
    }

    Exhibits.Evidence evidence(Caller caller, UUID id) {
        return exhibits.find(id)
                .filter(evidence -> seesMilestone(caller, milestoneOf(evidence.milestone())))
                .orElseThrow(() -> Refused.notFound("evidence-unknown", id));
    }

    private static boolean seesContract(Caller caller, Contract contract) {
        return caller.isContractsSystem() ? contract.system().equals(caller.name()) : caller.seesEveryCase();
    }

    boolean seesMilestone(Caller caller, Milestone milestone) {
        var subject = milestone.clockId();
        return seesContract(caller, milestone.contract())
                || (milestone.clock() == Milestone.Clock.CASE && subject != null && mediates(caller, subject));
    }

    private boolean seesDispute(Caller caller, Dispute dispute) {
        return seesContract(caller, milestoneOf(dispute.milestone()).contract()) || mediates(caller, dispute.id());
    }

    private boolean mediates(Caller caller, UUID dispute) {
        return !caller.isContractsSystem()
                && assignments.current(dispute).filter(caller.name()::equals).isPresent();
    }

    private Milestone milestoneOf(UUID id) {
        return milestones.findById(id).orElseThrow();
    }
}
