package dev.parley.mediation;

/** Why a mediator proposes what they propose (RES-1). */
public enum ReasonCode {
    DELIVERED_AS_AGREED,
    PARTLY_DELIVERED,
    NOT_DELIVERED,
    DELIVERED_LATE,
    QUALITY,
    UNAUTHORISED_WORK,
    AMOUNT_WRONG,
    OTHER
}
