package dev.parley.process;

import dev.parley.contract.Milestone;
import dev.parley.deadline.Deadline;
import dev.parley.delivery.Kind;
import dev.parley.shared.Premise;
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
        List<Premise> premises) {
    static News of(Kind kind, UUID subject, Milestone milestone, Map<String, Object> facts) {
        return new News(kind, subject, milestone, facts, null, false, List.of());
    }

    static News of(Kind kind, Cases.Case c, Map<String, Object> facts) {
        return of(kind, c.id(), c.milestone(), facts);
    }

    /** It asks for an answer by this deadline: a party who has answered is not told any more. */
    News by(Deadline due) {
        return new News(kind, subject, milestone, facts, due, true, premises);
    }

    /** It names this deadline, and says nothing any more once that is over. */
    News during(Deadline window) {
        return naming(window).provided(Premise.Fact.WINDOW_OPEN, window.id(), "");
    }

    /** It names this deadline, and is to be said even when that has passed. */
    News naming(Deadline target) {
        return new News(kind, subject, milestone, facts, target, false, premises);
    }

    /** With one more fact. */
    News with(String fact, Object value) {
        var all = new HashMap<>(facts);
        all.put(fact, value);
        return new News(kind, subject, milestone, all, deadline, asks, premises);
    }

    News provided(Premise.Fact fact, UUID about, Object value) {
        var all = Stream.concat(premises.stream(), Stream.of(new Premise(fact, about, value.toString())));
        return new News(kind, subject, milestone, facts, deadline, asks, all.toList());
    }
}
