package dev.parley.proof;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The dates of the reference: local times, and which days are worked. */
final class Days {
    /** Where the staff's days are. */
    static final Home STAFF = new Home("UTC", null);

    private Days() {}

    /** Where a party is, by its own word; null: unknown. */
    record Home(@Nullable String zone, @Nullable String region) {
        ZoneId counted() {
            return ZoneId.of(zone == null ? "-12:00" : zone);
        }
    }

    static Instant sameTime(Instant from, int days, Home home) {
        return instant(LocalDateTime.ofInstant(from, home.counted()).plusDays(days), home.counted());
    }

    /** The end of the so-manieth day after that, where it ends last. */
    static Instant endOfDay(Instant from, int days, Collection<Home> homes) {
        return homes.stream()
                .map(home -> end(day(from, home).plusDays(days), home))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    static Instant endOfBusinessDay(Instant from, int days, Home home) {
        var day = day(from, home);
        for (var left = days; left > 0; left--) day = nextBusinessDay(day, home);
        return end(day, home);
    }

    /** Of the local day that ends then, or that this instant is in. */
    static Instant startOfLastDay(Instant due, Home home) {
        return end(day(due.minusMillis(1), home).minusDays(1), home);
    }

    /** The same local time of the next day, or of the next that is worked; of an end of the day its end. */
    static Instant nextDay(Instant due, Home home, boolean worked) {
        var day = day(due.minusMillis(1), home);
        var next = worked ? nextBusinessDay(day, home) : day.plusDays(1);
        return due.equals(end(day, home))
                ? end(next, home)
                : instant(next.atTime(LocalTime.ofInstant(due, home.counted())), home.counted());
    }

    private static LocalDate nextBusinessDay(LocalDate day, Home home) {
        var next = day.plusDays(1);
        while (next.getDayOfWeek().getValue() > 5 || PublicHolidays.on(next, home.region())) next = next.plusDays(1);
        return next;
    }

    private static LocalDate day(Instant instant, Home home) {
        return LocalDate.ofInstant(instant, home.counted());
    }

    private static Instant end(LocalDate day, Home home) {
        return instant(day.plusDays(1).atStartOfDay(), home.counted());
    }

    /** Of two the later; of none, the first after the gap. */
    private static Instant instant(LocalDateTime local, ZoneId zone) {
        var offsets = zone.getRules().getValidOffsets(local);
        return offsets.isEmpty()
                ? zone.getRules().getTransition(local).getInstant()
                : local.toInstant(offsets.get(offsets.size() - 1));
    }
}
