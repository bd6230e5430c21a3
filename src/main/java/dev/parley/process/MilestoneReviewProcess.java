package dev.parley.process;

/** The names of {@code bpmn/milestone-review.bpmn}; the business key is the review's id. */
final class MilestoneReviewProcess {
    static final String KEY = "milestone-review";

    static final String REVIEW_DECIDED = "reviewDecided";
    static final String DISPUTE_FILED = "disputeFiled";
    static final String CONTRACT_ENDED = "contractEnded";

    /** Start variables: a submission as the contracts system sends it. */
    static final String MILESTONE = "milestone";

    static final String SUBMISSION = "submission";
    static final String AMOUNT = "amount";
    static final String CURRENCY = "currency";
    static final String NOTE = "note";

    static final String REVIEW_DECISION = "reviewDecision";
    static final String APPROVED = "APPROVED";
    static final String CHANGES_REQUESTED = "CHANGES_REQUESTED";

    private MilestoneReviewProcess() {}
}
