package dev.parley.proof;

import static java.time.temporal.TemporalAdjusters.dayOfWeekInMonth;
import static java.time.temporal.TemporalAdjusters.lastInMonth;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The dates of the reference, by hand: local times, and the public holidays of two regions from their laws. */
final class Days {
    /** 5 U.S.C. 6103(a), those with a date of their own. */
    private static final Set<MonthDay> US =
            Set.of(MonthDay.of(1, 1), MonthDay.of(6, 19), MonthDay.of(7, 4), MonthDay.of(11, 11), MonthDay.of(12, 25));

    private static final Set<MonthDay> BERLIN = Set.of(
            MonthDay.of(1, 1),
            MonthDay.of(3, 8),
            MonthDay.of(5, 1),
            MonthDay.of(10, 3),
            MonthDay.of(12, 25),
            MonthDay.of(12, 26));

    /** Good Friday, Easter Monday, Ascension, Whit Monday. */
    private static final List<Integer> AFTER_EASTER = List.of(-2, 1, 39, 50);

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
        for (var left = days; left > 0; ) {
            day = day.plusDays(1);
            if (day.getDayOfWeek().getValue() < 6 && !isHoliday(day, home.region())) left--;
        }
        return end(day, home);
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

    private static boolean isHoliday(LocalDate day, @Nullable String region) {
        if ("US".equals(region)) return isFederal(day);
        return "DE-BE".equals(region) && (BERLIN.contains(MonthDay.from(day)) || hangsOnEaster(day));
    }

    /** One on a Saturday is kept on the Friday before, one on a Sunday on the Monday after. */
    private static boolean isFederal(LocalDate day) {
        var weekday = day.getDayOfWeek();
        return US.contains(MonthDay.from(day))
                || (weekday == DayOfWeek.FRIDAY && US.contains(MonthDay.from(day.plusDays(1))))
                || (weekday == DayOfWeek.MONDAY && US.contains(MonthDay.from(day.minusDays(1))))
                || isFederalWeekday(day);
    }

    private static boolean isFederalWeekday(LocalDate day) {
        return switch (day.getMonth()) {
            case JANUARY, FEBRUARY -> day.equals(day.with(dayOfWeekInMonth(3, DayOfWeek.MONDAY)));
            case MAY -> day.equals(day.with(lastInMonth(DayOfWeek.MONDAY)));
            case SEPTEMBER -> day.equals(day.with(dayOfWeekInMonth(1, DayOfWeek.MONDAY)));
            case OCTOBER -> day.equals(day.with(dayOfWeekInMonth(2, DayOfWeek.MONDAY)));
            case NOVEMBER -> day.equals(day.with(dayOfWeekInMonth(4, DayOfWeek.THURSDAY)));
            default -> false;
        };
    }

    private static boolean hangsOnEaster(LocalDate day) {
        return AFTER_EASTER.stream()
                .anyMatch(after -> day.equals(easter(day.getYear()).plusDays(after)));
    }

    /** Gauss, in the form of Butcher. */
    private static LocalDate easter(int year) {
        int a = year % 19, b = year / 100, c = year % 100;
        var h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        var l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        var m = (a + 11 * h + 22 * l) / 451;
        return LocalDate.of(year, (h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1);
    }
}
