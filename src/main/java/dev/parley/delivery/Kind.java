package dev.parley.delivery;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The kinds of notices: to which roles each goes, and the facts it needs, in the order in which they are shown. */
public enum Kind {
    REVIEW_OPENED("CLIENT", About.MILESTONE, "amount", "deadline"),
    REVIEW_APPROVED("CLIENT FREELANCER", About.MILESTONE, "amount", "fee", "net"),
    REVIEW_APPROVED_BY_SILENCE("CLIENT FREELANCER", About.MILESTONE, "amount", "fee", "net"),
    CHANGES_REQUESTED("FREELANCER", About.MILESTONE, "message"),
    ESCROW_REFUNDED("CLIENT FREELANCER", About.MILESTONE, "amount", "reason"),
    CLAIM_WINDOW_OPENED("FREELANCER", About.MILESTONE, "amount", "deadline"),
    LATE_DEPOSIT_REFUNDED("CLIENT", About.MILESTONE, "amount"),

    DISPUTE_FILED("CLIENT", About.CASE, "amount", "ground", "statement", "deadline"),
    REQUEST_UPDATED("CLIENT", About.CASE, "amount", "version", "statement", "deadline"),
    DISPUTE_DECLINED("FREELANCER", About.CASE, "reason", "description"),
    OFFER_MADE("CLIENT FREELANCER", About.CASE, "toFreelancer", "fee", "toClient"),

    MEDIATION_STARTED("CLIENT FREELANCER", About.CASE, "amount"),
    MEDIATOR_ASSIGNED("MEDIATOR", About.STAFF_CASE, "amount", "deadline"),
    NO_MEDIATOR("LEAD_MEDIATORS OPERATIONS", About.STAFF_CASE, "amount"),
    PROPOSAL_ESCALATED("LEAD_MEDIATORS", About.STAFF_CASE, "mediator", "amount"),
    CASE_REASSIGNED("MEDIATOR", About.STAFF_CASE, "amount"),
    PROPOSAL_MADE(
            "CLIENT FREELANCER", About.CASE, "toFreelancer", "fee", "toClient", "reasonCode", "reasons", "deadline"),
    DECISION_MADE("CLIENT FREELANCER", About.CASE, "who", "decision"),

    NOTICE_OF_NON_RESOLUTION(
            "CLIENT FREELANCER", About.CASE, "reason", "amount", "share", "ifBoth", "ifOne", "ifNeither", "deadline"),
    ELECTION_MADE("CLIENT FREELANCER", About.CASE, "who", "deadline"),
    FILED_WITH_PROVIDER("CLIENT FREELANCER", About.CASE, "amount"),
    FILE_WITH_PROVIDER("OPERATIONS", About.STAFF_CASE, "amount"),
    AWARD_OVERDUE("OPERATIONS", About.STAFF_CASE, "amount", "since"),
    CONFIRMATION_OVERDUE("OPERATIONS", About.STAFF_CASE, "amount", "since"),

    CASE_CLOSED(
            "CLIENT FREELANCER",
            About.CASE,
            "ending",
            "why",
            "toFreelancer",
            "fee",
            "net",
            "toClient",
            "toEscrow",
            "arbitrationFees",
            "next"),

    /** The fact {@code code} is its id: its digits are written into the mail alone. */
    ONE_TIME_CODE("CLIENT FREELANCER", About.MILESTONE, "act", "code", "until");

    /** The facts that say which work it is about; only parties have another side. */
    private enum About {
        MILESTONE("milestone", "contract", "other"),
        CASE("milestone", "contract", "other", "caseNumber"),
        STAFF_CASE("milestone", "contract", "caseNumber");

        private final List<String> facts;

        About(String... facts) {
            this.facts = List.of(facts);
        }
    }

    private final Set<String> roles;
    private final List<String> facts;

    Kind(String roles, About about, String... facts) {
        this.roles = Set.of(roles.split(" ", -1));
        this.facts = Stream.concat(Stream.of(facts), about.facts.stream()).toList();
    }

    /** The names of the facts that a notice of this kind carries: all of them and no other. */
    public List<String> facts() {
        return facts;
    }

    public Set<String> roles() {
        return roles;
    }

    /** Whether it asks for an answer by a deadline, and so has to name it. */
    public boolean hasDeadline() {
        return facts.contains("deadline");
    }
}
