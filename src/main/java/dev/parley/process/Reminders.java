package dev.parley.process;

import dev.parley.contract.Milestone;
import dev.parley.contract.PinnedTerms;
import dev.parley.contract.Terms;
import dev.parley.deadline.Deadline;
import dev.parley.deadline.Rule;
import dev.parley.delivery.Kind;
import dev.parley.dispute.Dispute;
import dev.parley.dispute.Disputes;
import dev.parley.ledger.Ledger;
import dev.parley.review.Reviews;
import dev.parley.shared.Clock;
import dev.parley.shared.Premise.Fact;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The reminders of a window, written when it opens or moves (REV-5): each holds only while the window waits for the
 * reader and ends at the instant that it was written for.
 */
@Component
class Reminders {
    private final Reviews reviews;
    private final Disputes disputes;
    private final PinnedTerms terms;
    private final Ledger ledger;
    private final Prospects prospects;
    private final Clock clock;

    Reminders(Reviews reviews, Disputes disputes, PinnedTerms terms, Ledger ledger, Prospects prospects, Clock clock) {
        this.reviews = reviews;
        this.disputes = disputes;
        this.terms = terms;
        this.ledger = ledger;
        this.prospects = prospects;
        this.clock = clock;
    }

    /** Those still to come, of a review, claim window or case on this milestone. */
    Stream<News> of(Deadline deadline, Milestone milestone) {
        return switch (deadline.rule()) {
            case REVIEW ->
                of(Kind.REVIEW_REMINDER, deadline, milestone, Map.of("amount", reviewed(deadline, milestone)));
            case CLAIM -> of(Kind.CLAIM_REMINDER, deadline, milestone, Map.of("amount", free(milestone)));
            case RESPONSE -> ofResponse(deadline, milestone);
            case DECISIONS -> of(Kind.DECISION_REMINDER, deadline, milestone, ofCase(deadline, milestone));
            case ELECTION -> ofElection(deadline, milestone);
            case PROPOSAL -> of(Kind.PROPOSAL_REMINDER, deadline, milestone, ofCase(deadline, milestone));
            case PROPOSAL_REASSIGNMENT -> Stream.empty();
        };
    }

    private Stream<News> of(Kind kind, Deadline deadline, Milestone milestone, Map<String, Object> facts) {
        var pinned = terms.of(deadline.certificate().termsVersion(), milestone.contract());
        return times(deadline, pinned)
                .filter(clock.now()::isBefore)
                .map(time -> News.of(kind, deadline.subject(), milestone, facts)
                        .by(deadline)
                        .provided(Fact.DUE_AT, deadline.id(), deadline.dueAt())
                        .notBefore(time));
    }

    /** Another version of the request brings reminders of its own. */
    private Stream<News> ofResponse(Deadline deadline, Milestone milestone) {
        var version = dispute(deadline).requestVersion();
        return of(Kind.RESPONSE_REMINDER, deadline, milestone, ofCase(deadline, milestone))
                .map(news -> news.provided(Fact.REQUEST_VERSION, deadline.subject(), version));
    }

    private Stream<News> ofElection(Deadline deadline, Milestone milestone) {
        var dispute = dispute(deadline);
        var amount = dispute.amount(milestone.contract().currency());
        var pinned = terms.of(dispute.termsVersion(), milestone.contract());
        var prospect = prospects.of(milestone, pinned, amount);
        var facts = Map.<String, Object>of(
                "caseNumber",
                dispute.number(),
                "amount",
                amount,
                "share",
                pinned.arbitrationShare(),
                "ifOne",
                prospect.ifOne(),
                "ifNeither",
                prospect.ifNeither());
        return of(Kind.ELECTION_REMINDER, deadline, milestone, facts);
    }

    /** A mediator's target has one reminder; of two as near as the last one is to the end, the later one says it all. */
    private static Stream<Instant> times(Deadline deadline, Terms pinned) {
        var length = Duration.between(deadline.start(), deadline.dueAt());
        var half = deadline.start().plus(length.dividedBy(2)).truncatedTo(ChronoUnit.MILLIS);
        if (deadline.rule() == Rule.PROPOSAL) return Stream.of(half);
        var lastBefore = Duration.ofHours(pinned.lastReminderHours());
        var first = deadline.dueAt().minus(Duration.ofHours(pinned.firstReminderHours()));
        var last = deadline.dueAt().minus(lastBefore);
        var isNear = Duration.between(half, first).abs().compareTo(lastBefore) < 0;
        return isNear ? Stream.of(first, last) : Stream.of(half, first, last);
    }

    private Object reviewed(Deadline deadline, Milestone milestone) {
        return reviews.get(deadline.subject()).amount(milestone.contract().currency());
    }

    private Object free(Milestone milestone) {
        return ledger.free(Cases.escrowOf(milestone));
    }

    private Map<String, Object> ofCase(Deadline deadline, Milestone milestone) {
        var dispute = dispute(deadline);
        return Map.of(
                "caseNumber", dispute.number(),
                "amount", dispute.amount(milestone.contract().currency()));
    }

    private Dispute dispute(Deadline deadline) {
        return disputes.get(deadline.subject());
    }
}
