package dev.parley.shared;

import java.time.Instant;

/** Now, by the database's clock, in milliseconds, read once per transaction (DEA-0). */
public interface Clock {
    Instant now();
}
