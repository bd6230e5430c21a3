package dev.parley.deadline;

import dev.parley.shared.Refused;

/** Why an act on a window is refused: it is over, or not there. */
final class LostWindow {
    private LostWindow() {}

    static Refused passed(Deadline window) {
        var dueAt = window.dueAt().atZone(window.certificate().zone());
        return Refused.conflict(Deadlines.PASSED, "the " + window.rule().words() + " window ended at " + dueAt);
    }

    static Refused closed(Deadline window) {
        var how = window.state() == Deadline.State.OPEN
                ? "another one has opened meanwhile"
                : window.state() + " at " + window.decidedAt();
        return Refused.conflict("window-closed", "the " + window.rule().words() + " window is closed: " + how);
    }

    static Refused none(Rule rule) {
        return Refused.conflict("window-closed", "there is no " + rule.words() + " window");
    }
}
