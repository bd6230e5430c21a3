package dev.parley.process;

/** The names of {@code bpmn/non-binding-resolution.bpmn}; the business key is the case's id. */
final class NonBindingResolutionProcess {
    static final String KEY = "non-binding-resolution";

    static final String DECISIONS_MADE = "decisionsMade";

    static final String PROPOSE_RESOLUTION = "proposeResolution";

    /** Posted with the proposal: a decimal in major units, a code and a text. */
    static final String AMOUNT_TO_FREELANCER = "amountToFreelancer";

    /** Of the first issue; those of the second and so on end in their number. */
    static final String REASON_CODE = "reasonCode";

    static final String REASONS = "reasons";

    static final int MOST_ISSUES = 4;

    /** Why the amount is outside of what the parties last offered. */
    static final String OUTSIDE_OFFERS = "outsideOffers";

    static final String MEDIATOR = "mediator";

    /** Until when the mediator is to propose, for Tasklist's lists. */
    static final String PROPOSAL_DUE = "proposalDue";

    static final String RESOLVED = "resolved";

    private NonBindingResolutionProcess() {}
}
