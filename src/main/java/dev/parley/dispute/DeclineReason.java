package dev.parley.dispute;

/** Why a client declines (DIS-8). */
public enum DeclineReason {
    NOT_DELIVERED,
    DELIVERED_LATE,
    INCOMPLETE,
    NOT_AS_AGREED,
    QUALITY,
    UNAUTHORISED_WORK,
    AMOUNT_WRONG,
    OTHER
}
