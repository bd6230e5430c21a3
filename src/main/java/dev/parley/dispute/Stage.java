package dev.parley.dispute;

/** What a case waits for. */
public enum Stage {
    RESPONSE,
    MEDIATION,
    DECISIONS,
    ELECTION,
    ARBITRATION,
    CLOSED;

    /** DIS-10: a filing can be withdrawn until the Notice of Non-Resolution. */
    boolean beforeNotice() {
        return switch (this) {
            case RESPONSE, MEDIATION, DECISIONS -> true;
            case ELECTION, ARBITRATION, CLOSED -> false;
        };
    }
}
