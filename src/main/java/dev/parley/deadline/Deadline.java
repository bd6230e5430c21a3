package dev.parley.deadline;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stored window of a subject (a review, a claim window, a case); in time is strictly before {@code dueAt} (DEA-0). */
public record Deadline(
        UUID id,
        UUID subject,
        Rule rule,
        Instant start,
        Instant dueAt,
        State state,
        @Nullable Instant decidedAt,
        Certificate certificate) {

    /** Open, or closed once: by an act, by time, or by something else that ended it. */
    public enum State {
        OPEN,
        MET,
        EXPIRED,
        CANCELLED
    }
}
