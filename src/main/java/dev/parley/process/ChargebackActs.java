package dev.parley.process;

import dev.parley.contract.Deposits;
import dev.parley.contract.Milestone;
import dev.parley.journal.Journal;
import dev.parley.ledger.Chargeback;
import dev.parley.ledger.Chargeback.State;
import dev.parley.ledger.Chargebacks;
import dev.parley.ledger.Ledger;
import dev.parley.ledger.TransferOrders;
import dev.parley.shared.Actor;
import dev.parley.shared.CaseEvent;
import dev.parley.shared.Ids;
import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Deposits that come back, and are made good or given up (ESC-7): one act, one transaction each. */
@Component
@Transactional
public class ChargebackActs {
    private final Chargebacks chargebacks;
    private final Deposits deposits;
    private final TransferOrders orders;
    private final Ledger ledger;
    private final Journal journal;
    private final Cases cases;
    private final Acting acting;

    ChargebackActs(
            Chargebacks chargebacks,
            Deposits deposits,
            TransferOrders orders,
            Ledger ledger,
            Journal journal,
            Cases cases,
            Acting acting) {
        this.chargebacks = chargebacks;
        this.deposits = deposits;
        this.orders = orders;
        this.ledger = ledger;
        this.journal = journal;
        this.cases = cases;
        this.acting = acting;
    }

    /**
     * A deposit of the milestone came back, whole or in part.
     *
     * @param deposit the contracts system's own id of it
     * @param externalId the contracts system's own id of what came back: a repeat is harmless, a contradiction is refused
     */
    public record Reported(String deposit, String externalId, Money amount, String reason) {}

    /** Returns the id of the chargeback. */
    public UUID reported(UUID milestoneId, Reported reported, Actor by) {
        return acting.as(by, () -> {
            var milestone = cases.lockMilestone(milestoneId);
            var deposit = deposits.find(milestone, reported.deposit())
                    .orElseThrow(() -> Refused.badInput(
                            "deposit-elsewhere", "deposit", "no deposit of this milestone has this id"));
            var before = chargebacks.of(deposit.id());
            return before.stream()
                    .filter(known -> known.externalId().equals(reported.externalId()))
                    .findFirst()
                    .map(known -> repeated(known, reported))
                    .orElseGet(() -> freeze(milestone, deposit, before, reported));
        });
    }

    private static UUID repeated(Chargeback known, Reported reported) {
        if (known.amount().equals(reported.amount())) return known.id();
        throw Refused.contradicted(
                "chargeback-contradicted", known.id(), List.of("amount"), reported.externalId() + " came before");
    }

    private UUID freeze(Milestone milestone, Deposits.Deposit deposit, List<Chargeback> before, Reported reported) {
        requireWithin(deposit, before, reported.amount());
        var id = Ids.next();
        ledger.chargeBack(
                "chargeback:" + deposit.id() + ":" + reported.externalId(),
                Cases.escrowOf(milestone),
                id,
                new Chargeback.Report(deposit.id(), reported.externalId(), reported.amount(), reported.reason()),
                acting.actor());
        append(find(id), "chargeback.reported");
        return id;
    }

    private static void requireWithin(Deposits.Deposit deposit, List<Chargeback> before, Money amount) {
        var rest = before.stream()
                .filter(chargeback -> chargeback.state() != State.REINSTATED)
                .map(Chargeback::amount)
                .reduce(deposit.amount(), Money::minus);
        if (!amount.currency().equals(rest.currency()))
            throw Refused.badInput("currency-mixed", "currency", "the deposit is in " + rest.currency());
        if (amount.compareTo(rest) > 0)
            throw Refused.badInput("amount-above-deposit", "amount", rest + " of the deposit have not come back yet");
    }

    /** What is missing came in after all; orders that waited for it are given. */
    public void reinstated(UUID id, Actor by) {
        acting.as(by, () -> {
            var milestone = lock(id);
            var chargeback = find(id);
            if (chargeback.state() == State.REINSTATED) return id;
            requireOpen(chargeback);
            ledger.reinstate("reinstatement:" + id, Cases.escrowOf(milestone), id, acting.actor());
            append(find(id), "chargeback.reinstated");
            return id;
        });
    }

    /** Gives the frozen part up, as two people of operations have decided. */
    void cancel(UUID id) {
        var milestone = lockCancellable(id);
        ledger.cancel(
                "cancellation:" + id,
                Cases.escrowOf(milestone),
                id,
                milestone.contract().serviceFeeRate(),
                acting.actor());
        append(find(id), "chargeback.cancelled");
    }

    /** Locks the milestone of a chargeback whose frozen part can be given up now. */
    Milestone lockCancellable(UUID id) {
        var milestone = lock(id);
        requireCancellable(milestone, find(id));
        return milestone;
    }

    /** Free escrow that a review or a claim window is about is not taken from under it. */
    private void requireCancellable(Milestone milestone, Chargeback chargeback) {
        if (chargeback.state() != State.FROZEN)
            throw Refused.conflict("nothing-frozen", "the chargeback freezes nothing: it is " + chargeback.state());
        var isAwaited = milestone.clock() == Milestone.Clock.REVIEW || milestone.clock() == Milestone.Clock.CLAIM;
        if (isAwaited
                && chargeback
                                .frozen()
                                .compareTo(orders.waiting(
                                        milestone.id(), chargeback.frozen().currency()))
                        > 0)
            throw Refused.conflict("milestone-busy", "what is frozen is awaited by an open window: wait for its end");
    }

    private static void requireOpen(Chargeback chargeback) {
        if (!chargeback.state().isOpen())
            throw Refused.conflict("chargeback-cancelled", "what was missing was given up: deposit anew what came in");
    }

    private Milestone lock(UUID id) {
        return cases.lockMilestone(find(id).milestone());
    }

    private Chargeback find(UUID id) {
        return chargebacks.find(id).orElseThrow(() -> Refused.notFound("chargeback-unknown", id));
    }

    private void append(Chargeback chargeback, String type) {
        var facts = Map.<String, Object>of(
                "chargeback", chargeback.id(),
                "deposit", chargeback.deposit(),
                "amount", chargeback.amount(),
                "frozen", chargeback.frozen(),
                "receivable", chargeback.receivable());
        journal.append(new CaseEvent(chargeback.milestone(), type, acting.actor(), facts));
    }
}
