package dev.parley.dispute;

/** How a case ended: the table of endings. */
public enum Ending {
    APPROVED("The client approved the request", Shares.NONE),
    NO_RESPONSE("The client did not respond in time", Shares.NONE),
    WITHDRAWN("The freelancer withdrew the filing", Shares.RETURNED),
    SETTLED("Both agreed on a settlement", Shares.RETURNED),
    PROPOSAL_ACCEPTED("Both accepted the mediator's proposal", Shares.NONE),
    NOBODY_ELECTED("Not resolved, and nobody went on to arbitration", Shares.NONE),
    ONE_ELECTED("Not resolved, and only one side went on to arbitration", Shares.RETURNED),
    AWARDED("The arbitrator made an award", Shares.PASSED_ON);

    /** What happens to the arbitration shares that were paid. */
    public enum Shares {
        NONE,
        RETURNED,
        PASSED_ON
    }

    private final String words;
    private final Shares shares;

    Ending(String words, Shares shares) {
        this.words = words;
        this.shares = shares;
    }

    public String words() {
        return words;
    }

    public Shares shares() {
        return shares;
    }
}
