package dev.parley.deadline;

import dev.parley.shared.Actor;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recorded move of a window's end (DEA-3).
 *
 * @param number counts within the window, from 1
 * @param grounds in code: the sides that were not reached, or the interval of the outage
 * @param groundText what operations gave as grounds, a kept text
 * @param steps how the new end was computed, the last step ending at it; empty where people chose it
 */
public record Move(
        int number,
        Cause cause,
        Instant fromDue,
        Instant toDue,
        @Nullable String grounds,
        @Nullable UUID groundText,
        List<Certificate> steps,
        Instant at,
        Actor actor) {

    /** Why a window's end moves. */
    public enum Cause {
        /** NOT-4: somebody who was silent had not been reached. */
        UNDELIVERED,
        /** NOT-4: they were reached before the extended window had begun. */
        BROUGHT_FORWARD,
        /** DEA-3: both parties agreed. */
        AGREED,
        /** DEA-3: two people of operations, with grounds. */
        OPERATIONS,
        /** DEA-4: an outage of ours touched the last day. */
        OUTAGE
    }
}
