package dev.parley.process;

import dev.parley.contract.Milestone;
import dev.parley.contract.Milestones;
import dev.parley.deadline.Rule;
import dev.parley.journal.Journal;
import dev.parley.review.Review;
import dev.parley.review.Reviews;
import dev.parley.shared.Actor;
import dev.parley.shared.CaseEvent;
import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import dev.parley.shared.Side;
import dev.parley.shared.Texts;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What freelancer and client do about submitted work: one act, one transaction each. */
@Component
@Transactional
public class ReviewActs {
    private final Milestones milestones;
    private final Reviews reviews;
    private final Windows windows;
    private final Journal journal;
    private final Texts texts;
    private final Engine engine;
    private final Cases cases;
    private final Acting acting;

    ReviewActs(
            Milestones milestones,
            Reviews reviews,
            Windows windows,
            Journal journal,
            Texts texts,
            Engine engine,
            Cases cases,
            Acting acting) {
        this.milestones = milestones;
        this.reviews = reviews;
        this.windows = windows;
        this.journal = journal;
        this.texts = texts;
        this.engine = engine;
        this.cases = cases;
        this.acting = acting;
    }

    /** REV-1: submits work, named by the contracts system's own id, and returns the review that it starts. */
    public UUID submit(UUID milestone, String submission, Money amount, @Nullable String note, Actor by) {
        var facts = new HashMap<String, Object>();
        facts.put(MilestoneReviewProcess.MILESTONE, milestone.toString());
        facts.put(MilestoneReviewProcess.SUBMISSION, submission);
        facts.put(MilestoneReviewProcess.AMOUNT, amount.minor());
        facts.put(MilestoneReviewProcess.CURRENCY, amount.currency().getCurrencyCode());
        if (note != null) facts.put(MilestoneReviewProcess.NOTE, note);
        return acting.as(
                Cases.party(by, Side.FREELANCER),
                () -> engine.start(MilestoneReviewProcess.KEY, null, Engine.transients(facts)));
    }

    /** REV-2: the review's id is the version that the client saw (DIS-13). */
    public void approve(UUID reviewId, Actor by) {
        acting.as(Cases.party(by, Side.CLIENT), () -> {
            var review = meet(reviewId);
            review.approved(false, cases.now());
            append(review, "review.approved", Map.of("review", reviewId));
            return decided(reviewId, MilestoneReviewProcess.APPROVED);
        });
    }

    /** REV-3: the clock stops. */
    public void requestChanges(UUID reviewId, String message, Actor by) {
        acting.as(Cases.party(by, Side.CLIENT), () -> {
            var review = meet(reviewId);
            var kept = texts.keep(review.milestone(), message);
            review.changesRequested(kept, cases.now());
            append(review, "changes.requested", Map.of("review", reviewId, "message", kept.sha256()));
            return decided(reviewId, MilestoneReviewProcess.CHANGES_REQUESTED);
        });
    }

    private Review meet(UUID reviewId) {
        var milestone = milestones.lockByClock(reviewId);
        var review = reviews.get(reviewId);
        cases.requireOwn(milestone.orElseGet(() -> milestoneOf(review)));
        if (milestone.isEmpty()) throw Refused.conflict("review-ended", "the review is over: " + review.state());
        windows.meet(reviewId, Rule.REVIEW);
        return review;
    }

    private Milestone milestoneOf(Review review) {
        return milestones.findById(review.milestone()).orElseThrow();
    }

    private UUID decided(UUID reviewId, String decision) {
        engine.message(
                MilestoneReviewProcess.REVIEW_DECIDED,
                reviewId,
                Map.of(MilestoneReviewProcess.REVIEW_DECISION, decision));
        return reviewId;
    }

    private void append(Review review, String type, Map<String, Object> facts) {
        journal.append(new CaseEvent(review.milestone(), type, acting.actor(), facts));
    }
}
