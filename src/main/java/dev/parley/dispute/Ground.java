package dev.parley.dispute;

/** Why a freelancer may file (DIS-1). */
public enum Ground {
    PAYMENT_NOT_RELEASED,
    CONTRACT_ENDED
}
