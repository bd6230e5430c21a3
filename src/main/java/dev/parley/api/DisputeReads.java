package dev.parley.api;

import dev.parley.contract.Metadata;
import dev.parley.contract.Milestone;
import dev.parley.contract.Milestones;
import dev.parley.contract.PinnedTerms;
import dev.parley.deadline.Deadlines;
import dev.parley.dispute.CaseFile;
import dev.parley.dispute.CaseFile.Sealed;
import dev.parley.dispute.Dispute;
import dev.parley.dispute.Disputes;
import dev.parley.dispute.Document;
import dev.parley.dispute.Exhibits;
import dev.parley.ledger.Book;
import dev.parley.ledger.Transfer;
import dev.parley.mediation.Assignments;
import dev.parley.process.DisputeActs;
import dev.parley.shared.Clock;
import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import dev.parley.shared.Side;
import dev.parley.shared.Texts;
import dev.parley.shared.Words;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads cases. */
@Component
@Transactional(readOnly = true)
class DisputeReads {
    private final DisputeActs acts;
    private final Access access;
    private final Disputes disputes;
    private final Milestones milestones;
    private final CaseFile file;
    private final Exhibits exhibits;
    private final Deadlines deadlines;
    private final Assignments assignments;
    private final Book book;
    private final PinnedTerms terms;
    private final Texts texts;
    private final Metadata metadata;
    private final Clock clock;

    DisputeReads(
            Access access,
            Disputes disputes,
            Milestones milestones,
            CaseFile file,
            Exhibits exhibits,
            Deadlines deadlines,
            Assignments assignments,
            Book book,
            PinnedTerms terms,
            Texts texts,
            Metadata metadata,
            Clock clock,
            DisputeActs acts) {
        this.acts = acts;
        this.access = access;
        this.disputes = disputes;
        this.milestones = milestones;
        this.file = file;
        this.exhibits = exhibits;
        this.deadlines = deadlines;
        this.assignments = assignments;
        this.book = book;
        this.terms = terms;
        this.texts = texts;
        this.metadata = metadata;
        this.clock = clock;
    }

    DisputeView full(Caller caller, UUID id) {
        var dispute = access.dispute(caller, id);
        var milestone = milestoneOf(dispute);
        var contract = milestone.contract();
        var escrow = MilestoneReads.escrowOf(milestone);
        Function<Money, Money> fee = gross -> book.feeFor(escrow, gross, contract.serviceFeeRate());
        var amount = dispute.amount(contract.currency());
        var sealed = file.of(id);
        var deadline = deadline(id);
        var papers = Papers.of(sealed, exhibits.of(milestone.id()), texts);
        return new DisputeView(
                id,
                dispute.number(),
                contract.id(),
                milestone.id(),
                contract.party(Side.CLIENT).name(),
                contract.party(Side.FREELANCER).name(),
                dispute.ground(),
                dispute.stage(),
                amount,
                dispute.ending().isEmpty() ? fee.apply(amount) : null,
                terms.of(dispute.termsVersion(), contract).arbitrationShare(),
                dispute.requestVersion(),
                dispute.termsVersion(),
                metadata.of(id),
                dispute.filedAt(),
                dispute.closedAt().orElse(null),
                deadline,
                DisputeView.EvidenceDetails.of(dispute, papers.response(), deadline),
                outcome(dispute, milestone),
                assignments.current(id).orElse(null),
                papers.requests(),
                papers.response(),
                papers.offers(open(dispute, sealed), fee),
                papers.acceptedOffer(),
                papers.withdrawnAt(),
                acts.ifWithdrawn(milestone, dispute).orElse(null),
                papers.proposal(dispute, fee),
                papers.decisions(),
                papers.notice(),
                papers.elections(),
                papers.awards(),
                book.balances(escrow));
    }

    /** As somebody may see it who has not acted on it just now. */
    DisputeView.Brief brief(Caller caller, UUID id) {
        access.dispute(caller, id);
        return brief(id);
    }

    DisputeView.Brief brief(UUID id) {
        var dispute = disputes.get(id);
        return DisputeView.Brief.of(dispute, milestoneOf(dispute).contract().currency(), deadline(id));
    }

    /** An amount of the case's currency as staff type it: a decimal in major units. */
    String inMajorUnits(UUID id, String field, Money amount) {
        var currency = milestoneOf(disputes.get(id)).contract().currency();
        if (!amount.currency().equals(currency))
            throw Refused.badInput("currency-mixed", field + ".currency", "the case is in " + currency);
        return BigDecimal.valueOf(amount.minor(), currency.getDefaultFractionDigits())
                .toPlainString();
    }

    private @Nullable DeadlineView deadline(UUID id) {
        return DeadlineView.current(deadlines.of(id), clock.now());
    }

    private DisputeView.@Nullable Outcome outcome(Dispute dispute, Milestone milestone) {
        var ending = dispute.ending().orElse(null);
        var split = dispute.split(milestone.contract().currency()).orElse(null);
        if (ending == null || split == null) return null;
        var moved = settlement(dispute);
        return new DisputeView.Outcome(
                ending,
                Words.of(ending),
                split.toFreelancer(),
                split.toClient(),
                split.toEscrow(),
                moved.map(Transfer::fee).orElse(null),
                moved.map(Transfer::toFreelancer).orElse(null));
    }

    private Optional<Transfer> settlement(Dispute dispute) {
        return book.transfers(dispute.milestone()).stream()
                .filter(transfer -> transfer.purpose().equals("SETTLEMENT"))
                .filter(transfer -> transfer.postings().stream()
                        .anyMatch(posting -> posting.ref().equals(dispute.hold())))
                .findFirst();
    }

    private Set<Integer> open(Dispute dispute, List<Sealed> sealed) {
        var offers = sealed.stream()
                .map(Sealed::document)
                .filter(Document.Offer.class::isInstance)
                .map(Document.Offer.class::cast)
                .sorted(Comparator.comparingInt(Document.Offer::number))
                .toList();
        return Stream.of(Side.values())
                .flatMap(side -> file.openOffer(dispute, offers, side).stream())
                .map(Document.Offer::number)
                .collect(Collectors.toSet());
    }

    private Milestone milestoneOf(Dispute dispute) {
        return milestones.findById(dispute.milestone()).orElseThrow();
    }
}
