package dev.parley.deadline;

import java.util.Locale;

/** The windows of RULES.md. A binding one forfeits what its passing costs; a target only wakes staff. */
public enum Rule {
    REVIEW(true, "The work counts as approved, and the requested amount is released to the freelancer."),
    CLAIM(true, "The milestone's free escrow is refunded to the client."),
    RESPONSE(true, "The amount held is released to the freelancer."),
    PROPOSAL(false, "The case is escalated to the lead mediators."),
    PROPOSAL_REASSIGNMENT(false, "The case is given to another mediator."),
    DECISIONS(true, "The case counts as not resolved, and a Notice of Non-Resolution goes to both parties."),
    ELECTION(
            true,
            "Whoever has not elected by then does not go on to arbitration, and the Notice of Non-Resolution says who"
                    + " gets the amount held.");

    private final boolean binding;
    private final String ifItPasses;

    Rule(boolean binding, String ifItPasses) {
        this.binding = binding;
        this.ifItPasses = ifItPasses;
    }

    /** False for the mediator's targets: late is late, but nothing is lost. */
    public boolean binding() {
        return binding;
    }

    /** What happens when it passes, in a sentence that stands beside the deadline wherever it is shown (DEA-2). */
    public String ifItPasses() {
        return ifItPasses;
    }

    /** As it stands in a sentence to the parties. */
    public String period() {
        return switch (this) {
            case REVIEW, CLAIM, RESPONSE, ELECTION -> words() + " period";
            case DECISIONS -> "decision period";
            case PROPOSAL, PROPOSAL_REASSIGNMENT -> words();
        };
    }

    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
