package dev.parley.process;

import dev.parley.contract.Milestone;
import dev.parley.contract.Milestones;
import dev.parley.deadline.Deadline;
import dev.parley.deadline.Deadlines;
import dev.parley.deadline.Rule;
import dev.parley.deadline.Window;
import dev.parley.delivery.Kind;
import dev.parley.journal.Journal;
import dev.parley.ledger.Ledger;
import dev.parley.review.Review;
import dev.parley.review.Reviews;
import dev.parley.shared.CaseEvent;
import dev.parley.shared.Money;
import dev.parley.shared.Premise.Fact;
import dev.parley.shared.Refused;
import dev.parley.shared.Side;
import dev.parley.shared.Texts;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tasks of {@code bpmn/milestone-review.bpmn}, in the diagram's reading order. */
@Configuration(proxyBeanMethods = false)
class MilestoneReviewTasks {
    private static final Set<String> SUBMITTED = Set.of(
            MilestoneReviewProcess.MILESTONE,
            MilestoneReviewProcess.SUBMISSION,
            MilestoneReviewProcess.AMOUNT,
            MilestoneReviewProcess.CURRENCY,
            MilestoneReviewProcess.NOTE);

    private final Milestones milestones;
    private final Reviews reviews;
    private final Deadlines deadlines;
    private final Ledger ledger;
    private final Journal journal;
    private final TermsTable terms;
    private final Texts texts;
    private final Cases cases;
    private final Acting acting;
    private final Tell tell;

    MilestoneReviewTasks(
            Milestones milestones,
            Reviews reviews,
            Deadlines deadlines,
            Ledger ledger,
            Journal journal,
            TermsTable terms,
            Texts texts,
            Cases cases,
            Acting acting,
            Tell tell) {
        this.milestones = milestones;
        this.reviews = reviews;
        this.deadlines = deadlines;
        this.ledger = ledger;
        this.journal = journal;
        this.terms = terms;
        this.texts = texts;
        this.cases = cases;
        this.acting = acting;
        this.tell = tell;
    }

    /** REV-1; a review that a case left open (REV-8) is there already, and is taken up by its id. */
    @Bean
    @InModel
    JavaDelegate openReview() {
        return acting.refusing(at -> {
            var posted = Posted.take(at, SUBMITTED, Set.of());
            var reopened = posted.isEmpty() && at.getProcessBusinessKey() != null;
            var review = reopened ? reviews.get(Cases.subject(at)) : submitted(posted);
            if (review.state() != Review.State.OPEN)
                throw Refused.conflict("review-ended", "the review is over: " + review.state());
            at.setProcessBusinessKey(review.id().toString());
            open(review);
        });
    }

    private Review submitted(Posted posted) {
        var milestone = cases.lockMilestone(posted.id(MilestoneReviewProcess.MILESTONE));
        var id = posted.line(MilestoneReviewProcess.SUBMISSION, 100);
        var note = posted.optionalText(MilestoneReviewProcess.NOTE);
        var amount = posted.money(MilestoneReviewProcess.AMOUNT, MilestoneReviewProcess.CURRENCY);
        reviews.requireNew(milestone, id, note, amount);
        milestone.requireOpenForSubmission();
        requireFree(milestone, amount);
        return reviews.open(
                milestone, id, note, amount, terms.inForce(milestone.contract()).version());
    }

    private void requireFree(Milestone milestone, Money amount) {
        var free = ledger.free(Cases.escrowOf(milestone));
        if (amount.compareTo(free) > 0)
            throw Refused.badInput(
                    "amount-above-escrow",
                    MilestoneReviewProcess.AMOUNT,
                    amount + " is more than the " + free + " in free escrow");
    }

    private void open(Review review) {
        var milestone = milestones.findById(review.milestone()).orElseThrow();
        var contract = milestone.contract();
        milestone.start(Milestone.Clock.REVIEW, review.id());
        var days = terms.of(review.termsVersion(), contract).reviewDays();
        var place = contract.party(Side.CLIENT).place();
        var window = Window.sameLocalTime(Rule.REVIEW, cases.now(), days, place, review.termsVersion());
        var deadline = deadlines.open(review.id(), window);
        append(
                milestone,
                "review.opened",
                Map.of(
                        "review", review.id(),
                        "submission", review.submission().externalId(),
                        "amount", review.amount(contract.currency()),
                        "deadline", deadline.dueAt()));
    }

    @Bean
    @InModel
    JavaDelegate tellReviewOpened() {
        return at -> {
            var review = reviews.get(Cases.subject(at));
            var milestone = milestoneOf(review);
            var facts = Map.<String, Object>of(
                    "amount", review.amount(milestone.contract().currency()));
            tell.side(
                    Side.CLIENT,
                    News.of(Kind.REVIEW_OPENED, review.id(), milestone, facts).by(deadlineOf(review)));
        };
    }

    /** REV-4. */
    @Bean
    @InModel
    JavaDelegate recordSilentApproval() {
        return at -> {
            var review = reviews.get(Cases.subject(at));
            review.approved(true, cases.now());
            append(milestoneOf(review), "review.approved-by-silence", Map.of("review", review.id()));
        };
    }

    @Bean
    @InModel
    JavaDelegate releaseRequestedAmount() {
        return at -> {
            var review = reviews.get(Cases.subject(at));
            var milestone = milestoneOf(review);
            var contract = milestone.contract();
            var released = ledger.release(
                    releaseOf(review),
                    Cases.escrowOf(milestone),
                    review.amount(contract.currency()),
                    contract.serviceFeeRate(),
                    acting.actor());
            append(
                    milestone,
                    "escrow.released",
                    Map.of("review", review.id(), "net", released.toFreelancer(), "fee", released.fee()));
        };
    }

    @Bean
    @InModel
    JavaDelegate tellReleased() {
        return at -> {
            var review = reviews.get(Cases.subject(at));
            var milestone = milestoneOf(review);
            var released = ledger.transfer(releaseOf(review));
            var kind = review.state() == Review.State.APPROVED_BY_SILENCE
                    ? Kind.REVIEW_APPROVED_BY_SILENCE
                    : Kind.REVIEW_APPROVED;
            tell.both(News.of(
                    kind,
                    review.id(),
                    milestone,
                    Map.of(
                            "amount", review.amount(milestone.contract().currency()),
                            "fee", released.fee(),
                            "net", released.toFreelancer())));
        };
    }

    /** REV-3. */
    @Bean
    @InModel
    JavaDelegate tellChangesRequested() {
        return at -> {
            var review = reviews.get(Cases.subject(at));
            var message = review.message();
            if (message == null) throw new IllegalStateException("no changes were requested on " + review.id());
            var milestone = milestoneOf(review);
            var facts = Map.<String, Object>of("message", texts.read(message));
            tell.each(
                    Side.CLIENT,
                    News.of(Kind.CHANGES_RECEIPT, review.id(), milestone, facts),
                    News.of(Kind.CHANGES_REQUESTED, review.id(), milestone, facts)
                            .provided(Fact.NO_CLOCK, milestone.id(), ""));
        };
    }

    private Milestone milestoneOf(Review review) {
        return milestones.findById(review.milestone()).orElseThrow();
    }

    private Deadline deadlineOf(Review review) {
        return deadlines.current(review.id(), Rule.REVIEW).orElseThrow();
    }

    private static String releaseOf(Review review) {
        return "release:" + review.id();
    }

    private void append(Milestone milestone, String type, Map<String, Object> facts) {
        journal.append(new CaseEvent(milestone.id(), type, acting.actor(), facts));
    }
}
