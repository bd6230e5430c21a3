package dev.parley.api;

import dev.parley.contract.Milestone;
import dev.parley.deadline.Deadline;
import dev.parley.dispute.Dispute;
import dev.parley.dispute.Ending;
import dev.parley.dispute.Stage;
import dev.parley.ledger.Balances;
import dev.parley.review.Review;
import dev.parley.review.Submission;
import dev.parley.shared.Money;
import dev.parley.shared.Side;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A milestone as it is read: its escrow, what runs on it, and all that was submitted, disputed and moved.
 *
 * @param balances the milestone's escrow, free and held; the other balances are its contract's
 */
record MilestoneView(
        UUID id,
        UUID contract,
        String externalId,
        String title,
        Money amount,
        @Nullable Side contractEndedBy,
        Map<String, String> metadata,
        Balances balances,
        @Nullable Clock clock,
        List<Submitted> submissions,
        List<Case> cases,
        List<TransferView> transfers)
        implements Versioned {

    /** The review, claim window or case that runs, by its id, and its deadline. */
    record Clock(Milestone.Clock kind, UUID id, @Nullable DeadlineView deadline) {
        static @Nullable Clock of(Milestone milestone, List<Deadline> deadlines, Instant now) {
            var kind = milestone.clock();
            var id = milestone.clockId();
            return kind == null || id == null ? null : new Clock(kind, id, DeadlineView.current(deadlines, now));
        }
    }

    /** @param disputable false once a case on it was withdrawn (DIS-10) */
    record Submitted(
            UUID id,
            String externalId,
            @Nullable String note,
            Instant submittedAt,
            boolean disputable,
            List<Reviewed> reviews) {
        static Submitted of(Submission submission, List<Review> reviews, Map<UUID, String> texts, Currency currency) {
            return new Submitted(
                    submission.id(),
                    submission.externalId(),
                    submission.note() == null ? null : texts.get(submission.note()),
                    submission.submittedAt(),
                    !submission.barred(),
                    reviews.stream()
                            .filter(review -> review.submission().id().equals(submission.id()))
                            .map(review -> Reviewed.of(review, texts, currency))
                            .toList());
        }
    }

    /** @param changesRequested what the client asked to be changed */
    record Reviewed(
            UUID id,
            Money amount,
            Review.State state,
            Instant openedAt,
            @Nullable Instant endedAt,
            @Nullable String changesRequested,
            String termsVersion) {
        static Reviewed of(Review review, Map<UUID, String> texts, Currency currency) {
            return new Reviewed(
                    review.id(),
                    review.amount(currency),
                    review.state(),
                    review.openedAt(),
                    review.endedAt(),
                    review.message() == null ? null : texts.get(review.message()),
                    review.termsVersion());
        }
    }

    /** A case on the milestone. */
    record Case(
            UUID id,
            String number,
            Stage stage,
            @Nullable Ending ending,
            Money amount,
            Instant filedAt,
            @Nullable Instant closedAt) {
        static Case of(Dispute dispute, Currency currency) {
            return new Case(
                    dispute.id(),
                    dispute.number(),
                    dispute.stage(),
                    dispute.ending().orElse(null),
                    dispute.amount(currency),
                    dispute.filedAt(),
                    dispute.closedAt().orElse(null));
        }
    }

    /** What an act answers, and what stands beside a conflict. */
    @Schema(name = "MilestoneBrief")
    record Brief(
            UUID id,
            String externalId,
            Money free,
            Money held,
            @Nullable Side contractEndedBy,
            @Nullable Clock clock) {}
}
