package dev.parley.api;

import dev.parley.deadline.Certificate;
import dev.parley.deadline.Deadline;
import dev.parley.deadline.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A deadline with all that makes it one (DEA-1, DEA-2); in time is before {@code at}. */
record DeadlineView(
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
        Certificate certificate) {

    static DeadlineView of(Deadline deadline, Instant now) {
        var certificate = deadline.certificate();
        return new DeadlineView(
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
                certificate);
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
