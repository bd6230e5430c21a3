package dev.parley.api;

import dev.parley.contract.Milestones;
import dev.parley.deadline.Deadlines;
import dev.parley.ledger.Book;
import dev.parley.review.Review;
import dev.parley.review.Reviews;
import dev.parley.shared.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads reviews. */
@Component
@Transactional(readOnly = true)
class ReviewReads {
    private final Access access;
    private final Reviews reviews;
    private final Milestones milestones;
    private final Deadlines deadlines;
    private final Book book;
    private final Clock clock;

    ReviewReads(Access access, Reviews reviews, Milestones milestones, Deadlines deadlines, Book book, Clock clock) {
        this.access = access;
        this.reviews = reviews;
        this.milestones = milestones;
        this.deadlines = deadlines;
        this.book = book;
        this.clock = clock;
    }

    /** As somebody may see it who has not acted on it just now. */
    ReviewView view(Caller caller, UUID id) {
        return view(access.review(caller, id));
    }

    ReviewView view(UUID id) {
        return view(reviews.get(id));
    }

    private ReviewView view(Review review) {
        var milestone = milestones.findById(review.milestone()).orElseThrow();
        var contract = milestone.contract();
        var amount = review.amount(contract.currency());
        var fee = review.state() == Review.State.OPEN
                ? book.feeFor(MilestoneReads.escrowOf(milestone), amount, contract.serviceFeeRate())
                : null;
        return new ReviewView(
                review.id(),
                review.milestone(),
                review.submission().externalId(),
                amount,
                fee,
                review.state(),
                review.termsVersion(),
                review.openedAt(),
                review.endedAt(),
                DeadlineView.current(deadlines.of(review.id()), clock.now()));
    }
}
