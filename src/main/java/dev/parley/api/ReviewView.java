package dev.parley.api;

import dev.parley.review.Review;
import dev.parley.shared.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A review; its id is the version that an approval names (DIS-13).
 *
 * @param submission the contracts system's own id
 * @param serviceFee what an approval now would take of the amount (ESC-4); absent once the review is over
 */
record ReviewView(
        UUID id,
        UUID milestone,
        String submission,
        Money amount,
        @Nullable Money serviceFee,
        Review.State state,
        String termsVersion,
        Instant openedAt,
        @Nullable Instant endedAt,
        @Nullable DeadlineView deadline)
        implements Versioned {}
