package dev.parley.deadline;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Another end for a window that somebody asks for (DEA-3).
 *
 * @param number counts within the window, from 1
 * @param cause by the parties' agreement, or by operations
 * @param fromDue the end that the proposer saw
 * @param proposer a side, or one of operations
 * @param groundText what operations gave as grounds, a kept text
 */
public record Proposal(
        UUID deadline,
        int number,
        Move.Cause cause,
        Instant fromDue,
        Instant until,
        String proposer,
        @Nullable UUID groundText,
        Instant at) {}
