package dev.parley.process;

/** The names of {@code bpmn/dispute.bpmn}; the business key is the case's id. */
final class DisputeProcess {
    static final String KEY = "dispute";

    static final String RESPONSE_GIVEN = "responseGiven";
    static final String REQUEST_UPDATED = "requestUpdated";
    static final String FILING_WITHDRAWN = "filingWithdrawn";
    static final String OFFER_ACCEPTED = "offerAccepted";

    /** Start variables: a filing as the contracts system sends it. */
    static final String MILESTONE = "milestone";

    static final String GROUND = "ground";
    static final String AMOUNT = "amount";
    static final String CURRENCY = "currency";
    static final String STATEMENT = "statement";
    static final String EVIDENCE = "evidence";

    static final String RESPONSE = "response";
    static final String APPROVED = "APPROVED";
    static final String DECLINED = "DECLINED";

    /** The hold that an updated request replaces; absent if the amount is the same. */
    static final String REPLACED_HOLD = "replacedHold";

    private DisputeProcess() {}
}
