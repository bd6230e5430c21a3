package dev.parley.deadline;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored window of a subject (a review, a claim window, a case); in time is strictly before {@code dueAt} (DEA-0).
 *
 * @param certificate of the end as the window was opened with
 * @param moves of that end since, oldest first
 */
public record Deadline(
        UUID id,
        UUID subject,
        Rule rule,
        Instant start,
        Instant dueAt,
        State state,
        @Nullable Instant decidedAt,
        Certificate certificate,
        List<Move> moves) {

    /** Open, or closed once: by an act, by time, or by something else that ended it. */
    public enum State {
        OPEN,
        MET,
        EXPIRED,
        CANCELLED
    }

    /** From its start to the end that it was opened with. */
    public Duration originalLength() {
        return Duration.between(start, moves.isEmpty() ? dueAt : moves.get(0).fromDue());
    }

    /** So many days after its end, at the same local time of the zone that it is counted in. */
    public Instant endLaterBy(int days) {
        var zone = certificate.zone();
        return LocalTimes.instantOf(dueAt.atZone(zone).toLocalDateTime().plusDays(days), zone);
    }

    /** Whether its end was moved for this cause. */
    public boolean wasMoved(Move.Cause cause) {
        return moves.stream().anyMatch(move -> move.cause() == cause);
    }

    /** NOT-4: the extension that still waits for somebody to be reached, if nothing has moved the end since. */
    public Optional<Move> provisionalExtension() {
        return moves.isEmpty()
                ? Optional.empty()
                : Optional.of(moves.get(moves.size() - 1)).filter(last -> last.cause() == Move.Cause.UNDELIVERED);
    }
}
