package dev.parley.api;

import dev.parley.deadline.Deadlines;
import dev.parley.deadline.Proposal;
import dev.parley.process.DeadlineActs;
import dev.parley.shared.Clock;
import dev.parley.shared.Refused;
import dev.parley.shared.Side;
import dev.parley.shared.Texts;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads single deadlines, with what is asked for about them. */
@Component
@Transactional(readOnly = true)
class DeadlineReads {
    private final DeadlineActs acts;
    private final Access access;
    private final Deadlines deadlines;
    private final Texts texts;
    private final Clock clock;

    DeadlineReads(DeadlineActs acts, Access access, Deadlines deadlines, Texts texts, Clock clock) {
        this.acts = acts;
        this.access = access;
        this.deadlines = deadlines;
        this.texts = texts;
        this.clock = clock;
    }

    /** A deadline, and the later ends that wait for an answer: the other party's, or a second person's of operations. */
    record Asked(
            DeadlineView deadline,
            @Nullable Extension extension,
            @Nullable Moving move) implements Versioned {}

    /** A later end that one side proposes to the other. */
    record Extension(int number, Side by, Instant until, Instant at) {}

    /** A later end that one of operations wants. */
    record Moving(int number, String by, Instant until, String grounds, Instant at) {}

    Asked asked(Caller caller, UUID id) {
        var milestone = deadlines.find(id).flatMap(acts::milestoneOf);
        if (milestone.filter(of -> access.seesMilestone(caller, of)).isEmpty())
            throw Refused.notFound("deadline-unknown", id);
        return asked(id);
    }

    Asked asked(UUID id) {
        var deadline = deadlines.find(id).orElseThrow();
        return new Asked(
                DeadlineView.of(deadline, clock.now()),
                acts.openProposal(id).map(DeadlineReads::extension).orElse(null),
                acts.openMove(id).map(this::move).orElse(null));
    }

    private static Extension extension(Proposal open) {
        return new Extension(open.number(), Side.valueOf(open.proposer()), open.until(), open.at());
    }

    private Moving move(Proposal open) {
        var grounds = open.groundText() == null ? "" : texts.read(open.groundText());
        return new Moving(open.number(), open.proposer(), open.until(), grounds, open.at());
    }
}
