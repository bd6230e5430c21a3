package dev.parley.deadline;

import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/** The public holidays of one region; each year is computed once. */
final class HolidayCalendar {
    static final HolidayCalendar MONDAY_TO_FRIDAY = new HolidayCalendar("Monday to Friday", year -> new TreeMap<>());

    private final String name;
    private final IntFunction<NavigableMap<LocalDate, SortedSet<String>>> holidaysOfYear;
    private final Map<Integer, NavigableMap<LocalDate, SortedSet<String>>> years = new ConcurrentHashMap<>();

    HolidayCalendar(String name, IntFunction<NavigableMap<LocalDate, SortedSet<String>>> holidaysOfYear) {
        this.name = name;
        this.holidaysOfYear = holidaysOfYear;
    }

    /** The region and where its holidays come from, as the certificate says it. */
    String name() {
        return name;
    }

    /** The name of the holiday on this day; two on one day are both named. */
    Optional<String> on(LocalDate day) {
        var holidays = years.computeIfAbsent(day.getYear(), holidaysOfYear::apply);
        return Optional.ofNullable(holidays.get(day)).map(names -> String.join(" / ", names));
    }
}
