package dev.parley.proof;

import dev.parley.Api;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What parties and staff may do in a case: the one that is open, or else the last. */
final class CaseActs {
    private final Life life;
    private final Work work;
    private final CaseRules rules;
    private final Chance chance;

    CaseActs(Life life, Work work, CaseRules rules, Chance chance) {
        this.life = life;
        this.work = work;
        this.rules = rules;
        this.chance = chance;
    }

    // The parties

    void update() {
        var amount = chance.some(work.rules.free + work.rules.held);
        var body = Map.of("amount", life.money(amount), "statement", "Once more.", "evidence", List.of());
        act("update the request to " + amount, rules.update(amount), "request", body);
    }

    void answer(boolean approves) {
        var seen = chance.seen(rules.version);
        if (approves)
            act(
                    "approve request " + seen,
                    rules.approveRequest(seen),
                    "response",
                    Map.of("requestVersion", seen, "answer", "APPROVE", "confirmed", true));
        else
            act(
                    "decline request " + seen,
                    rules.decline(seen),
                    "response",
                    Map.of(
                            "requestVersion", seen,
                            "answer", "DECLINE",
                            "reason", "NOT_AS_AGREED",
                            "description", "It lacks what we agreed on.",
                            "evidence", List.of()));
    }

    void withdraw() {
        act("withdraw", rules.withdraw(), "withdrawal", null);
    }

    void offer() {
        var by = chance.who();
        var amount = chance.some(work.rules.held);
        var body = Map.of("by", by.name(), "toFreelancer", life.money(amount));
        act("offer by " + by + " of " + amount, rules.offer(by, amount), "offers", body);
    }

    void accept() {
        if (rules.offers == 0) return;
        var by = chance.who();
        var number = chance.seen(rules.offers);
        var path = "offers/" + number + "/acceptance";
        act("accept offer " + number + " by " + by, rules.accept(by, number), path, Map.of("by", by.name()));
    }

    void decide(boolean accepts) {
        var by = chance.who();
        var seen = chance.oneIn(8) ? 2 : 1;
        var choice = accepts ? "ACCEPT" : "REJECT";
        var body = Map.of("by", by.name(), "proposal", seen, "decision", choice);
        act(by + " decides on " + seen + ": " + choice, rules.decide(by, seen, accepts), "decisions", body);
    }

    void elect() {
        var by = chance.who();
        var share = life.rules.share;
        var paid = chance.oneIn(8) ? share - 1 : share;
        var body = Map.of("by", by.name(), "paid", life.money(paid), "paymentReference", Api.fresh("payment"));
        act(by + " elects, paid " + paid, rules.elect(by, paid), "elections", body);
    }

    // Staff

    void propose() {
        var by = mediator();
        var amount = chance.some(work.rules.held);
        var body = new HashMap<String, Object>(Map.of(
                "toFreelancer", life.money(amount), "reasonCode", "PARTLY_DELIVERED", "reasons", "Half is as agreed."));
        var saysWhy = !chance.oneIn(3);
        if (saysWhy) body.put("outsideOffers", "The invoice says so.");
        act(by, "propose " + amount, rules.propose(by, amount, saysWhy), "proposal", body);
    }

    void handBack() {
        var by = mediator();
        act(by, "hand the case back", rules.handBack(by), "hand-back", Map.of("reason", "I am ill."));
    }

    void declareInterest() {
        var by = chance.oneIn(8) ? "otto" : mediator();
        var body = Map.of("side", chance.who().name());
        var path = "/contracts/" + life.contract + "/interests";
        life.said(by, by + " declares an interest", life.rules.ties.declare(by), path, body);
    }

    /** The assignee, or else a lead; now and then anybody. */
    private String mediator() {
        if (chance.oneIn(6)) return chance.of(chance.oneIn(4) ? Desk.LEADS : Desk.MEDIATORS);
        var assignee = life.rules.ties.assignee(rules);
        return assignee == null ? Desk.LEADS.get(0) : assignee;
    }

    void enterAward() {
        var amount = chance.some(work.rules.held);
        var body = Map.of("toFreelancer", life.money(amount), "reference", Api.fresh("award"));
        act("otto", "enter an award of " + amount, rules.enterAward(amount), "award", body);
    }

    void confirmAward() {
        if (rules.awards == 0) return;
        var number = chance.seen(rules.awards);
        var by = chance.oneIn(4) ? "otto" : "olga";
        var confirmed = !chance.oneIn(4);
        var taken = rules.confirmAward(number, confirmed, by.equals("olga"));
        var body = Map.of("award", number, "confirmed", confirmed);
        act(by, "confirm award " + number + ": " + confirmed, taken, "award-confirmation", body);
    }

    private void act(String what, boolean taken, String path, @Nullable Object body) {
        act("contracts", what, taken, path, body);
    }

    private void act(String who, String what, boolean taken, String path, @Nullable Object body) {
        if (work.dispute == null) return;
        life.said(who, who + ": " + what, taken, "/disputes/" + work.dispute + "/" + path, body);
    }
}
