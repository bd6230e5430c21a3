package dev.parley.deadline;

import static java.util.Comparator.comparing;

import dev.parley.shared.Place;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/** A computed window, before it is stored. The day of the cause never counts; instants are in milliseconds. */
public record Window(Rule rule, Instant start, Instant dueAt, Certificate certificate) {
    public Window {
        if (!dueAt.isAfter(start)) throw new IllegalArgumentException("a window from " + start + " to " + dueAt);
        if (!isWholeMillis(start) || !isWholeMillis(dueAt))
            throw new IllegalArgumentException("finer than a millisecond: " + start + " to " + dueAt);
    }

    /** So many days on, to the same local time: review and proposal. */
    public static Window sameLocalTime(Rule rule, Instant start, int days, Place place, String termsVersion) {
        var zone = place.countedZone();
        var dueAt = LocalTimes.instantOf(start.atZone(zone).toLocalDateTime().plusDays(days), zone);
        var length = days(days) + ", to the same local time";
        return new Window(rule, start, dueAt, Certificate.everyDay(rule, start, zone, length, termsVersion));
    }

    /** To the end of the last local day of the place whose day ends later: claim, decisions and election. */
    public static Window endOfLocalDay(Rule rule, Instant start, int days, List<Place> places, String termsVersion) {
        var zones = places.stream().map(Place::countedZone).distinct().toList();
        var latest = zones.stream()
                .max(comparing(zone -> endOfLastDay(start, days, zone)))
                .orElseThrow(() -> new IllegalArgumentException("a window of nobody"));
        var length = days(days) + ", to the end of the last local day" + (zones.size() > 1 ? laterOf(zones) : "");
        return new Window(
                rule,
                start,
                endOfLastDay(start, days, latest),
                Certificate.everyDay(rule, start, latest, length, termsVersion));
    }

    /**
     * The same window, but never ending before this instant: a response not before the review that the filing ended,
     * an updated request not before its window would have ended (DIS-4, DIS-9). The certificate says when it decided.
     */
    public Window notBefore(Instant earliest) {
        return earliest.isAfter(dueAt) ? new Window(rule, start, earliest, certificate.endingAt(earliest)) : this;
    }

    private static Instant endOfLastDay(Instant start, int days, ZoneId zone) {
        return LocalTimes.endOf(LocalTimes.dayOf(start, zone).plusDays(days), zone);
    }

    private static String days(int days) {
        return days == 1 ? "1 day" : days + " days";
    }

    private static String laterOf(List<ZoneId> zones) {
        return zones.stream().map(ZoneId::getId).collect(Collectors.joining(" or ", ", in ", ", whichever ends later"));
    }

    private static boolean isWholeMillis(Instant instant) {
        return instant.equals(instant.truncatedTo(ChronoUnit.MILLIS));
    }
}
