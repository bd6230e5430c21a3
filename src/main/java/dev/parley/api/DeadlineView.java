package dev.parley.api;

import dev.parley.deadline.Certificate;
import dev.parley.deadline.Deadline;
import dev.parley.deadline.Move;
import dev.parley.deadline.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A deadline with all that makes it one (DEA-1, DEA-2); in time is before {@code at}.
 *
 * @param certificate of the end as it was at first
 * @param moves of the end since, each with how the new one was computed
 */
record DeadlineView(
        UUID id,
        Instant at,
        Rule rule,
        Deadline.State state,
        Instant start,
        ZoneId zone,
        String calendar,
        String termsVersion,
        @Nullable Duration remaining,
        @Nullable Instant decidedAt,
        String whenItPasses,
        Certificate certificate,
        List<Moved> moves) {

    /**
     * A move of the end.
     *
     * @param grounds in code: the sides that were not reached, or the interval of an outage
     * @param steps how the new end was computed; empty where people chose it
     */
    record Moved(
            Instant from,
            Instant to,
            Move.Cause cause,
            @Nullable String grounds,
            List<Certificate> steps,
            Instant at) {
        static Moved of(Move move) {
            return new Moved(move.fromDue(), move.toDue(), move.cause(), move.grounds(), move.steps(), move.at());
        }
    }

    static DeadlineView of(Deadline deadline, Instant now) {
        var certificate = deadline.certificate();
        return new DeadlineView(
                deadline.id(),
                deadline.dueAt(),
                deadline.rule(),
                deadline.state(),
                deadline.start(),
                certificate.zone(),
                certificate.calendar(),
                certificate.termsVersion(),
                remaining(deadline, now),
                deadline.decidedAt(),
                deadline.rule().ifItPasses(),
                certificate,
                deadline.moves().stream().map(Moved::of).toList());
    }

    /** The open one that ends first, if one is open. */
    static @Nullable DeadlineView current(List<Deadline> deadlines, Instant now) {
        return deadlines.stream()
                .filter(deadline -> deadline.state() == Deadline.State.OPEN)
                .min(Comparator.comparing(Deadline::dueAt))
                .map(deadline -> of(deadline, now))
                .orElse(null);
    }

    private static @Nullable Duration remaining(Deadline deadline, Instant now) {
        if (deadline.state() != Deadline.State.OPEN) return null;
        return now.isBefore(deadline.dueAt()) ? Duration.between(now, deadline.dueAt()) : Duration.ZERO;
    }
}
