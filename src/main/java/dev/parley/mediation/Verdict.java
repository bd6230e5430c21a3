package dev.parley.mediation;

import dev.parley.dispute.Document.Decision;
import dev.parley.shared.Side;
import java.util.List;

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

    /** Why a case is not resolved (RES-5). */
    public static NonResolution reason(List<Decision> decisions) {
        var rejected =
                decisions.stream().filter(decision -> !decision.accepted()).findFirst();
        if (rejected.isPresent())
            return rejected.get().by() == Side.CLIENT
                    ? NonResolution.CLIENT_REJECTED
                    : NonResolution.FREELANCER_REJECTED;
        if (decisions.isEmpty()) return NonResolution.BOTH_SILENT;
        return decisions.get(0).by() == Side.FREELANCER ? NonResolution.CLIENT_SILENT : NonResolution.FREELANCER_SILENT;
    }
}
