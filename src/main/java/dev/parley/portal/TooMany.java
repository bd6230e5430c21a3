package dev.parley.portal;

import java.time.Duration;

/** Somebody tries too often; they may again after the wait. */
final class TooMany extends RuntimeException {
    private final Duration wait;

    TooMany(Duration wait) {
        super("too many tries");
        this.wait = wait;
    }

    /** Rounded up, at least a second. */
    long seconds() {
        return wait.toSeconds() + 1;
    }
}
