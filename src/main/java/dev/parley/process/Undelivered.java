package dev.parley.process;

import dev.parley.contract.Milestone;
import dev.parley.contract.Milestones;
import dev.parley.contract.PinnedTerms;
import dev.parley.contract.Terms;
import dev.parley.deadline.Deadline;
import dev.parley.deadline.Deadlines;
import dev.parley.deadline.FullWindow;
import dev.parley.deadline.Later;
import dev.parley.deadline.LaterEnds;
import dev.parley.deadline.Move;
import dev.parley.delivery.Notices;
import dev.parley.delivery.Reach;
import dev.parley.shared.Actor;
import dev.parley.shared.Heard;
import dev.parley.shared.Place;
import dev.parley.shared.Side;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** NOT-4: silence counts only if the silent side was reached; else its window is extended, once, for everyone in it. */
@Component
class Undelivered implements Heard {
    private final Milestones milestones;
    private final Deadlines deadlines;
    private final LaterEnds ends;
    private final PinnedTerms terms;
    private final Notices notices;
    private final Awaited awaited;
    private final Moving moving;
    private final Engine engine;

    Undelivered(
            Milestones milestones,
            Deadlines deadlines,
            LaterEnds ends,
            PinnedTerms terms,
            Notices notices,
            Awaited awaited,
            Moving moving,
            Engine engine) {
        this.milestones = milestones;
        this.deadlines = deadlines;
        this.ends = ends;
        this.terms = terms;
        this.notices = notices;
        this.awaited = awaited;
        this.moving = moving;
        this.engine = engine;
    }

    /** Extends a window that is due if somebody silent in it was not reached; the milestone's row is locked. */
    boolean extend(Deadline due) {
        if (due.wasMoved(Move.Cause.UNDELIVERED)) return false;
        var reach = notices.reach(due.id());
        var unreached = unreached(due, reach);
        if (unreached.isEmpty()) return false;
        var milestone = milestones.lockByClock(due.subject()).orElseThrow();
        var later = later(due, milestone, unreached, reach);
        // Whoever was reached in the second half of a window that was moved may have had a full one all the same.
        if (!later.dueAt().isAfter(due.dueAt())) return false;
        moving.move(due, milestone, Moving.Why.of(Move.Cause.UNDELIVERED, named(unreached)), later, Actor.PARLEY);
        return true;
    }

    @Override
    public void of(UUID deadline, Runnable recording) {
        var milestone = deadlines
                .find(deadline)
                .filter(window -> window.state() == Deadline.State.OPEN)
                .flatMap(window -> milestones.lockByClock(window.subject()));
        recording.run();
        milestone.ifPresent(locked -> bringForward(deadlines.find(deadline).orElseThrow(), locked));
    }

    /** Somebody who had not been reached was, since: a full window from then, if it ends sooner. */
    private void bringForward(Deadline window, Milestone milestone) {
        var extension = window.provisionalExtension();
        if (extension.isEmpty() || !deadlines.isOpen(window.id())) return;
        var silent = awaited.in(window);
        silent.retainAll(sides(extension.get()));
        var oldEnd = extension.get().fromDue();
        reached(silent, notices.reach(window.id()))
                .map(at -> ends.afterReached(oldEnd, full(window, milestone), at))
                .filter(sooner -> sooner.dueAt().isBefore(window.dueAt()))
                .ifPresent(sooner -> bringForward(window, milestone, sooner));
    }

    private void bringForward(Deadline window, Milestone milestone, Later sooner) {
        moving.move(window, milestone, Moving.Why.of(Move.Cause.BROUGHT_FORWARD), sooner, Actor.PARLEY);
        engine.wake(Alarms.timer(window.rule()), window.subject(), Alarms.after(sooner.dueAt()));
    }

    private Later later(Deadline due, Milestone milestone, Set<Side> unreached, List<Reach> reach) {
        var full = full(due, milestone);
        var places = unreached.stream().map(side -> place(milestone, side)).toList();
        var pause = pinned(due, milestone).undeliveredBusinessDays();
        var later = ends.afterUndelivered(due, pause, full, places);
        return reached(unreached, reach)
                .map(at -> ends.afterReached(due.dueAt(), full, at))
                .filter(sooner -> sooner.dueAt().isBefore(later.dueAt()))
                .orElse(later);
    }

    private Set<Side> unreached(Deadline due, List<Reach> reach) {
        var unreached = awaited.in(due);
        unreached.removeIf(side -> of(side, reach).anyMatch(notice -> notice.wasInTime(due.start(), due.dueAt())));
        return unreached;
    }

    /** When the first of them was reached; empty while none was, or with nobody. */
    private static Optional<Instant> reached(Set<Side> sides, List<Reach> reach) {
        return sides.stream()
                .flatMap(side -> of(side, reach))
                .flatMap(notice -> notice.since().stream())
                .min(Comparator.naturalOrder());
    }

    private static Stream<Reach> of(Side side, List<Reach> reach) {
        return reach.stream().filter(notice -> notice.role().equals(side.name()));
    }

    private FullWindow full(Deadline window, Milestone milestone) {
        var pinned = pinned(window, milestone);
        var version = pinned.version();
        var client = place(milestone, Side.CLIENT);
        var freelancer = place(milestone, Side.FREELANCER);
        return switch (window.rule()) {
            case REVIEW -> new FullWindow(window.rule(), pinned.reviewDays(), List.of(client), version);
            case RESPONSE -> new FullWindow(window.rule(), pinned.responseBusinessDays(), List.of(client), version);
            case CLAIM -> new FullWindow(window.rule(), pinned.claimDays(), List.of(freelancer), version);
            case DECISIONS ->
                new FullWindow(window.rule(), pinned.decisionDays(), List.of(client, freelancer), version);
            case ELECTION -> new FullWindow(window.rule(), pinned.electionDays(), List.of(client, freelancer), version);
            case PROPOSAL, PROPOSAL_REASSIGNMENT ->
                throw new IllegalArgumentException(window.rule() + " waits for no party");
        };
    }

    private Terms pinned(Deadline window, Milestone milestone) {
        return terms.of(window.certificate().termsVersion(), milestone.contract());
    }

    private static Place place(Milestone milestone, Side side) {
        return milestone.contract().party(side).place();
    }

    private static String named(Set<Side> sides) {
        return sides.stream().map(Side::name).collect(Collectors.joining(" "));
    }

    private static Set<Side> sides(Move extension) {
        var grounds = extension.grounds();
        return grounds == null
                ? EnumSet.noneOf(Side.class)
                : Stream.of(grounds.split(" ", -1))
                        .map(Side::valueOf)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Side.class)));
    }
}
