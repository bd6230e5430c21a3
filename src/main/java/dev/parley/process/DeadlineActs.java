package dev.parley.process;

import dev.parley.contract.Milestone;
import dev.parley.contract.Milestones;
import dev.parley.deadline.Deadline;
import dev.parley.deadline.Deadlines;
import dev.parley.deadline.Later;
import dev.parley.deadline.Move;
import dev.parley.deadline.Proposal;
import dev.parley.deadline.Proposals;
import dev.parley.delivery.Kind;
import dev.parley.dispute.Dispute;
import dev.parley.dispute.Disputes;
import dev.parley.journal.Journal;
import dev.parley.review.Review;
import dev.parley.review.Reviews;
import dev.parley.shared.Actor;
import dev.parley.shared.CaseEvent;
import dev.parley.shared.Premise.Fact;
import dev.parley.shared.Refused;
import dev.parley.shared.Side;
import dev.parley.shared.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A later end for an open window: by both parties' agreement, or by two people of operations (DEA-3). */
@Component
@Transactional
public class DeadlineActs {
    /** The farthest that operations move an end in one step. */
    private static final Duration FARTHEST = Duration.ofDays(366);

    private final Milestones milestones;
    private final Reviews reviews;
    private final Disputes disputes;
    private final Deadlines deadlines;
    private final Proposals proposals;
    private final Windows windows;
    private final Moving moving;
    private final Journal journal;
    private final Texts texts;
    private final Staff staff;
    private final Cases cases;
    private final Acting acting;
    private final Tell tell;

    DeadlineActs(
            Milestones milestones,
            Reviews reviews,
            Disputes disputes,
            Deadlines deadlines,
            Proposals proposals,
            Windows windows,
            Moving moving,
            Journal journal,
            Texts texts,
            Staff staff,
            Cases cases,
            Acting acting,
            Tell tell) {
        this.milestones = milestones;
        this.reviews = reviews;
        this.disputes = disputes;
        this.deadlines = deadlines;
        this.proposals = proposals;
        this.windows = windows;
        this.moving = moving;
        this.journal = journal;
        this.texts = texts;
        this.staff = staff;
        this.cases = cases;
        this.acting = acting;
        this.tell = tell;
    }

    private record Open(Deadline window, Milestone milestone) {}

    /** A side asks the other for a later end, in place of what either asked for before; returns the proposal's number. */
    public int propose(UUID deadline, Side side, Instant until, Actor by) {
        return acting.as(Cases.party(by, side), () -> {
            var open = open(deadline);
            requireNotAgreedBefore(open.window());
            var end = later(open.window(), until, open.window().originalLength());
            var number = proposals.propose(open.window(), Move.Cause.AGREED, end, side.name(), null);
            append(open, "extension.proposed", Map.of("proposal", number, "by", side.name(), "until", end));
            tell.side(side.other(), proposed(Kind.EXTENSION_PROPOSED, open, Move.Cause.AGREED, number, end));
            return number;
        });
    }

    /** The other side agrees to the proposal that it saw (DIS-13): the end moves. */
    public void accept(UUID deadline, Side side, int number, Actor by) {
        acting.as(Cases.party(by, side), () -> {
            var open = open(deadline);
            requireNotAgreedBefore(open.window());
            var proposal = proposals.requireOpen(deadline, Move.Cause.AGREED, number);
            if (proposal.proposer().equals(side.name()))
                throw Refused.forbidden("other-side-needed", "the other side accepts what this one has proposed");
            proposals.answer(proposal, side.name(), true);
            moving.move(
                    open.window(),
                    open.milestone(),
                    Moving.Why.of(Move.Cause.AGREED),
                    Later.chosen(proposal.until()),
                    acting.actor());
            return deadline;
        });
    }

    /** What a party can agree to now, and who has proposed it. */
    @Transactional(readOnly = true)
    public Optional<Proposal> openProposal(UUID deadline) {
        return proposals.open(deadline, Move.Cause.AGREED).filter(open -> deadlines.isOpen(deadline));
    }

    /** What a second person of operations can confirm now. */
    @Transactional(readOnly = true)
    public Optional<Proposal> openMove(UUID deadline) {
        return proposals.open(deadline, Move.Cause.OPERATIONS).filter(open -> deadlines.isOpen(deadline));
    }

