package dev.parley.deadline;

import static java.util.Comparator.comparing;

import dev.parley.shared.Place;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where a window ends that is to end later: full windows anew (NOT-4) and days that an outage took (DEA-4). */
@Component
public class LaterEnds {
    private final BusinessDays businessDays;

    LaterEnds(BusinessDays businessDays) {
        this.businessDays = businessDays;
    }

    /** A full window, counted from so many business days after the old end, where the parties are who were not reached (NOT-4). */
    public Later afterUndelivered(Deadline old, int pauseDays, FullWindow full, List<Place> unreached) {
        var oldDay = old.dueAt().minusMillis(1); // of an end at midnight, the day that it ends
        var pause = unreached.stream()
                .map(place -> businessDays.window(old.rule(), oldDay, pauseDays, place, full.termsVersion()))
                .max(comparing(Window::dueAt))
                .orElseThrow(() -> new IllegalArgumentException("everybody was reached"));
        var cause = full.rule() == Rule.REVIEW ? pause.dueAt() : pause.dueAt().minusMillis(1);
        var window = window(full, cause);
        return new Later(window.dueAt(), List.of(pause.certificate(), window.certificate()));
    }

    /** A full window, counted from when the first of them was reached, never before the old end (NOT-4). */
    public Later afterReached(Instant oldEnd, FullWindow full, Instant reached) {
        var window = window(full, reached.truncatedTo(ChronoUnit.MILLIS)).notBefore(oldEnd);
        return new Later(window.dueAt(), List.of(window.certificate()));
    }

    /**
     * The same time of the next day, of the next business day for the response, until the outage touches the last day no
     * more (DEA-4); empty if it never did. The last day is the local one that the window ends with, up to its end.
     */
    public Optional<Later> afterOutage(Deadline old, Instant since, Instant until, @Nullable String region) {
        var steps = new ArrayList<Certificate>();
        var dueAt = old.dueAt();
        while (touchesLastDay(old, dueAt, since, until)) {
            var next = nextDay(old, dueAt, region);
            steps.add(next.certificate());
            dueAt = next.dueAt();
        }
        return steps.isEmpty() ? Optional.empty() : Optional.of(new Later(dueAt, List.copyOf(steps)));
    }

    private static boolean touchesLastDay(Deadline window, Instant dueAt, Instant since, Instant until) {
        var zone = window.certificate().zone();
        var lastDay = LocalTimes.dayOf(dueAt.minusMillis(1), zone);
        var itsStart = LocalTimes.endOf(lastDay.minusDays(1), zone);
        return since.isBefore(dueAt) && until.isAfter(itsStart);
    }

    private Window nextDay(Deadline window, Instant dueAt, @Nullable String region) {
        var certificate = window.certificate();
        var zone = certificate.zone();
        var day = LocalTimes.dayOf(dueAt.minusMillis(1), zone);
        var inBusinessDays = window.rule() == Rule.RESPONSE;
        var next = inBusinessDays
                ? businessDays.count(day, 1, region)
                : new BusinessDays.Counted(day.plusDays(1), List.of(), "every day");
        var endsDay = dueAt.equals(LocalTimes.endOf(day, zone));
        var local = dueAt.atZone(zone).toLocalTime().atDate(next.last());
        return new Window(
                window.rule(),
                dueAt,
                endsDay ? LocalTimes.endOf(next.last(), zone) : LocalTimes.instantOf(local, zone),
                Certificate.of(
                        window.rule(),
                        dueAt,
                        zone,
                        next.calendar(),
                        inBusinessDays ? "the same time of the next business day" : "the same time of the next day",
                        next.skipped(),
                        certificate.termsVersion()));
    }

    private Window window(FullWindow full, Instant start) {
        var length = full.length();
        var places = full.places();
        var terms = full.termsVersion();
        return switch (full.rule()) {
            case REVIEW -> Window.sameLocalTime(full.rule(), start, length, places.get(0), terms);
            case RESPONSE -> businessDays.window(full.rule(), start, length, places.get(0), terms);
            case CLAIM, DECISIONS, ELECTION -> Window.endOfLocalDay(full.rule(), start, length, places, terms);
            case PROPOSAL, PROPOSAL_REASSIGNMENT ->
                throw new IllegalArgumentException(full.rule() + " is no window of a party");
        };
    }
}
