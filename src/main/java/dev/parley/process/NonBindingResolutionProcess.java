package dev.parley.process;

/** The names of {@code bpmn/non-binding-resolution.bpmn}; the business key is the case's id. */
final class NonBindingResolutionProcess {
    static final String KEY = "non-binding-resolution";

    static final String DECISIONS_MADE = "decisionsMade";

    static final String PROPOSE_RESOLUTION = "proposeResolution";

    /** Posted with the proposal: a decimal in major units, a code and a text. */
    static final String AMOUNT_TO_FREELANCER = "amountToFreelancer";

    /** A JSON list of issues, each with code and reason. */
    static final String ISSUES = "issues";

    /** Why the amount is outside of what the parties last offered. */
    static final String OUTSIDE_OFFERS = "outsideOffers";

    /** Instead of the issues, from the form of release 0.1.0: one code and one text. */
    static final String REASON_CODE = "reasonCode";

    static final String REASONS = "reasons";

    static final String MEDIATOR = "mediator";
    static final String RESOLVED = "resolved";

    private NonBindingResolutionProcess() {}
}
