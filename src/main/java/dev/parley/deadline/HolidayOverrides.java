package dev.parley.deadline;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What Jollyday's calendars lack or have too much, by region (ISO 3166); a country's holds in its subdivisions. */
record HolidayOverrides(String version, Map<String, Changes> regions) {

    record Changes(@Nullable List<Day> add, @Nullable List<Day> remove) {}

    /** A day of each year, or of one: by its date, or as the n-th weekday of its month. */
    record Day(
            String name,
            @Nullable Integer year,
            Month month,
            @Nullable Integer day,
            @Nullable Integer nth,
            @Nullable DayOfWeek weekday) {

        Day {
            if ((day == null) != (nth != null && weekday != null))
                throw new IllegalArgumentException(name + " needs either a day, or nth and weekday");
        }

        Optional<LocalDate> in(int asked) {
            if (year != null && year != asked) return Optional.empty();
            var first = LocalDate.of(asked, month, 1);
            return Optional.of(
                    nth != null && weekday != null
                            ? first.with(TemporalAdjusters.dayOfWeekInMonth(nth, weekday))
                            : first.withDayOfMonth(Objects.requireNonNull(day)));
        }
    }

    /** A misspelt key or value is refused at the start, not overlooked. */
    static HolidayOverrides read() {
        try (var file = new ClassPathResource("holidays.yaml").getInputStream()) {
            var content = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
            return new ObjectMapper().convertValue(content, HolidayOverrides.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    void correct(String region, int year, NavigableMap<LocalDate, SortedSet<String>> holidays) {
        var changes = regions.getOrDefault(region, new Changes(null, null));
        for (var day : orNone(changes.remove())) day.in(year).ifPresent(holidays::remove);
        for (var day : orNone(changes.add()))
            day.in(year)
                    .ifPresent(date -> holidays.computeIfAbsent(date, any -> new TreeSet<>())
                            .add(day.name()));
    }

    private static List<Day> orNone(@Nullable List<Day> days) {
        return days == null ? List.of() : days;
    }
}
