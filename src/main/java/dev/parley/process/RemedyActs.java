package dev.parley.process;

import dev.parley.contract.Milestone;
import dev.parley.contract.Remedies;
import dev.parley.contract.Remedies.Proposal;
import dev.parley.contract.Remedies.Remedy;
import dev.parley.journal.Journal;
import dev.parley.shared.Actor;
import dev.parley.shared.CaseEvent;
import dev.parley.shared.Refused;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What operations do about money that waits: one person proposes, another confirms, and it is done (DOR-4). */
@Component
@Transactional
public class RemedyActs {
    private final Remedies remedies;
    private final TransferActs transfers;
    private final ChargebackActs chargebacks;
    private final PendingDepositActs deposits;
    private final Journal journal;
    private final Staff staff;
    private final Cases cases;
    private final Acting acting;

    RemedyActs(
            Remedies remedies,
            TransferActs transfers,
            ChargebackActs chargebacks,
            PendingDepositActs deposits,
            Journal journal,
            Staff staff,
            Cases cases,
            Acting acting) {
        this.remedies = remedies;
        this.transfers = transfers;
        this.chargebacks = chargebacks;
        this.deposits = deposits;
        this.journal = journal;
        this.staff = staff;
        this.cases = cases;
        this.acting = acting;
    }

    /** The first of two people. What could not be done now is refused at once; returns the remedy's id. */
    public UUID propose(Proposal proposal, Actor operations) {
        return acting.as(operations, () -> {
            requireOperations();
            var milestone = lock(proposal.kind(), proposal.subject());
            requireTarget(proposal);
            var id = remedies.propose(proposal, milestone, operations.id());
            append(find(id), "remedy.proposed");
            return id;
        });
    }

    /** The second person: confirmed, it is done at once; rejected, another may be proposed. */
    public void decide(UUID id, boolean confirmed, Actor operations) {
        acting.as(operations, () -> {
            requireOperations();
            cases.lockMilestone(find(id).milestone());
            var remedy = find(id);
            remedy.requireDecidableBy(operations.id());
            remedies.decide(remedy, confirmed, operations.id());
            append(remedy, confirmed ? "remedy.confirmed" : "remedy.rejected");
            if (confirmed) carryOut(remedy);
            return id;
        });
    }

    /** Locks the milestone whose money it is; what the remedy no longer fits is refused. */
    private Milestone lock(Remedies.Kind kind, UUID subject) {
        return switch (kind) {
            case REORDER_TRANSFER -> transfers.lockFailed(subject);
            case CANCEL_CHARGEBACK -> chargebacks.lockCancellable(subject);
            case BOOK_DEPOSIT, RETURN_DEPOSIT -> deposits.lock(subject);
        };
    }

    private void requireTarget(Proposal proposal) {
        var target = proposal.target();
        if ((proposal.kind() == Remedies.Kind.BOOK_DEPOSIT) != (target != null))
            throw Refused.badInput("target-needed", "target", "a deposit is booked to a milestone, nothing else is");
        if (target != null) deposits.requireTarget(proposal.subject(), target);
    }

    private void carryOut(Remedy remedy) {
        switch (remedy.kind()) {
            case REORDER_TRANSFER -> transfers.reorder(remedy.subject(), acting.actor());
            case CANCEL_CHARGEBACK -> chargebacks.cancel(remedy.subject());
            case BOOK_DEPOSIT -> deposits.book(remedy.subject(), Objects.requireNonNull(remedy.target()));
            case RETURN_DEPOSIT -> deposits.giveBack(remedy.subject());
        }
    }

    private Remedy find(UUID id) {
        return remedies.find(id).orElseThrow(() -> Refused.notFound("remedy-unknown", id));
    }

    private void requireOperations() {
        if (!staff.isMember(acting.actor().id(), Staff.OPERATIONS))
            throw Refused.forbidden("operations-only", "money that waits is seen to by operations");
    }

    private void append(Remedy remedy, String type) {
        var facts = Map.<String, Object>of("remedy", remedy.id(), "kind", remedy.kind(), "subject", remedy.subject());
        journal.append(new CaseEvent(remedy.milestone(), type, acting.actor(), facts));
    }
}
