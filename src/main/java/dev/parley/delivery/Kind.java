package dev.parley.delivery;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The kinds of notices: to which roles each goes, and the facts it needs, in the order in which they are shown. */
public enum Kind {
    REVIEW_OPENED("CLIENT", About.MILESTONE, "amount", "deadline"),
    REVIEW_APPROVED("CLIENT FREELANCER", About.MILESTONE, "amount", "fee", "net"),
    REVIEW_APPROVED_BY_SILENCE("CLIENT FREELANCER", About.MILESTONE, "amount", "fee", "net"),
    REVIEW_REMINDER("CLIENT", About.MILESTONE, "amount", "deadline"),
    CHANGES_REQUESTED("FREELANCER", About.MILESTONE, "message"),
    CHANGES_RECEIPT("CLIENT", About.MILESTONE, "message"),
    ESCROW_REFUNDED("CLIENT FREELANCER", About.MILESTONE, "amount", "reason"),
    CLAIM_WINDOW_OPENED("FREELANCER", About.MILESTONE, "amount", "deadline"),
    CLAIM_REMINDER("FREELANCER", About.MILESTONE, "amount", "deadline"),
    LATE_DEPOSIT_REFUNDED("CLIENT", About.MILESTONE, "amount"),

    DISPUTE_FILED("CLIENT", About.CASE, "amount", "ground", "statement", "deadline", "manifest"),
    REQUEST_UPDATED("CLIENT", About.CASE, "amount", "version", "statement", "deadline", "manifest"),
    FILING_RECEIPT("FREELANCER", About.CASE, "amount", "version", "statement", "answerBy", "manifest"),
    RESPONSE_REMINDER("CLIENT", About.CASE, "amount", "deadline"),
    DISPUTE_DECLINED("FREELANCER", About.CASE, "reason", "description", "manifest"),
    OFFER_MADE("CLIENT FREELANCER", About.CASE, "toFreelancer", "fee", "toClient"),

    MEDIATION_STARTED("CLIENT", About.CASE, "amount", "manifest"),
    MEDIATOR_ASSIGNED("MEDIATOR", About.STAFF_CASE, "amount", "deadline"),
    PROPOSAL_REMINDER("MEDIATOR", About.STAFF_CASE, "amount", "deadline"),
    NO_MEDIATOR("LEAD_MEDIATORS OPERATIONS", About.STAFF_CASE, "amount"),
    PROPOSAL_ESCALATED("LEAD_MEDIATORS", About.STAFF_CASE, "mediator", "amount"),
    CASE_REASSIGNED("MEDIATOR", About.STAFF_CASE, "amount"),
    ASSIGNMENT_ENDED("MEDIATOR", About.STAFF_CASE, "reason"),
    PROPOSAL_MADE(
            "CLIENT FREELANCER", About.CASE, "toFreelancer", "fee", "toClient", "reasonCode", "reasons", "deadline"),
    DECISION_REMINDER("CLIENT FREELANCER", About.CASE, "amount", "deadline"),
    DECISION_MADE("CLIENT FREELANCER", About.CASE, "who", "decision", "deadline"),
    DECISION_RECEIPT("CLIENT FREELANCER", About.CASE, "decision", "answerBy"),

    NOTICE_OF_NON_RESOLUTION(
            "CLIENT FREELANCER", About.CASE, "reason", "amount", "share", "ifBoth", "ifOne", "ifNeither", "deadline"),
    ELECTION_REMINDER("CLIENT FREELANCER", About.CASE, "amount", "share", "ifOne", "ifNeither", "deadline"),
    ELECTION_MADE("CLIENT FREELANCER", About.CASE, "who", "deadline"),
    ELECTION_RECEIPT("CLIENT FREELANCER", About.CASE, "share", "ifOne", "answerBy"),
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
            "next",
            "manifest"),

    /** The fact {@code code} is its id: its digits are written into the mail alone. */
    ONE_TIME_CODE("CLIENT FREELANCER", About.CODE, "act", "code", "until"),

    WINDOW_EXTENDED("CLIENT FREELANCER", About.MILESTONE, "window", "before", "otherwise", "deadline"),
    WINDOW_BROUGHT_FORWARD("CLIENT FREELANCER", About.MILESTONE, "window", "before", "otherwise", "deadline"),
    EXTENSION_PROPOSED("CLIENT FREELANCER", About.MILESTONE, "window", "before", "until"),
    EXTENSION_AGREED("CLIENT FREELANCER", About.MILESTONE, "window", "before", "otherwise", "deadline"),
    MOVE_PROPOSED("OPERATIONS", About.STAFF_MILESTONE, "window", "before", "until", "grounds"),
    WINDOW_MOVED("CLIENT FREELANCER", About.MILESTONE, "window", "before", "grounds", "otherwise", "deadline"),
    WINDOW_MOVED_BY_OUTAGE("CLIENT FREELANCER", About.MILESTONE, "window", "before", "otherwise", "deadline"),

    ADDRESS_CORRECTED("CLIENT FREELANCER FORMER_ADDRESS", About.ADDRESS);

    /** What it is about: where its link leads, and the facts that say which work it is; only parties have another side. */
    private enum About {
        MILESTONE(Opens.PARTYS_PAGE, "milestone", "contract", "other"),
        CASE(Opens.PARTYS_PAGE, "milestone", "contract", "other", "caseNumber"),
        STAFF_CASE(Opens.TASKLIST, "milestone", "contract", "caseNumber"),
        STAFF_MILESTONE(Opens.TASKLIST, "milestone", "contract"),
        CODE(Opens.NOTHING, "milestone", "contract", "other"),
        ADDRESS(Opens.NOTHING);

        private final Opens opens;
        private final List<String> facts;

        About(Opens opens, String... facts) {
            this.opens = opens;
            this.facts = List.of(facts);
        }
    }

    /** Where a mail's one link leads. */
    enum Opens {
        PARTYS_PAGE,
        TASKLIST,
        NOTHING
    }

    private final Set<String> roles;
    private final List<String> facts;
    private final Opens opens;

    Kind(String roles, About about, String... facts) {
        this.roles = Set.of(roles.split(" ", -1));
        this.facts = Stream.concat(Stream.of(facts), about.facts.stream()).toList();
        this.opens = about.opens;
    }

    /** The names of the facts that a notice of this kind carries: all of them and no other. */
    public List<String> facts() {
        return facts;
    }

    public Set<String> roles() {
        return roles;
    }

    Opens opens() {
        return opens;
    }

    /** Whether it asks for an answer by a deadline, and so has to name it. */
    public boolean hasDeadline() {
        return facts.contains("deadline");
    }
}
