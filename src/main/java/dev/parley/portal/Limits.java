package dev.parley.portal;

import dev.parley.shared.Clock;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** How often an address may try links that open nothing. Each node counts for itself: a token can't be guessed anyway. */
@Component
class Limits {
    private static final int TRIES = 20;
    private static final Duration REFILL = Duration.ofMinutes(10);
    private static final int MOST_ADDRESSES = 10_000;

    private final TimeMeter time;

    private final Map<String, Bucket> byAddress = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_ADDRESSES;
        }
    });

    Limits(Clock clock) {
        this.time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return TimeUnit.MILLISECONDS.toNanos(clock.now().toEpochMilli());
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }

    /** Refuses an address that has tried too often. */
    void requireTries(String address) {
        var bucket = byAddress.get(address);
        if (bucket == null) return;
        var probe = bucket.estimateAbilityToConsume(1);
        if (!probe.canBeConsumed()) throw new TooMany(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** A link was tried that opens nothing. */
    void tried(String address) {
        var bucket = byAddress.computeIfAbsent(address, unknown -> newBucket());
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) throw new TooMany(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private Bucket newBucket() {
        var limit =
                Bandwidth.builder().capacity(TRIES).refillGreedy(TRIES, REFILL).build();
        return Bucket.builder().addLimit(limit).withCustomTimePrecision(time).build();
    }
}
