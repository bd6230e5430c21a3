package dev.parley.portal;

import dev.parley.contract.Milestone;
import dev.parley.dispute.Dispute;
import dev.parley.dispute.Stage;
import dev.parley.review.Review;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a milestone stands for its parties: what it waits for, or how the last thing on it ended. */
enum Standing {
    NOTHING_YET,
    REVIEW,
    CHANGES_REQUESTED,
    RELEASED,
    CONTRACT_ENDED,
    CLAIM,
    RESPONSE,
    MEDIATION,
    DECISIONS,
    ELECTION,
    ARBITRATION,
    CASE_CLOSED;

    /** The newest review and case, if there are. */
    static Standing of(Milestone milestone, @Nullable Review review, @Nullable Dispute dispute) {
        var clock = milestone.clock();
        if (clock == Milestone.Clock.REVIEW) return REVIEW;
        if (clock == Milestone.Clock.CLAIM) return CLAIM;
        if (dispute != null && (clock == Milestone.Clock.CASE || isNewer(dispute, review))) return of(dispute.stage());
        if (milestone.endedBy() != null) return CONTRACT_ENDED;
        return review == null ? NOTHING_YET : of(review.state());
    }

    private static boolean isNewer(Dispute dispute, @Nullable Review review) {
        return review == null || !review.openedAt().isAfter(dispute.closedAt().orElse(dispute.filedAt()));
    }

    private static Standing of(Stage stage) {
        return stage == Stage.CLOSED ? CASE_CLOSED : valueOf(stage.name());
    }

    private static Standing of(Review.State state) {
        return switch (Objects.requireNonNull(state)) {
            case OPEN -> REVIEW;
            case APPROVED, APPROVED_BY_SILENCE -> RELEASED;
            case CHANGES_REQUESTED -> CHANGES_REQUESTED;
            case TAKEN_OVER -> CASE_CLOSED;
            case ENDED_WITH_CONTRACT -> CONTRACT_ENDED;
        };
    }
}
