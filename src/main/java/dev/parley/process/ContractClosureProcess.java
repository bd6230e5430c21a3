package dev.parley.process;

/** The names of {@code bpmn/contract-closure.bpmn}; the business key is the claim window's id. */
final class ContractClosureProcess {
    static final String KEY = "contract-closure";

    static final String DISPUTE_FILED = "disputeFiled";

    /** The milestone that is closed: kept while the instance lives. */
    static final String MILESTONE = "milestone";

    static final String CLAIMABLE = "claimable";

    private ContractClosureProcess() {}
}
