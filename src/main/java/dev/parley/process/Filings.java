package dev.parley.process;

import dev.parley.contract.Milestone;
import dev.parley.contract.Terms;
import dev.parley.deadline.BusinessDays;
import dev.parley.deadline.Deadline;
import dev.parley.deadline.Deadlines;
import dev.parley.deadline.Rule;
import dev.parley.deadline.Window;
import dev.parley.dispute.CaseFile;
import dev.parley.dispute.Dispute;
import dev.parley.dispute.Disputes;
import dev.parley.dispute.Document;
import dev.parley.dispute.Exhibits;
import dev.parley.dispute.Ground;
import dev.parley.ledger.Ledger;
import dev.parley.review.Review;
import dev.parley.review.Reviews;
import dev.parley.review.Submission;
import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import dev.parley.shared.Side;
import dev.parley.shared.Texts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes filings and their updates: checks them, ends what they end, seals them and opens the response window. */
@Component
class Filings {
    private final Disputes disputes;
    private final CaseFile file;
    private final Exhibits exhibits;
    private final Reviews reviews;
    private final Deadlines deadlines;
    private final Windows windows;
    private final BusinessDays businessDays;
    private final Ledger ledger;
    private final Texts texts;
    private final TermsTable terms;
    private final Engine engine;
    private final Cases cases;

    Filings(
            Disputes disputes,
            CaseFile file,
            Exhibits exhibits,
            Reviews reviews,
            Deadlines deadlines,
            Windows windows,
            BusinessDays businessDays,
            Ledger ledger,
            Texts texts,
            TermsTable terms,
            Engine engine,
            Cases cases) {
        this.disputes = disputes;
        this.file = file;
        this.exhibits = exhibits;
        this.reviews = reviews;
        this.deadlines = deadlines;
        this.windows = windows;
        this.businessDays = businessDays;
        this.ledger = ledger;
        this.texts = texts;
        this.terms = terms;
        this.engine = engine;
        this.cases = cases;
    }

    /** A request as it was sent: an amount, a statement and evidence (DIS-2). */
    record Request(Money amount, String statement, List<UUID> evidence) {}

    /** DIS-1 to DIS-4, DIS-11: the milestone's row is locked. */
    Dispute file(Milestone milestone, Ground ground, Request request) {
        requireNoCase(milestone);
        var submission = reviews.newestSubmission(milestone.id());
        requireGround(milestone, ground, submission);
        requireFree(request.amount(), ledger.free(Cases.escrowOf(milestone)));
        var ended = endClock(milestone);
        var inForce = terms.inForce(milestone.contract());
        var dispute = disputes.file(new Dispute(
                milestone.id(),
                submission.map(Submission::id).orElse(null),
                ended.review(),
                ground,
                request.amount(),
                inForce.version(),
                cases.now()));
        milestone.start(Milestone.Clock.CASE, dispute.id());
        seal(dispute, milestone, request);
        openResponse(dispute, milestone, inForce, ended.until());
        return dispute;
    }

    /**
     * DIS-9: another version beside the old. A higher amount starts the window anew, never to end earlier than it
     * would have. Says which hold is replaced, if the amount is another.
     */
    Optional<UUID> update(Cases.Case at, Request request) {
        windows.requireOpen(at.id(), Rule.RESPONSE);
        requireFree(request.amount(), ledger.free(at.escrow()).plus(at.amount()));
        var before = at.amount();
        var hold = at.dispute().hold();
        at.dispute().requestUpdated(request.amount());
        seal(at.dispute(), at.milestone(), request);
        if (request.amount().compareTo(before) > 0) {
            var due = deadlines.current(at.id(), Rule.RESPONSE).map(Deadline::dueAt);
            windows.interrupt(at.id());
            openResponse(at.dispute(), at.milestone(), at.terms(), due);
        }
        return request.amount().equals(before) ? Optional.empty() : Optional.of(hold);
    }

    private record Ended(@Nullable UUID review, Optional<Instant> until) {}

