package dev.parley.deadline;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.Year;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The public holidays of each region that Jollyday knows, put right by holidays.yaml; one calendar a region, kept. */
final class Holidays {
    private static final Pattern ISO_3166 = Pattern.compile("([A-Z]{2})(?:-([A-Z0-9]{1,3}))?");
    private static final String JOLLYDAY = "META-INF/maven/de.focus-shift/jollyday-core/pom.properties";

    private final Map<String, HolidayCalendar> calendars = new ConcurrentHashMap<>();
    private final HolidayOverrides overrides;
    private final String source;

    Holidays(HolidayOverrides overrides) {
        this.overrides = overrides;
        this.source = "Jollyday " + jollydayVersion() + " with overrides " + overrides.version();
        for (var region : overrides.regions().keySet())
            if (find(region).filter(known -> known.code().equals(region)).isEmpty())
                throw new IllegalStateException("holidays.yaml corrects a region that Jollyday lacks: " + region);
    }

    /** A subdivision that Jollyday does not list has its country's holidays; an unknown region has none. */
    HolidayCalendar of(@Nullable String region) {
        return find(region)
                .map(known -> calendars.computeIfAbsent(known.code(), code -> calendar(known)))
                .orElse(HolidayCalendar.MONDAY_TO_FRIDAY);
    }

    private record Region(String country, String[] subdivision, HolidayManager holidays) {
        String code() {
            return subdivision.length == 0 ? country : country + "-" + subdivision[0].toUpperCase(Locale.ROOT);
        }
    }

    private static Optional<Region> find(@Nullable String region) {
        var code = ISO_3166.matcher(region == null ? "" : region.toUpperCase(Locale.ROOT));
        if (!code.matches() || !HolidayManager.getSupportedCalendarCodes().contains(code.group(1)))
            return Optional.empty();
        var holidays = HolidayManager.getInstance(ManagerParameters.create(code.group(1)));
        var subdivision = holidays.getCalendarHierarchy().getChildren().keySet().stream()
                .filter(part -> part.equalsIgnoreCase(code.group(2)))
                .toArray(String[]::new);
        return Optional.of(new Region(code.group(1), subdivision, holidays));
    }

    private HolidayCalendar calendar(Region region) {
        return new HolidayCalendar(region.code() + ", " + source, year -> {
            var days = fromJollyday(region, year);
            overrides.correct(region.country(), year, days);
            if (!region.code().equals(region.country())) overrides.correct(region.code(), year, days);
            return days;
        });
    }

    /** The neighbours too: New Year's Day of 2028, a Saturday, is observed in the US on 31 December 2027. */
    private static NavigableMap<LocalDate, SortedSet<String>> fromJollyday(Region region, int year) {
        var days = new TreeMap<LocalDate, SortedSet<String>>();
        for (var of = year - 1; of <= year + 1; of++)
            for (var holiday :
                    region.holidays().getHolidays(Year.of(of), HolidayType.PUBLIC_HOLIDAY, region.subdivision()))
                if (holiday.getDate().getYear() == year)
                    days.computeIfAbsent(holiday.getDate(), date -> new TreeSet<>())
                            .add(name(holiday));
        return days;
    }

    private static String name(Holiday holiday) {
        var name = holiday.getDescription(Locale.ROOT);
        return holiday.getObservedDate().isPresent() ? name + " (observed)" : name;
    }

    private static String jollydayVersion() {
        try (var pom = HolidayManager.class.getClassLoader().getResourceAsStream(JOLLYDAY)) {
            var properties = new Properties();
            properties.load(Objects.requireNonNull(pom, JOLLYDAY));
            return properties.getProperty("version");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
