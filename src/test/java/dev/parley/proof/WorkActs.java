package dev.parley.proof;

import dev.parley.Api;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the parties may do about a milestone beside a case. */
final class WorkActs {
    private final Life life;
    private final Work work;
    private final MilestoneRules rules;
    private final Chance chance;

    WorkActs(Life life, Work work, Chance chance) {
        this.life = life;
        this.work = work;
        this.rules = work.rules;
        this.chance = chance;
    }

    void deposit() {
        var amount = chance.some(Life.MOST);
        var body = Map.of("externalId", Api.fresh("deposit"), "amount", life.money(amount));
        onMilestone("deposit " + amount, rules.deposit(amount), "deposits", body);
    }

    void submit() {
        var amount = chance.some(rules.free);
        var body = Map.of(
                "externalId", Api.fresh("submission"), "amount", life.money(amount), "note", "The work is done.");
        onMilestone("submit " + amount, rules.submit(amount), "submissions", body);
    }

    void approve() {
        onReview("approve work", "approval", null);
    }

    void requestChanges() {
        onReview("request changes to work", "change-request", Map.of("message", "More blue."));
    }

    /** Of the review that is open, or of one that was. */
    private void onReview(String what, String path, @Nullable Object body) {
        if (work.reviews.isEmpty()) return;
        var last = work.reviews.size() - 1;
        var number = chance.oneIn(6) ? chance.below(last + 1) : last;
        var taken = number == last && (path.equals("approval") ? rules.approveWork() : rules.requestChanges());
        life.said("contracts", what + " " + number, taken, "/reviews/" + work.reviews.get(number) + "/" + path, body);
    }

    void endContract() {
        var by = chance.who();
        var path = "/contracts/" + life.contract + "/end";
        life.said("contracts", "end of contract by " + by, life.rules.endContract(by), path, Map.of("by", by.name()));
    }

    void file(boolean contractEnded) {
        var amount = chance.some(rules.free);
        var ground = contractEnded ? "CONTRACT_ENDED" : "PAYMENT_NOT_RELEASED";
        var body = Map.of(
                "ground",
                ground,
                "amount",
                life.money(amount),
                "statement",
                "I delivered what we agreed.",
                "evidence",
                List.of());
        onMilestone("file for " + amount + ", " + ground, rules.file(contractEnded, amount), "disputes", body);
    }

    private void onMilestone(String what, boolean taken, String path, Object body) {
        life.said("contracts", what, taken, "/milestones/" + work.id + "/" + path, body);
    }
}
