package dev.parley.process;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A value that is worked out again once it is old, by one thread at a time. That it can't be is remembered as long. */
final class Cached<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Cached.class);

    private final Supplier<T> source;
    private final long lifetimeNanos;
    private final LongSupplier nanoTime;
    private Optional<T> value = Optional.empty();
    private long readAt;
    private boolean wasRead;

    Cached(Supplier<T> source, Duration lifetime, LongSupplier nanoTime) {
        this.source = source;
        this.lifetimeNanos = lifetime.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Empty if the last attempt to read it failed. */
    synchronized Optional<T> get() {
        if (wasRead && nanoTime.getAsLong() - readAt < lifetimeNanos) return value;
        try {
            value = Optional.of(source.get());
        } catch (RuntimeException unreadable) {
            LOG.warn("What is measured can't be read now: {}", unreadable.toString());
            value = Optional.empty();
        }
        wasRead = true;
        readAt = nanoTime.getAsLong();
        return value;
    }
}
