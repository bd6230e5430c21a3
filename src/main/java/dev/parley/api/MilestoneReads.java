package dev.parley.api;

import dev.parley.contract.Metadata;
import dev.parley.contract.Milestone;
import dev.parley.contract.Milestones;
import dev.parley.deadline.Deadline;
import dev.parley.deadline.Deadlines;
import dev.parley.delivery.Notices;
import dev.parley.delivery.Sent;
import dev.parley.dispute.Disputes;
import dev.parley.ledger.Book;
import dev.parley.ledger.Escrow;
import dev.parley.review.Review;
import dev.parley.review.Reviews;
import dev.parley.shared.Clock;
import dev.parley.shared.Texts;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads milestones with their money and history. */
@Component
@Transactional(readOnly = true)
class MilestoneReads {
    private final Access access;
    private final Milestones milestones;
    private final Reviews reviews;
    private final Disputes disputes;
    private final Deadlines deadlines;
    private final Book book;
    private final Texts texts;
    private final Notices notices;
    private final Metadata metadata;
    private final Clock clock;

    MilestoneReads(
            Access access,
            Milestones milestones,
            Reviews reviews,
            Disputes disputes,
            Deadlines deadlines,
            Book book,
            Texts texts,
            Notices notices,
            Metadata metadata,
            Clock clock) {
        this.metadata = metadata;
        this.access = access;
        this.milestones = milestones;
        this.reviews = reviews;
        this.disputes = disputes;
        this.deadlines = deadlines;
        this.book = book;
        this.texts = texts;
        this.notices = notices;
        this.clock = clock;
    }

    MilestoneView full(Caller caller, UUID id) {
        var milestone = access.milestone(caller, id);
        var currency = milestone.contract().currency();
        var all = reviews.of(id);
        var read = textsOf(all);
        return new MilestoneView(
                id,
                milestone.contract().id(),
                milestone.externalId(),
                milestone.title(),
                milestone.amount(),
                milestone.endedBy(),
                metadata.of(id),
                book.balances(escrowOf(milestone)),
                MilestoneView.Clock.of(milestone, running(milestone), clock.now()),
                all.stream()
                        .map(Review::submission)
                        .distinct()
                        .map(submission -> MilestoneView.Submitted.of(submission, all, read, currency))
                        .toList(),
                disputes.of(id).stream()
                        .map(dispute -> MilestoneView.Case.of(dispute, currency))
                        .toList(),
                book.transfers(id).stream().map(TransferView::of).toList());
    }

    /** As somebody may see it who has not acted on it just now. */
    MilestoneView.Brief brief(Caller caller, UUID id) {
        access.milestone(caller, id);
        return brief(id);
    }

    MilestoneView.Brief brief(UUID id) {
        var milestone = milestones.findById(id).orElseThrow();
        var balances = book.balances(escrowOf(milestone));
        return new MilestoneView.Brief(
                id,
                milestone.externalId(),
                balances.free(),
                balances.held(),
                milestone.endedBy(),
                MilestoneView.Clock.of(milestone, running(milestone), clock.now()));
    }

    List<Sent> notices(Caller caller, UUID id) {
        return notices.ofMilestone(access.milestone(caller, id).id());
    }

    static Escrow escrowOf(Milestone milestone) {
        var contract = milestone.contract();
        return new Escrow(contract.id(), milestone.id(), contract.currency());
    }

    private List<Deadline> running(Milestone milestone) {
        var subject = milestone.clockId();
        return subject == null ? List.of() : deadlines.of(subject);
    }

    private Map<UUID, String> textsOf(List<Review> all) {
        return texts.read(all.stream()
                .flatMap(review ->
                        Stream.of(review.message(), review.submission().note()))
                .filter(Objects::nonNull)
                .distinct()
                .toList());
    }
}
