package dev.parley.mediation;

/** Why a mediator proposes what they propose (RES-1). */
public enum ReasonCode {
    DELIVERED_AS_AGREED("Delivered as agreed"),
    PARTLY_DELIVERED("Partly delivered"),
    NOT_DELIVERED("Not delivered"),
    DELIVERED_LATE("Delivered late"),
    QUALITY("Quality below what was agreed"),
    UNAUTHORISED_WORK("Work that was not authorised"),
    AMOUNT_WRONG("The amount is wrong"),
    OTHER("Other");

    private final String words;

    ReasonCode(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