    /** REV-7: a filing ends the review or the claim window that runs, if it is in time. */
    private Ended endClock(Milestone milestone) {
        var clock = milestone.clock();
        var subject = milestone.clockId();
        if (clock == null || subject == null) return new Ended(null, Optional.empty());
        var reviewed = clock == Milestone.Clock.REVIEW;
        windows.interrupt(subject);
        var until =
                deadlines.current(subject, reviewed ? Rule.REVIEW : Rule.CLAIM).map(Deadline::dueAt);
        milestone.stop(subject);
        if (reviewed) reviews.get(subject).takenOver(cases.now());
        engine.message(MilestoneReviewProcess.DISPUTE_FILED, subject, Map.of());
        return reviewed ? new Ended(subject, until) : new Ended(null, Optional.empty());
    }

    /** Before anything else is looked at: the escrow that its hold took is not what is wrong with another filing. */
    private static void requireNoCase(Milestone milestone) {
        if (milestone.clock() == Milestone.Clock.CASE)
            throw Refused.conflict("case-open", "a case is open on this milestone: " + milestone.clockId());
    }

    private void requireGround(Milestone milestone, Ground ground, Optional<Submission> submission) {
        if (submission.filter(Submission::barred).isPresent())
            throw Refused.conflict("submission-final", "a case on this submission was withdrawn: that is final for it");
        if (ground == Ground.CONTRACT_ENDED && milestone.endedBy() != Side.CLIENT)
            throw Refused.conflict("contract-not-ended", "the client has not ended the contract");
        if (ground == Ground.PAYMENT_NOT_RELEASED && submission.isEmpty())
            throw Refused.conflict("nothing-submitted", "nothing was submitted on this milestone");
        if (ground == Ground.PAYMENT_NOT_RELEASED) submission.ifPresent(newest -> requireUndecided(milestone, newest));
    }

    /** DIS-11: money that a review or an earlier case on this submission has moved is not asked for again. */
    private void requireUndecided(Milestone milestone, Submission submission) {
        var last = reviews.of(milestone.id()).stream()
                .filter(review -> review.submission().id().equals(submission.id()))
                .reduce((earlier, later) -> later)
                .orElseThrow();
        if (last.state() == Review.State.APPROVED || last.state() == Review.State.APPROVED_BY_SILENCE)
            throw Refused.conflict("already-released", "the payment for the last submission was released");
        var ended = last.endedAt();
        if (ended != null && disputes.of(milestone.id()).stream().anyMatch(c -> c.movedMoney(submission.id(), ended)))
            throw Refused.conflict("already-decided", "an earlier case has decided about the last submission");
    }

    private static void requireFree(Money amount, Money free) {
        if (!amount.isPositive())
            throw Refused.badInput("amount-not-positive", "amount", "the amount is more than zero");
        if (!free.isPositive())
            throw Refused.conflict("nothing-in-escrow", "the milestone's escrow is empty: released or refunded");
        if (amount.compareTo(free) > 0)
            throw Refused.badInput(
                    "amount-above-escrow", "amount", amount + " is more than the " + free + " in free escrow");
    }

    private void seal(Dispute dispute, Milestone milestone, Request request) {
        var evidence = exhibits.named(milestone.id(), Side.FREELANCER, request.evidence());
        var statement = texts.keep(dispute.id(), request.statement());
        file.seal(dispute.id(), new Document.Filing(dispute.requestVersion(), request.amount(), statement, evidence));
    }

    /** DIS-4, DIS-5: business days of the client, and never earlier than the given instant. */
    private void openResponse(Dispute dispute, Milestone milestone, Terms inForce, Optional<Instant> earliest) {
        var place = milestone.contract().party(Side.CLIENT).place();
        Window window = businessDays.window(
                Rule.RESPONSE, cases.now(), inForce.responseBusinessDays(), place, inForce.version());
        deadlines.open(dispute.id(), earliest.map(window::notBefore).orElse(window));
    }
}
