package dev.parley.deadline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** Local time to instant, as the footnote of the table of windows says. */
final class LocalTimes {
    private LocalTimes() {}

    /**
     * A time that a DST change skips is the first instant after the gap, one that comes twice the later. (Java
     * itself moves a skipped time on by the gap's length and takes the earlier of two.)
     */
    static Instant instantOf(LocalDateTime local, ZoneId zone) {
        var rules = zone.getRules();
        var change = rules.getTransition(local);
        if (change == null) return local.toInstant(rules.getOffset(local));
        return change.isGap() ? change.getInstant() : local.toInstant(change.getOffsetAfter());
    }

    /** The first instant of the day after: in time is strictly before it (DEA-0). */
    static Instant endOf(LocalDate day, ZoneId zone) {
        return instantOf(day.plusDays(1).atStartOfDay(), zone);
    }

    static LocalDate dayOf(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toLocalDate();
    }
}
