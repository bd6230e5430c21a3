package dev.parley.process;

import dev.parley.contract.Contract;
import dev.parley.contract.Milestone;
import dev.parley.contract.Milestones;
import dev.parley.contract.PinnedTerms;
import dev.parley.contract.Terms;
import dev.parley.dispute.Dispute;
import dev.parley.dispute.Disputes;
import dev.parley.ledger.Escrow;
import dev.parley.shared.Actor;
import dev.parley.shared.Clock;
import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import dev.parley.shared.Side;
import java.time.Instant;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** A case with all that an act or a task on it needs; what a transaction has loaded is not loaded again. */
@Component
class Cases {
    private final Milestones milestones;
    private final Disputes disputes;
    private final PinnedTerms terms;
    private final Acting acting;
    private final Clock clock;

    Cases(Milestones milestones, Disputes disputes, PinnedTerms terms, Acting acting, Clock clock) {
        this.milestones = milestones;
        this.disputes = disputes;
        this.terms = terms;
        this.acting = acting;
        this.clock = clock;
    }

    /** A case, its milestone and the terms pinned to it. */
    record Case(Dispute dispute, Milestone milestone, Terms terms) {
        UUID id() {
            return dispute.id();
        }

        Contract contract() {
            return milestone.contract();
        }

        Money amount() {
            return dispute.amount(contract().currency());
        }

        Escrow escrow() {
            return escrowOf(milestone);
        }
    }

    /** The case that the instance is about. */
    Case at(DelegateExecution at) {
        return read(subject(at));
    }

    /** A case as it is, open or not. */
    Case read(UUID id) {
        var dispute = disputes.get(id);
        return of(dispute, milestones.findById(dispute.milestone()).orElseThrow());
    }

    /** The open case with its milestone locked; a closed one is refused with its ending, a stranger's is unknown. */
    Case lock(UUID id) {
        var milestone = milestones.lockByClock(id);
        var dispute = disputes.get(id);
        if (milestone.isEmpty()) {
            requireOwn(milestones.findById(dispute.milestone()).orElseThrow());
            dispute.requireOpen();
            throw Refused.conflict("state-moved", "the case has moved on: read the state again");
        }
        requireOwn(milestone.get());
        return of(dispute, milestone.get());
    }

    /** The milestone, locked; a stranger's is unknown. */
    Milestone lockMilestone(UUID id) {
        var milestone = milestones.lock(id).orElseThrow(() -> Refused.notFound("milestone-unknown", id));
        requireOwn(milestone);
        return milestone;
    }

    /**
     * DOR-3: what comes through a contracts system's door reaches that system's contracts only. The portal takes what
     * it acts on from the party's own link.
     */
    void requireOwn(Milestone milestone) {
        requireOwn(milestone.contract(), milestone.id());
    }

    void requireOwn(Contract contract, Object asked) {
        var actor = acting.actor();
        var throughContractsSystem =
                actor.kind() != Actor.Kind.STAFF && actor.kind() != Actor.Kind.PARLEY && !actor.throughPortal();
        if (throughContractsSystem && !contract.system().equals(actor.id())) throw Refused.notFound("unknown", asked);
    }

    Instant now() {
        return clock.now();
    }

    static UUID subject(DelegateExecution at) {
        return UUID.fromString(at.getProcessBusinessKey());
    }

    static Escrow escrowOf(Milestone milestone) {
        return new Escrow(
                milestone.contract().id(), milestone.id(), milestone.contract().currency());
    }

    /** The party as whom the contracts system speaks, or who acts itself: then on its own side only (DOR-3). */
    static Actor party(Actor by, Side side) {
        var party = Actor.party(side, by.id());
        if (by.kind() == Actor.Kind.CONTRACTS_SYSTEM || by.equals(party)) return party;
        throw Refused.forbidden("not-your-side", "this is for the " + side.word() + " to do");
    }

    private Case of(Dispute dispute, Milestone milestone) {
        return new Case(dispute, milestone, terms.of(dispute.termsVersion(), milestone.contract()));
    }
}
