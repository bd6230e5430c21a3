package dev.parley.deadline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that anyone needs to compute a deadline again (DEA-1).
 *
 * @param zone the zone whose clock or day decided
 * @param zoneRules the version of the IANA time zone database in use
 * @param calendar which days count: every day, Monday to Friday, or a region's with the version of its holidays
 * @param length how long, and to which moment of its last day
 * @param skipped the holidays passed over; weekends go without saying
 * @param notBefore set when the window would have ended earlier, and ends at this instant instead
 * @param termsVersion the terms that the length comes from (TER-2)
 */
public record Certificate(
        Rule rule,
        Instant start,
        ZoneId zone,
        String zoneRules,
        String calendar,
        String length,
        List<Skipped> skipped,
        @Nullable Instant notBefore,
        String termsVersion) {

    private static final String ZONE_RULES =
            ZoneRulesProvider.getVersions("UTC").lastKey();

    /** A public holiday within a window of business days. */
    public record Skipped(LocalDate date, String name) {}

    static Certificate of(
            Rule rule,
            Instant start,
            ZoneId zone,
            String calendar,
            String length,
            List<Skipped> skipped,
            String termsVersion) {
        return new Certificate(
                rule, start, zone, ZONE_RULES, calendar, length, List.copyOf(skipped), null, termsVersion);
    }

    static Certificate everyDay(Rule rule, Instant start, ZoneId zone, String length, String termsVersion) {
        return of(rule, start, zone, "every day", length, List.of(), termsVersion);
    }

    Certificate endingAt(Instant earliest) {
        return new Certificate(rule, start, zone, zoneRules, calendar, length, skipped, earliest, termsVersion);
    }
}
