package dev.parley.api;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** How many calls each caller may make: by name, and "default" for everyone else. Each node counts for itself. */
@ConfigurationProperties("parley")
record Rates(Map<String, Rate> rates) {
    private static final String DEFAULT = "default";

    /** So many at once, of which so many come back each second. */
    record Rate(int burst, int perSecond) {
        Bucket newBucket(TimeMeter time) {
            var limit = Bandwidth.builder()
                    .capacity(burst)
                    .refillGreedy(perSecond, Duration.ofSeconds(1))
                    .build();
            return Bucket.builder()
                    .addLimit(limit)
                    .withCustomTimePrecision(time)
                    .build();
        }

        /** Until so many calls are there again, rounded up. */
        long seconds(long calls) {
            return (calls + perSecond - 1) / perSecond;
        }
    }

    Rates {
        if (!rates.containsKey(DEFAULT)) throw new IllegalArgumentException("parley.rates.default is needed");
    }

    Rate of(String caller) {
        var own = rates.get(caller);
        return own == null ? everyoneElse() : own;
    }

    Rate everyoneElse() {
        return Objects.requireNonNull(rates.get(DEFAULT));
    }
}
