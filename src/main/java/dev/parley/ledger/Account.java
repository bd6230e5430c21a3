package dev.parley.ledger;

/** The kinds of account; what its ref names is said with each. */
public enum Account {
    /** Outside, by contract: the only kind below zero, by the money that came in. */
    WORLD,
    /** Free escrow, by milestone. */
    FREE,
    /** Held escrow, by hold. */
    HELD,
    /** What the freelancer got, by contract. */
    PAID_OUT,
    /** What the client got back, by contract. */
    REFUNDED,
    /** Service fees (ESC-4), by contract. */
    FEE,
    /** Arbitration fees waiting for the outcome, by case. */
    ARBITRATION_HELD,
    /** Arbitration fees given back, by contract. */
    ARBITRATION_RETURNED,
    /** Arbitration fees passed to the provider, by contract. */
    ARBITRATION_PASSED,
    /** What is missing of a deposit that came back, by chargeback: below zero until it is made good or given up. */
    RECEIVABLE
}
