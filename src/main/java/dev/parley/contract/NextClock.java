package dev.parley.contract;

import dev.parley.shared.Money;
import dev.parley.shared.Side;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a milestone waits for when a review or a case has ended (REV-8): the first that fits. */
public enum NextClock {
    /** (a), or (c) after a withdrawal: what is free goes back to the client. */
    REFUND,
    /** (b): a new full review of the submission. */
    REVIEW,
    /** (c): the freelancer's days to claim. */
    CLAIM,
    /** (d), or nothing is free: the milestone is open for its next submission, or done. */
    OPEN;

    /**
     * @param endedBy who ended the contract, if anybody
     * @param free the milestone's free escrow, which is asked for only where it decides
     * @param stillToReview what is left to review of the submission whose open review the case's filing had ended
     * @param withdrawn whether what ended was a withdrawn case
     */
    public static NextClock after(
            @Nullable Side endedBy, Supplier<Money> free, Money stillToReview, boolean withdrawn) {
        var nothingToDo = endedBy == null && !stillToReview.isPositive();
        if (nothingToDo || !free.get().isPositive()) return OPEN;
        if (endedBy == Side.FREELANCER) return REFUND;
        if (stillToReview.isPositive()) return REVIEW;
        return withdrawn ? REFUND : CLAIM;
    }
}
