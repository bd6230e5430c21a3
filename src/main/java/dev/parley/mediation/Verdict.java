package dev.parley.mediation;

import dev.parley.dispute.Document.Decision;
import dev.parley.shared.Side;
import java.util.List;
import java.util.stream.Stream;

/** What the decisions made so far come to (RES-4, RES-5). */
public enum Verdict {
    /** One has accepted, or nobody has decided: the window runs on. */
    OPEN,
    /** Both have accepted. */
    ACCEPTED,
    /** One has rejected: not resolved, at once. */
    REJECTED;

    public static Verdict of(List<Decision> decisions) {
        if (decisions.stream().anyMatch(decision -> !decision.accepted())) return REJECTED;
        return decisions.size() == 2 ? ACCEPTED : OPEN;
    }

    /** Why a case is not resolved, in words for the Notice of Non-Resolution (RES-5). */
    public static String reason(List<Decision> decisions) {
        var rejected =
                decisions.stream().filter(decision -> !decision.accepted()).findFirst();
        if (rejected.isPresent()) return "the " + rejected.get().by().word() + " rejected the proposal";
        var silent = Stream.of(Side.values())
                .filter(side -> decisions.stream().noneMatch(decision -> decision.by() == side))
                .toList();
        return silent.size() == 2
                ? "neither side decided on the proposal in time"
                : "the " + silent.get(0).word() + " did not decide on the proposal in time";
    }
}
