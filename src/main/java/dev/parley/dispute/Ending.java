package dev.parley.dispute;

/** How a case ended: the table of endings. */
public enum Ending {
    APPROVED(Shares.NONE),
    NO_RESPONSE(Shares.NONE),
    WITHDRAWN(Shares.RETURNED),
    SETTLED(Shares.RETURNED),
    PROPOSAL_ACCEPTED(Shares.NONE),
    NOBODY_ELECTED(Shares.NONE),
    ONE_ELECTED(Shares.RETURNED),
    AWARDED(Shares.PASSED_ON);

    /** What happens to the arbitration shares that were paid. */
    public enum Shares {
        NONE,
        RETURNED,
        PASSED_ON
    }

    private final Shares shares;

    Ending(Shares shares) {
        this.shares = shares;
    }

    public Shares shares() {
        return shares;
    }
}
