package dev.parley.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a notice.
 *
 * @param attempts how often it was spoken to a mail server, or was about to be
 * @param notBefore when it leaves at the earliest: a reminder waits for its time
 * @param lastError the server's own words at the last attempt that did not succeed
 * @param bouncedAt when the contracts system reported that it came back after it had been accepted
 * @param acknowledgedAt when the contracts system said that its recipient has it
 */
public record Sent(
        UUID id,
        Kind kind,
        String role,
        State state,
        int attempts,
        Instant recordedAt,
        Instant notBefore,
        @Nullable Instant acceptedAt,
        @Nullable String lastError,
        @Nullable String droppedBecause,
        @Nullable Instant bouncedAt,
        @Nullable String bounceReason,
        @Nullable Instant acknowledgedAt) {
    /** Only {@code PENDING} changes: a failed notice waits for people (NOT-3). */
    public enum State {
        PENDING,
        ACCEPTED,
        DROPPED,
        FAILED
    }
}
