package dev.parley.process;

/** The names of {@code bpmn/arbitration.bpmn}; the business key is the case's id. */
final class ArbitrationProcess {
    static final String KEY = "arbitration";

    static final String BOTH_ELECTED = "bothElected";

    static final String ENTER_AWARD = "enterAward";

    /** Posted with the award: a decimal in major units, and the provider's reference. */
    static final String AMOUNT_TO_FREELANCER = "amountToFreelancer";

    static final String AWARD_REFERENCE = "awardReference";

    static final String CONFIRM_AWARD = "confirmAward";

    /** Posted with the confirmation. */
    static final String CONFIRMATION = "confirmation";

    static final String REMARK = "remark";

    static final String AWARD_CONFIRMED = "awardConfirmed";

    private ArbitrationProcess() {}
}
