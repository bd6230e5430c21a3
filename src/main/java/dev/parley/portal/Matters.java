package dev.parley.portal;

import dev.parley.contract.Milestone;
import dev.parley.contract.Milestones;
import dev.parley.contract.PinnedTerms;
import dev.parley.contract.Terms;
import dev.parley.deadline.Deadline;
import dev.parley.deadline.Deadlines;
import dev.parley.dispute.CaseFile;
import dev.parley.dispute.Dispute;
import dev.parley.dispute.Disputes;
import dev.parley.dispute.Exhibits;
import dev.parley.journal.Journal;
import dev.parley.ledger.Book;
import dev.parley.ledger.Escrow;
import dev.parley.review.Review;
import dev.parley.review.Reviews;
import dev.parley.review.Submission;
import dev.parley.shared.Clock;
import dev.parley.shared.Texts;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads what a link is about: its milestone and nothing else (DOR-3). */
@Component
class Matters {
    private final Milestones milestones;
    private final Reviews reviews;
    private final Disputes disputes;
    private final CaseFile file;
    private final Exhibits exhibits;
    private final Deadlines deadlines;
    private final PinnedTerms terms;
    private final Book book;
    private final Journal journal;
    private final Texts texts;
    private final Clock clock;

    Matters(
            Milestones milestones,
            Reviews reviews,
            Disputes disputes,
            CaseFile file,
            Exhibits exhibits,
            Deadlines deadlines,
            PinnedTerms terms,
            Book book,
            Journal journal,
            Texts texts,
            Clock clock) {
        this.milestones = milestones;
        this.reviews = reviews;
        this.disputes = disputes;
        this.file = file;
        this.exhibits = exhibits;
        this.deadlines = deadlines;
        this.terms = terms;
        this.book = book;
        this.journal = journal;
        this.texts = texts;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Matter of(Visit visit) {
        var milestone = milestones.findById(visit.milestone()).orElseThrow();
        var review = last(reviews.of(milestone.id()));
        var cases = disputes.of(milestone.id());
        var dispute = last(cases);
        var submission = reviews.newestSubmission(milestone.id()).orElse(null);
        return new Matter(
                visit,
                clock.now(),
                milestone,
                Standing.of(milestone, review, dispute),
                review,
                submission,
                dispute,
                termsOf(milestone, dispute),
                deadline(milestone),
                papers(visit, milestone, dispute, review, submission),
                book.balances(escrow(milestone)),
                book.transfers(milestone.id()),
                events(milestone, cases));
    }

    private Papers papers(
            Visit visit,
            Milestone milestone,
            @Nullable Dispute dispute,
            @Nullable Review review,
            @Nullable Submission submission) {
        var also = Stream.concat(
                submission == null ? Stream.empty() : Stream.ofNullable(submission.note()),
                review == null ? Stream.empty() : Stream.ofNullable(review.message()));
        var sealed = dispute == null ? List.<CaseFile.Sealed>of() : file.of(dispute.id());
        return Papers.of(visit.side(), sealed, exhibits.of(milestone.id()), also, texts);
    }

    private @Nullable Terms termsOf(Milestone milestone, @Nullable Dispute dispute) {
        return dispute == null ? null : terms.of(dispute.termsVersion(), milestone.contract());
    }

    /** A window that binds comes before a mediator's target. */
    private @Nullable Deadline deadline(Milestone milestone) {
        var subject = milestone.clockId();
        if (subject == null) return null;
        return deadlines.of(subject).stream()
                .filter(deadline -> deadline.state() == Deadline.State.OPEN)
                .min(Comparator.comparing(
                                (Deadline deadline) -> !deadline.rule().binding())
                        .thenComparing(Deadline::dueAt))
                .orElse(null);
    }

    private List<Journal.Entry> events(Milestone milestone, List<Dispute> cases) {
        Stream<UUID> streams =
                Stream.concat(Stream.of(milestone.id()), cases.stream().map(Dispute::id));
        return streams.flatMap(stream -> journal.of(stream).stream())
                .sorted(Comparator.comparing(Journal.Entry::at).thenComparing(Journal.Entry::position))
                .toList();
    }

    private static Escrow escrow(Milestone milestone) {
        return new Escrow(
                milestone.contract().id(), milestone.id(), milestone.contract().currency());
    }

    private static <T> @Nullable T last(List<T> all) {
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }
}
