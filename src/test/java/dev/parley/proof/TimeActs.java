package dev.parley.proof;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What parties and operations may do about the end of a window, and what is heard of its notices (DEA-3, NOT-4). */
final class TimeActs {
    private static final List<String> OPERATIONS = List.of("otto", "olga");

    private final Life life;
    private final Work work;
    private final MilestoneRules rules;
    private final Chance chance;

    /** Mostly the window that runs; sometimes one that did, or the mediator's. */
    private final @Nullable UUID deadline;

    TimeActs(Life life, Work work, Chance chance) {
        this.life = life;
        this.work = work;
        this.rules = work.rules;
        this.chance = chance;
        var target = work.stands.windows().get(Window.Kind.PROPOSAL);
        if (target != null) deadline = target.deadline();
        else if (work.deadlines.isEmpty()) deadline = null;
        else deadline = chance.oneIn(10) ? chance.of(work.deadlines) : work.deadlines.get(work.deadlines.size() - 1);
    }

    /** One side asks the other for a later end: right, too late, or not later. */
    void proposeLaterEnd() {
        var by = chance.who();
        var length = rules.window == null ? Duration.ofDays(1) : rules.window.length();
        var later = switch (chance.below(8)) {
            case 0 -> Duration.ZERO;
            case 1 -> length.plusMillis(1);
            case 2 -> length;
            default -> Duration.ofMinutes(chance.random().nextLong(1, length.toMinutes()));
        };
        var until = end().plus(later);
        var body = Map.of("by", by.name(), "until", until.toString());
        var taken = isCurrent() && rules.proposeLaterEnd(by, until);
        act("contracts", by + " proposes to end at " + until, taken, "/extensions", body);
    }

    void acceptLaterEnd() {
        var by = chance.who();
        var number = chance.seen(numbers());
        var taken = isCurrent() && rules.acceptLaterEnd(by, number);
        var path = "/extensions/" + number + "/acceptance";
        act("contracts", by + " accepts later end " + number, taken, path, Map.of("by", by.name()));
    }

    void askForLaterEnd() {
        var by = chance.oneIn(8) ? "mia" : chance.of(OPERATIONS);
        var until = end().plus(
                        Duration.ofMinutes(chance.oneIn(6) ? 0 : chance.random().nextLong(1, 12 * 24 * 60)));
        var body = Map.of("until", until.toString(), "grounds", "The client is in hospital.");
        var taken = isCurrent() && OPERATIONS.contains(by) && rules.askForLaterEnd(by, until);
        act(by, by + " asks for an end at " + until, taken, "/moves", body);
    }

    void confirmLaterEnd() {
        var by = chance.of(OPERATIONS);
        var number = chance.seen(numbers());
        var confirmed = !chance.oneIn(4);
        var taken = isCurrent() && rules.confirmLaterEnd(by, number, confirmed);
        var path = "/moves/" + number + "/confirmation";
        act(by, by + " confirms later end " + number + ": " + confirmed, taken, path, Map.of("confirmed", confirmed));
    }

    /** A notice of the window that runs came back, or its reader has it. */
    void hearOfNotice(boolean bounces) {
        var notices = life.notices(work);
        if (notices.isEmpty()) return;
        var notice = chance.of(notices);
        if (!bounces) {
            life.acknowledged(notice.id());
            return;
        }
        var path = "/notices/" + notice.id() + "/bounces";
        life.said("contracts", "a notice bounces", notice.accepted(), path, Map.of("reason", "550"));
    }

    /** Of the window that runs, if one does. */
    private Instant end() {
        return rules.window == null ? life.rules.now : rules.window.due();
    }

    private int numbers() {
        return rules.window == null ? 1 : Math.max(1, rules.window.moves.numbers());
    }

    private boolean isCurrent() {
        return deadline != null && deadline.equals(work.deadline());
    }

    private void act(String who, String what, boolean taken, String path, Object body) {
        if (deadline != null) life.said(who, what, taken, "/deadlines/" + deadline + path, body);
    }
}
