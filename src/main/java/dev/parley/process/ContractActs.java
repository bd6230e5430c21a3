package dev.parley.process;

import dev.parley.contract.Contracts;
import dev.parley.contract.Deposits;
import dev.parley.contract.Milestone;
import dev.parley.contract.PendingDeposits;
import dev.parley.contract.PendingDeposits.Reason;
import dev.parley.contract.Registration;
import dev.parley.delivery.Kind;
import dev.parley.journal.Journal;
import dev.parley.ledger.Ledger;
import dev.parley.review.Reviews;
import dev.parley.shared.Actor;
import dev.parley.shared.CaseEvent;
import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import dev.parley.shared.Side;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a contracts system does with contracts: one act, one transaction each. */
@Component
@Transactional
public class ContractActs {
    private final Contracts contracts;
    private final Deposits deposits;
    private final PendingDeposits pending;
    private final Reviews reviews;
    private final Windows windows;
    private final Ledger ledger;
    private final Journal journal;
    private final TermsTable terms;
    private final MilestoneClockTasks clocks;
    private final Engine engine;
    private final Cases cases;
    private final Acting acting;
    private final Tell tell;

    ContractActs(
            Contracts contracts,
            Deposits deposits,
            PendingDeposits pending,
            Reviews reviews,
            Windows windows,
            Ledger ledger,
            Journal journal,
            TermsTable terms,
            MilestoneClockTasks clocks,
            Engine engine,
            Cases cases,
            Acting acting,
            Tell tell) {
        this.contracts = contracts;
        this.deposits = deposits;
        this.pending = pending;
        this.reviews = reviews;
        this.windows = windows;
        this.ledger = ledger;
        this.journal = journal;
        this.terms = terms;
        this.clocks = clocks;
        this.engine = engine;
        this.cases = cases;
        this.acting = acting;
        this.tell = tell;
    }

    /** Registers a contract and pins its fee's rate (TER-2); a currency without terms is refused. */
    public UUID register(Registration registration, Actor by) {
        return acting.as(by, () -> {
            var inForce = terms.inForce(registration.kind(), registration.currency());
            var contract = contracts.register(registration, inForce);
            journal.append(new CaseEvent(
                    contract.id(),
                    "contract.registered",
                    by,
                    Map.of(
                            "kind", contract.kind().name(),
                            "currency", contract.currency().getCurrencyCode(),
                            "terms", contract.termsVersion())));
            return contract.id();
        });
    }

    /**
     * A deposit landed, named by the contracts system's own id: a repeat is harmless. After the contract's end it is refunded
     * at once (REV-6). In another currency than the contract's it is pending until operations have acted: then its id as a
     * pending deposit is returned (ESC-5).
     */
    public Optional<UUID> deposit(UUID milestoneId, String depositId, Money amount, Actor by) {
        return acting.as(by, () -> {
            var milestone = cases.lockMilestone(milestoneId);
            requirePositive(amount);
            if (!amount.currency().equals(milestone.contract().currency()))
                return Optional.of(pend(milestone, depositId, amount, Reason.WRONG_CURRENCY));
            book(milestone, depositId, amount);
            return Optional.empty();
        });
    }

    /** A deposit is on its way: pending until it is said to have landed, or to have failed (ESC-5). */
    public UUID announce(UUID milestoneId, String depositId, Money amount, Actor by) {
        return acting.as(by, () -> {
            var milestone = cases.lockMilestone(milestoneId);
            requirePositive(amount);
            var currency = milestone.contract().currency();
            if (!amount.currency().equals(currency))
                throw Refused.badInput("currency-mixed", "currency", "the contract is in " + currency);
            return pend(milestone, depositId, amount, Reason.NOT_SETTLED);
        });
    }

    private void book(Milestone milestone, String depositId, Money amount) {
        if (!deposits.landed(milestone, depositId, amount)) return;
        var reference = "deposit:" + milestone.id() + ":" + depositId;
        ledger.deposit(reference, Cases.escrowOf(milestone), amount, acting.actor());
        append(milestone, "deposit.landed", Map.of("deposit", depositId, "amount", amount));
        if (milestone.endedBy() != null) refund(milestone, reference, amount);
    }

    private UUID pend(Milestone milestone, String depositId, Money amount, Reason reason) {
        var known = pending.find(milestone, depositId, amount, reason);
        if (known.isPresent()) return known.get();
        var id = pending.taken(milestone, depositId, amount, reason);
        append(
                milestone,
                "deposit.pending",
                Map.of("pending", id, "deposit", depositId, "amount", amount, "reason", reason));
        return id;
    }

    private static void requirePositive(Money amount) {
        if (!amount.isPositive())
            throw Refused.badInput("amount-not-positive", "amount", "a deposit is more than zero");
    }

    private void refund(Milestone milestone, String deposit, Money amount) {
        ledger.refund("refund:" + deposit, Cases.escrowOf(milestone), amount, acting.actor());
        append(milestone, "escrow.refunded", Map.of("amount", amount, "cause", deposit));
        var facts = Map.<String, Object>of("amount", amount);
        tell.side(Side.CLIENT, News.of(Kind.LATE_DEPOSIT_REFUNDED, milestone.id(), milestone, facts));
    }

    /**
     * Ends the contract for its free escrow (REV-6). Refused while a deadline that has passed is about to be carried
     * out: who was silent until then has lost it.
     */
    public void end(UUID contractId, Side side, Actor by) {
        acting.as(by, () -> {
            var contract =
                    contracts.find(contractId).orElseThrow(() -> Refused.notFound("contract-unknown", contractId));
            cases.requireOwn(contract, contractId);
            var milestones = contracts.end(contractId, side, terms.inForce(contract));
            journal.append(new CaseEvent(contractId, "contract.ended", by, Map.of("by", side.name())));
            for (var milestone : milestones) {
                if (side == Side.FREELANCER) refundAtOnce(milestone);
                else if (milestone.clock() == null && isFunded(milestone)) clocks.startClosure(milestone, true);
            }
            return contractId;
        });
    }

    /** An open review ends and refunds by itself; anything else free is refunded at once, also beside a case. */
    private void refundAtOnce(Milestone milestone) {
        var review = milestone.clockId();
        if (milestone.clock() == Milestone.Clock.REVIEW && review != null) {
            windows.interrupt(review);
            reviews.get(review).endedWithContract(cases.now());
            engine.message(MilestoneReviewProcess.CONTRACT_ENDED, review, Map.of());
        } else if (isFunded(milestone)) {
            clocks.startClosure(milestone, false);
        }
    }

    private boolean isFunded(Milestone milestone) {
        return ledger.free(Cases.escrowOf(milestone)).isPositive();
    }

    private void append(Milestone milestone, String type, Map<String, Object> facts) {
        journal.append(new CaseEvent(milestone.id(), type, acting.actor(), facts));
    }
}