    /** One of operations wants a later end, with grounds that both parties will read; returns the proposal's number. */
    public int proposeMove(UUID deadline, Instant until, String grounds, Actor operations) {
        return acting.as(operations, () -> {
            requireOperations();
            var open = open(deadline);
            var end = later(open.window(), until, FARTHEST);
            var kept = texts.keep(open.milestone().id(), grounds);
            var by = acting.actor().id();
            var number = proposals.propose(open.window(), Move.Cause.OPERATIONS, end, by, kept.id());
            append(open, "move.proposed", Map.of("proposal", number, "until", end, "grounds", kept.sha256()));
            tell.operations(proposed(Kind.MOVE_PROPOSED, open, Move.Cause.OPERATIONS, number, end)
                    .with("grounds", grounds));
            return number;
        });
    }

    /** Another of operations confirms the move that they saw, and it is made; or rejects it (DOR-4, DIS-13). */
    public void answerMove(UUID deadline, int number, boolean confirmed, Actor operations) {
        acting.as(operations, () -> {
            requireOperations();
            var open = open(deadline);
            var proposal = proposals.requireOpen(deadline, Move.Cause.OPERATIONS, number);
            if (proposal.proposer().equals(acting.actor().id()))
                throw Refused.forbidden("second-person-needed", "the move is confirmed by another person");
            proposals.answer(proposal, acting.actor().id(), confirmed);
            if (confirmed) move(open, proposal);
            else append(open, "move.rejected", Map.of("proposal", number));
            return deadline;
        });
    }

    private void move(Open open, Proposal proposal) {
        var grounds = texts.ref(Optional.ofNullable(proposal.groundText()).orElseThrow());
        moving.move(
                open.window(),
                open.milestone(),
                new Moving.Why(Move.Cause.OPERATIONS, null, grounds),
                Later.chosen(proposal.until()),
                acting.actor());
    }

    /** The milestone that the window is about, as far as that is known once the window is over. */
    @Transactional(readOnly = true)
    public Optional<Milestone> milestoneOf(Deadline window) {
        var subject = window.subject();
        return milestones
                .findByClock(subject)
                .or(() -> disputes.find(subject).map(Dispute::milestone).flatMap(milestones::findById))
                .or(() -> reviews.find(subject).map(Review::milestone).flatMap(milestones::findById));
    }

    /** The window with its milestone locked: open, not yet due, and one that binds parties. */
    private Open open(UUID id) {
        var known = deadlines.find(id).orElseThrow(() -> Refused.notFound("deadline-unknown", id));
        var milestone = milestones
                .lockByClock(known.subject())
                .or(() -> milestoneOf(known))
                .orElseThrow(() -> Refused.notFound("deadline-unknown", id));
        cases.requireOwn(milestone);
        if (!known.rule().binding())
            throw Refused.conflict("no-party-window", "this is a target of the staff, which nobody loses anything by");
        windows.requireOpen(known.subject(), known.rule());
        var window = deadlines.find(id).orElseThrow();
        if (window.state() != Deadline.State.OPEN)
            throw Refused.conflict("window-closed", "another window has opened meanwhile");
        return new Open(window, milestone);
    }

    private static Instant later(Deadline window, Instant until, Duration most) {
        var end = until.truncatedTo(ChronoUnit.MILLIS);
        if (!end.isAfter(window.dueAt()))
            throw Refused.badInput("not-later", "until", "the window ends at " + window.dueAt() + ": only later");
        if (end.isAfter(window.dueAt().plus(most)))
            throw Refused.badInput(
                    "too-late", "until", "at most until " + window.dueAt().plus(most));
        return end;
    }

    private static void requireNotAgreedBefore(Deadline window) {
        if (window.wasMoved(Move.Cause.AGREED))
            throw Refused.conflict("extended-before", "the parties have extended this window once already");
    }

    private void requireOperations() {
        if (!staff.isMember(acting.actor().id(), Staff.OPERATIONS))
            throw Refused.forbidden("operations-only", "ends are moved by the parties or by operations");
    }

    private static News proposed(Kind kind, Open open, Move.Cause cause, int number, Instant until) {
        var window = open.window();
        var facts = new HashMap<>(Moving.about(window));
        facts.put("until", until);
        return News.of(kind, window.subject(), open.milestone(), facts)
                .during(window)
                .provided(Fact.EXTENSION_OPEN, window.id(), cause + " " + number);
    }

    private void append(Open open, String type, Map<String, Object> facts) {
        var all = new HashMap<>(facts);
        all.put("deadline", open.window().id());
        journal.append(new CaseEvent(Moving.stream(open.window(), open.milestone()), type, acting.actor(), all));
    }
}
