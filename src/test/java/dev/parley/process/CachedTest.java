package dev.parley.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CachedTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final AtomicInteger reads = new AtomicInteger();

    @Test
    @DisplayName("a value is read once in its lifetime, however often it is asked for, and anew after it")
    void readOnce() {
        var cached = new Cached<>(reads::incrementAndGet, Duration.ofNanos(10), nanos::get);

        assertThat(cached.get()).contains(1);
        nanos.addAndGet(9);
        assertThat(cached.get()).contains(1);
        nanos.addAndGet(1);
        assertThat(cached.get()).contains(2);
    }

    @Test
    @DisplayName("what can't be read is no value, and is not tried again before its lifetime is over")
    void unreadable() {
        var cached = new Cached<Integer>(
                () -> {
                    if (reads.incrementAndGet() < 2) throw new IllegalStateException("down");
                    return 7;
                },
                Duration.ofNanos(10),
                nanos::get);

        assertThat(cached.get()).isEmpty();
        assertThat(cached.get()).isEmpty();
        assertThat(reads).hasValue(1);
        nanos.addAndGet(10);
        assertThat(cached.get()).contains(7);
    }
}
