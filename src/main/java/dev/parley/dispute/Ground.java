package dev.parley.dispute;

/** Why a freelancer may file (DIS-1). */
public enum Ground {
    PAYMENT_NOT_RELEASED("The work was delivered and the payment is not released"),
    CONTRACT_ENDED("The client ended the contract without releasing the full escrow");

    private final String words;

    Ground(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
