package dev.parley.deadline;

import dev.parley.shared.Place;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Windows of business days: Monday to Friday, less the public holidays of the region, in the place's zone (DIS-5). */
@Component
public class BusinessDays {
    private final Holidays holidays = new Holidays(HolidayOverrides.read());

    /** To the end of the last business day; a region that is unknown has no holidays. */
    public Window window(Rule rule, Instant start, int businessDays, Place place, String termsVersion) {
        var zone = place.countedZone();
        var counted = count(LocalTimes.dayOf(start, zone), businessDays, place.region());
        var length = businessDays + (businessDays == 1 ? " business day" : " business days")
                + ", to the end of the last local day";
        return new Window(
                rule,
                start,
                LocalTimes.endOf(counted.last(), zone),
                Certificate.of(rule, start, zone, counted.calendar(), length, counted.skipped(), termsVersion));
    }

    /** The last of so many business days, the holidays passed over on the way, and the calendar that named them. */
    record Counted(LocalDate last, List<Certificate.Skipped> skipped, String calendar) {}

    /** Counts from the day after this one. */
    Counted count(LocalDate after, int businessDays, @Nullable String region) {
        var calendar = holidays.of(region);
        var skipped = new ArrayList<Certificate.Skipped>();
        var day = after;
        for (var left = businessDays; left > 0; ) {
            day = day.plusDays(1);
            if (isWeekend(day)) continue;
            var holiday = calendar.on(day);
            if (holiday.isPresent()) skipped.add(new Certificate.Skipped(day, holiday.get()));
            else left--;
        }
        return new Counted(day, skipped, calendar.name());
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
