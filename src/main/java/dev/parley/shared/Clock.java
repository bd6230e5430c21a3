package dev.parley.shared;

import java.time.Instant;

/** Now, by the database's clock, in milliseconds, read once per transaction (DEA-0). */
public interface Clock {
    Instant now();

    /** Another statement of this transaction has read the clock: this is its now, unless it has one. */
    static void read(Instant now) {
        Unchanging.known(Clock.class, Instant.class, () -> now);
    }
}
