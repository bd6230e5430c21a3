package dev.parley.process;

import dev.parley.contract.Milestones;
import dev.parley.contract.PinnedTerms;
import dev.parley.deadline.Deadline;
import dev.parley.deadline.Deadlines;
import dev.parley.deadline.Heartbeat;
import dev.parley.deadline.LaterEnds;
import dev.parley.deadline.Move;
import dev.parley.shared.Actor;
import dev.parley.shared.Clock;
import dev.parley.shared.Side;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * DEA-4: an outage of ours is a gap in the heartbeat. It moves the end of each window whose last day it touches, before
 * anybody is told that this window is over. What was moved is touched no more, so that it can be dealt with again.
 */
@Component
public class Outages {
    /** A last day has begun at most so long before its end: 25 hours where a clock is set back, and one to spare. */
    private static final Duration LONGEST_DAY = Duration.ofHours(26);

    private final Milestones milestones;
    private final Deadlines deadlines;
    private final Heartbeat heartbeat;
    private final LaterEnds ends;
    private final PinnedTerms terms;
    private final Moving moving;
    private final Clock clock;
    private final TransactionOperations transaction;

    Outages(
            Milestones milestones,
            Deadlines deadlines,
            Heartbeat heartbeat,
            LaterEnds ends,
            PinnedTerms terms,
            Moving moving,
            Clock clock,
            TransactionOperations transaction) {
        this.milestones = milestones;
        this.deadlines = deadlines;
        this.heartbeat = heartbeat;
        this.ends = ends;
        this.terms = terms;
        this.moving = moving;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** Says that this node is alive; after an outage, moves first what it touched. */
    public void beat() {
        if (heartbeat.beat()) return;
        var now = clock.now();
        var last = heartbeat.last();
        if (!heartbeat.isOutage(last, now)) return;
        for (var near : deadlines.endingBetween(last, now.plus(LONGEST_DAY)))
            transaction.executeWithoutResult(status -> move(near, last, now));
        transaction.executeWithoutResult(status -> heartbeat.noticed(last, now));
    }

    /** For one window that somebody asks about before the outage was noticed; its milestone's row is locked. */
    boolean move(Deadline due) {
        var now = clock.now();
        var last = heartbeat.last();
        return heartbeat.isOutage(last, now) && move(due, last, now);
    }

    private boolean move(Deadline near, Instant since, Instant until) {
        var milestone = milestones.lockByClock(near.subject());
        var window = deadlines.find(near.id()).filter(found -> found.state() == Deadline.State.OPEN);
        if (milestone.isEmpty() || window.isEmpty()) return false;
        var contract = milestone.get().contract();
        var pinned = terms.of(window.get().certificate().termsVersion(), contract);
        if (Duration.between(since, until).compareTo(Duration.ofHours(pinned.outageHours())) <= 0) return false;
        var region = contract.party(Side.CLIENT).place().region();
        var later = ends.afterOutage(window.get(), since, until, region);
        var why = Moving.Why.of(Move.Cause.OUTAGE, Moving.interval(since, until));
        later.ifPresent(to -> moving.move(window.get(), milestone.get(), why, to, Actor.PARLEY));
        return later.isPresent();
    }
}
