package dev.parley.process;

import dev.parley.contract.Milestone;
import dev.parley.deadline.Deadline;
import dev.parley.delivery.Kind;
import dev.parley.shared.Premise;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something to tell: the facts of its kind about a review, claim window or case, the deadline that it names, and what it
 * takes for granted (NOT-2). News of what is over for good takes nothing for granted.
 */
record News(
        Kind kind,
        UUID subject,
        Milestone milestone,
        Map<String, Object> facts,
        @Nullable Deadline deadline,
        boolean asks,
        List<Premise> premises,
        @Nullable Instant notBefore) {
    static News of(Kind kind, UUID subject, Milestone milestone, Map<String, Object> facts) {
        return new News(kind, subject, milestone, facts, null, false, List.of(), null);
    }

    static News of(Kind kind, Cases.Case c, Map<String, Object> facts) {
        return of(kind, c.id(), c.milestone(), facts);
    }

    /**
     * It asks for an answer by this deadline, and brings its reminders: a party who has answered is not told any more.
     * To be said once when a window opens, and again whenever its end moves.
     */
    News by(Deadline due) {
        return new News(kind, subject, milestone, facts, due, true, premises, notBefore);
    }

    /** It names this deadline, and says nothing any more once that is over. */
    News during(Deadline window) {
        return naming(window).provided(Premise.Fact.WINDOW_OPEN, window.id(), "");
    }

    /** It names this deadline, and is to be said even when that has passed. */
    News naming(Deadline target) {
        return new News(kind, subject, milestone, facts, target, false, premises, notBefore);
    }

    /** With one more fact. */
    News with(String fact, Object value) {
        var all = new HashMap<>(facts);
        all.put(fact, value);
        return new News(kind, subject, milestone, all, deadline, asks, premises, notBefore);
    }

    News provided(Premise.Fact fact, UUID about, Object value) {
        return provided(List.of(new Premise(fact, about, value.toString())));
    }

    News provided(List<Premise> others) {
        var all = Stream.concat(premises.stream(), others.stream()).distinct();
        return new News(kind, subject, milestone, facts, deadline, asks, all.toList(), notBefore);
    }

    /** It waits until then, and its premises are asked only then. */
    News notBefore(Instant time) {
        return new News(kind, subject, milestone, facts, deadline, asks, premises, time);
    }
}
