package dev.parley.process;

import dev.parley.contract.Milestone;
import dev.parley.contract.Milestones;
import dev.parley.contract.PendingDeposits;
import dev.parley.contract.PendingDeposits.Pending;
import dev.parley.contract.PendingDeposits.Reason;
import dev.parley.contract.PendingDeposits.State;
import dev.parley.journal.Journal;
import dev.parley.ledger.Escrow;
import dev.parley.ledger.Ledger;
import dev.parley.shared.Actor;
import dev.parley.shared.CaseEvent;
import dev.parley.shared.Refused;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What becomes of deposits that are pending (ESC-5). */
@Component
@Transactional
public class PendingDepositActs {
    private final PendingDeposits pending;
    private final Milestones milestones;
    private final ContractActs contracts;
    private final Ledger ledger;
    private final Journal journal;
    private final Cases cases;
    private final Acting acting;

    PendingDepositActs(
            PendingDeposits pending,
            Milestones milestones,
            ContractActs contracts,
            Ledger ledger,
            Journal journal,
            Cases cases,
            Acting acting) {
        this.pending = pending;
        this.milestones = milestones;
        this.contracts = contracts;
        this.ledger = ledger;
        this.journal = journal;
        this.cases = cases;
        this.acting = acting;
    }

    /** A deposit that was announced did not come. */
    public void failed(UUID id, Actor by) {
        acting.as(by, () -> {
            var milestone = cases.lockMilestone(find(id).milestone());
            var deposit = find(id);
            if (deposit.state() == State.FAILED) return id;
            deposit.require(Reason.NOT_SETTLED);
            ends(milestone, deposit, State.FAILED, "deposit.failed");
            return id;
        });
    }

    /** Locks the milestone of a deposit that people can act on. */
    Milestone lock(UUID id) {
        var milestone = cases.lockMilestone(find(id).milestone());
        find(id).require(Reason.WRONG_CURRENCY);
        return milestone;
    }

    /** The milestone that it is booked to is one of the same contracts system, and in the deposit's currency. */
    void requireTarget(UUID id, UUID target) {
        var to = milestones
                .findById(target)
                .orElseThrow(() -> Refused.badInput("target-unknown", "target", "there is no such milestone"))
                .contract();
        var deposit = find(id);
        var from = milestones.findById(deposit.milestone()).orElseThrow().contract();
        if (!to.system().equals(from.system()))
            throw Refused.badInput("target-unknown", "target", "the milestone is another contracts system's");
        if (!to.currency().equals(deposit.amount().currency()))
            throw Refused.badInput("currency-mixed", "target", "that contract is in " + to.currency());
    }

    /** Books it to a milestone of a contract in its currency, as two people of operations have decided. */
    void book(UUID id, UUID target) {
        var milestone = lock(id);
        requireTarget(id, target);
        var deposit = find(id);
        ends(milestone, deposit, State.BOOKED, "deposit.booked");
        contracts.deposit(target, deposit.externalId(), deposit.amount(), acting.actor());
    }

    /** Gives it back: through the book, so that its order is given as every other (ESC-7). */
    void giveBack(UUID id) {
        var milestone = lock(id);
        var deposit = find(id);
        var escrow = new Escrow(
                milestone.contract().id(), milestone.id(), deposit.amount().currency());
        ends(milestone, deposit, State.RETURNED, "deposit.returned");
        ledger.deposit("pending-deposit:" + id, escrow, deposit.amount(), acting.actor());
        ledger.refund("return:" + id, escrow, deposit.amount(), acting.actor());
    }

    private void ends(Milestone milestone, Pending deposit, State state, String type) {
        pending.became(deposit.id(), state);
        journal.append(new CaseEvent(
                milestone.id(),
                type,
                acting.actor(),
                Map.of("pending", deposit.id(), "deposit", deposit.externalId(), "amount", deposit.amount())));
    }

    private Pending find(UUID id) {
        return pending.find(id).orElseThrow(() -> Refused.notFound("deposit-unknown", id));
    }
}
