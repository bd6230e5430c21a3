package dev.parley.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.shared.Actor;
import dev.parley.shared.Ids;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A stored window and the moves of its end. */
class DeadlineTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant START = Instant.parse("2026-10-12T08:00:00Z");
    private static final Instant END = Instant.parse("2026-10-24T08:00:00Z");

    @Test
    @DisplayName("DEA-3 the original length is that of the end that the window was opened with")
    void originalLength() {
        assertThat(window().originalLength()).isEqualTo(Duration.ofDays(12));
        assertThat(window(Move.Cause.AGREED, Move.Cause.OUTAGE).originalLength())
                .isEqualTo(Duration.ofDays(12));
    }

    @Test
    @DisplayName("DEA-3 days later is the same local time, also over the end of summer time")
    void daysLater() {
        assertThat(window().endLaterBy(2)).isEqualTo(Instant.parse("2026-10-26T09:00:00Z"));
    }

    @Test
    @DisplayName("NOT-4 an extension is provisional until something else moves the end")
    void provisional() {
        assertThat(window().provisionalExtension()).isEmpty();
        assertThat(window(Move.Cause.AGREED, Move.Cause.UNDELIVERED).provisionalExtension())
                .hasValueSatisfying(move -> assertThat(move.number()).isEqualTo(2));
        assertThat(window(Move.Cause.UNDELIVERED, Move.Cause.AGREED).provisionalExtension())
                .isEmpty();
    }

    @Test
    @DisplayName("NOT-4 DEA-3 a window knows for which causes its end was moved")
    void wasMoved() {
        var moved = window(Move.Cause.AGREED, Move.Cause.OUTAGE);
        assertThat(moved.wasMoved(Move.Cause.AGREED)).isTrue();
        assertThat(moved.wasMoved(Move.Cause.OUTAGE)).isTrue();
        assertThat(moved.wasMoved(Move.Cause.UNDELIVERED)).isFalse();
        assertThat(window().wasMoved(Move.Cause.AGREED)).isFalse();
    }

    private static Deadline window(Move.Cause... causes) {
        var moves = new ArrayList<Move>();
        var end = END;
        for (var cause : causes) {
            var later = end.plus(Duration.ofDays(1));
            moves.add(new Move(moves.size() + 1, cause, end, later, null, null, List.of(), START, Actor.PARLEY));
            end = later;
        }
        var certificate = Certificate.everyDay(Rule.REVIEW, START, BERLIN, "12 days", "2026-11");
        return new Deadline(
                Ids.next(), Ids.next(), Rule.REVIEW, START, end, Deadline.State.OPEN, null, certificate, moves);
    }
}
