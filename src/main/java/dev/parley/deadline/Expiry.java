package dev.parley.deadline;

import java.time.Instant;

/** What a timer finds that calls a deadline over. */
public sealed interface Expiry {
    /** It was due, and time has won. */
    record Expired(Deadline deadline) implements Expiry {}

    /** The alarm came too soon: nothing has changed, call again at this instant. */
    record Early(Instant dueAt) implements Expiry {}

    /** Something else was first. */
    record NotOpen() implements Expiry {}
}
