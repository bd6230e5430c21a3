package dev.parley.portal;

import dev.parley.contract.Contract;
import dev.parley.contract.Milestone;
import dev.parley.contract.Terms;
import dev.parley.deadline.Deadline;
import dev.parley.dispute.Dispute;
import dev.parley.dispute.Document;
import dev.parley.journal.Journal;
import dev.parley.ledger.Balances;
import dev.parley.ledger.Escrow;
import dev.parley.ledger.Transfer;
import dev.parley.review.Review;
import dev.parley.review.Submission;
import dev.parley.shared.Money;
import dev.parley.shared.Side;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a party's link is about, as it stands now and as that party may see it.
 *
 * @param review the newest one
 * @param dispute the newest one
 * @param deadline the open one that binds, or else the mediator's
 * @param events of the milestone and its cases, oldest first
 */
record Matter(
        Visit visit,
        Instant now,
        Milestone milestone,
        Standing standing,
        @Nullable Review review,
        @Nullable Submission submission,
        @Nullable Dispute dispute,
        @Nullable Terms terms,
        @Nullable Deadline deadline,
        Papers papers,
        Balances balances,
        List<Transfer> transfers,
        List<Journal.Entry> events) {

    public Side side() {
        return visit.side();
    }

    public Contract contract() {
        return milestone.contract();
    }

    public String me() {
        return contract().party(side()).name();
    }

    public String other() {
        return contract().party(side().other()).name();
    }

    String name(Side side) {
        return contract().party(side).name();
    }

    /** The zone in which times are shown to this party. */
    public ZoneId zone() {
        return contract().party(side()).zone();
    }

    Escrow escrow() {
        return new Escrow(contract().id(), milestone.id(), contract().currency());
    }

    Review openReview() {
        return Objects.requireNonNull(review);
    }

    Dispute openCase() {
        return Objects.requireNonNull(dispute);
    }

    /** The amount that is decided about: of the open review, or of the case. */
    Money amount() {
        if (standing == Standing.REVIEW || standing == Standing.RELEASED)
            return openReview().amount(contract().currency());
        return dispute == null ? balances.free() : dispute.amount(contract().currency());
    }

    boolean is(Side who, Standing where) {
        return side() == who && standing == where && !isOver();
    }

    /** A case that can still be settled. */
    boolean isOpenCase() {
        return milestone.clock() == Milestone.Clock.CASE && openCase().ending().isEmpty() && !isOver();
    }

    /** The deadline has passed, and what follows is about to be carried out. */
    boolean isOver() {
        return deadline != null && deadline.rule().binding() && !now.isBefore(deadline.dueAt());
    }

    /** The offer of that side that can be accepted now (DIS-10). */
    Optional<Document.Offer> openOffer(Side by) {
        if (!isOpenCase()) return Optional.empty();
        return papers.all(Document.Offer.class)
                .map(Papers.Paper::is)
                .filter(offer -> offer.by() == by)
                .max(Comparator.comparingInt(Document.Offer::number))
                .filter(offer -> offer.stage() == openCase().stage()
                        && offer.requestVersion() == openCase().requestVersion());
    }

    Optional<Document.Proposal> proposal() {
        return papers.last(Document.Proposal.class).map(Papers.Paper::is);
    }
}
