package dev.parley.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How far a notice of a window has come with its recipient (NOT-4). */
public record Reach(
        String role,
        @Nullable Instant acceptedAt,
        @Nullable Instant bouncedAt,
        @Nullable Instant acknowledgedAt) {

    /** Accepted in the first half of the window and not bounced until its end, or acknowledged until then. */
    public boolean wasInTime(Instant start, Instant dueAt) {
        var half = start.plus(Duration.between(start, dueAt).dividedBy(2));
        return isBefore(acknowledgedAt, dueAt) || (isBefore(acceptedAt, half) && !isBefore(bouncedAt, dueAt));
    }

    /** Since when it counts as received, by what is known now. */
    public Optional<Instant> since() {
        return Stream.of(
                        Optional.ofNullable(bouncedAt == null ? acceptedAt : null), Optional.ofNullable(acknowledgedAt))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    private static boolean isBefore(@Nullable Instant instant, Instant end) {
        return instant != null && instant.isBefore(end);
    }
}
