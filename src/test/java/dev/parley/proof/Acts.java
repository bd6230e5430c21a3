package dev.parley.proof;

import static java.util.Objects.requireNonNull;

import dev.parley.Api;
import dev.parley.proof.Reference.Clock;
import dev.parley.proof.Reference.Stage;
import dev.parley.proof.Reference.Who;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What somebody in a life may do next: right, wrong, late, stale, out of order or once more. */
final class Acts {
    private final Life life;
    private final Reference rules;
    private final SplittableRandom random;

    Acts(Life life, SplittableRandom random) {
        this.life = life;
        this.rules = life.rules;
        this.random = random;
    }

    /** More often one that fits. */
    void some() {
        if (random.nextInt(3) == 0) any();
        else fitting();
    }

    private void fitting() {
        switch (rules.clock) {
            case NONE -> {
                if (rules.free == 0) deposit();
                submit();
            }
            case REVIEW -> {
                switch (random.nextInt(8)) {
                    case 0 -> approveWork();
                    case 1 -> requestChanges();
                    case 2, 3, 4 -> file(false);
                    case 5 -> {
                        if (random.nextBoolean()) endContract();
                    }
                    default -> {}
                }
            }
            case CLAIM -> {
                if (random.nextInt(3) == 0) file(true);
            }
            case CASE -> fittingInCase();
        }
    }

    private void fittingInCase() {
        if (random.nextInt(5) == 0) settle();
        switch (rules.stage) {
            case RESPONSE -> {
                if (random.nextInt(3) > 0) answer(random.nextInt(5) == 0);
            }
            case DECISIONS -> {
                for (var n = random.nextInt(3); n > 0; n--) decide(random.nextInt(5) > 0);
            }
            case ELECTION -> {
                for (var n = random.nextInt(4); n > 0; n--) elect();
            }
            case MEDIATION, ARBITRATION -> staff();
        }
    }

    private void any() {
        switch (random.nextInt(rules.clock == Clock.CASE ? 24 : 12)) {
            case 0, 1 -> deposit();
            case 2, 3 -> submit();
            case 4 -> approveWork();
            case 5 -> requestChanges();
            case 6, 7 -> file(false);
            case 8 -> file(true);
            case 9 -> {
                if (random.nextInt(3) == 0) endContract();
            }
            case 10 -> life.heardOfNotice(true);
            case 11 -> life.heardOfNotice(false);
            case 12, 13 -> update();
            case 14 -> answer(random.nextBoolean());
            case 15 -> {
                if (random.nextInt(3) == 0) withdraw();
            }
            case 16, 17 -> offer();
            case 18 -> accept();
            case 19 -> propose();
            case 20 -> decide(random.nextBoolean());
            case 21 -> elect();
            case 22 -> enterAward();
            default -> confirmAward();
        }
    }

    /** What brings it nearer to its end, when nobody but staff is waited for. */
    void staff() {
        if (rules.clock != Clock.CASE) return;
        if (rules.stage == Stage.MEDIATION && life.mediator().isPresent()) propose();
        else if (rules.stage == Stage.MEDIATION) withdraw();
        else if (rules.stage == Stage.ARBITRATION && random.nextBoolean()) enterAward();
        else if (rules.stage == Stage.ARBITRATION) confirmAward();
    }

    private void deposit() {
        var amount = some(Life.MOST);
        var body = Map.of("externalId", Api.fresh("deposit"), "amount", life.money(amount));
        life.said("deposit " + amount, rules.deposit(amount), "/milestones/" + life.milestone + "/deposits", body);
    }

    private void submit() {
        var amount = some(rules.free);
        var body = Map.of(
                "externalId", Api.fresh("submission"), "amount", life.money(amount), "note", "The work is done.");
        life.said("submit " + amount, rules.submit(amount), "/milestones/" + life.milestone + "/submissions", body);
    }

    private void approveWork() {
        onReview("approve work", "approval", null);
    }

    private void requestChanges() {
        onReview("request changes to work", "change-request", Map.of("message", "More blue."));
    }

    /** Of the review that is open, or of one that was. */
    private void onReview(String what, String path, @Nullable Object body) {
        if (life.reviews.isEmpty()) return;
        var last = life.reviews.size() - 1;
        var number = random.nextInt(6) == 0 ? random.nextInt(last + 1) : last;
        var current = number == last;
        var taken = current && (path.equals("approval") ? rules.approveWork() : rules.requestChanges());
        life.said(what + " " + number, taken, "/reviews/" + life.reviews.get(number) + "/" + path, body);
    }

    private void endContract() {
        var by = who();
        var path = "/contracts/" + life.contract + "/end";
        life.said("end of contract by " + by, rules.endContract(by), path, Map.of("by", by.name()));
    }

    private void file(boolean contractEnded) {
        var amount = some(rules.free);
        var body = Map.of(
                "ground",
                contractEnded ? "CONTRACT_ENDED" : "PAYMENT_NOT_RELEASED",
                "amount",
                life.money(amount),
                "statement",
                "I delivered what we agreed.",
                "evidence",
                List.of());
        var path = "/milestones/" + life.milestone + "/disputes";
        life.said("file for " + amount + ", " + body.get("ground"), rules.file(contractEnded, amount), path, body);
    }

    private void update() {
        var amount = some(rules.free + rules.held);
        var body = Map.of("amount", life.money(amount), "statement", "Once more.", "evidence", List.of());
        onCase("update the request to " + amount, rules.update(amount), "request", body);
    }

    private void answer(boolean approves) {
        var seen = seen(rules.version);
        if (approves)
            onCase(
                    "approve request " + seen,
                    rules.approveRequest(seen),
                    "response",
                    Map.of("requestVersion", seen, "answer", "APPROVE", "confirmed", true));
        else
            onCase(
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

    private void withdraw() {
        onCase("withdraw", rules.withdraw(), "withdrawal", null);
    }

    private void offer() {
        var by = who();
        var amount = some(rules.held);
        onCase(
                "offer by " + by + " of " + amount,
                rules.offer(by, amount),
                "offers",
                Map.of("by", by.name(), "toFreelancer", life.money(amount)));
    }

    /** Offers until there is one, then accepts it. */
    private void settle() {
        if (rules.offers == 0) offer();
        else accept();
    }

    private void accept() {
        if (rules.offers == 0) return;
        var by = who();
        var number = seen(rules.offers);
        var path = "offers/" + number + "/acceptance";
        onCase("accept offer " + number + " by " + by, rules.accept(by, number), path, Map.of("by", by.name()));
    }

    private void propose() {
        if (life.dispute == null) return;
        var mediator = life.mediator();
        var by = mediator.filter(at -> random.nextInt(6) > 0).orElse("max".equals(mediator.orElse("")) ? "mia" : "max");
        var amount = some(rules.held);
        var body = Map.of(
                "toFreelancer", life.money(amount), "reasonCode", "PARTLY_DELIVERED", "reasons", "Half is as agreed.");
        var taken = by.equals(mediator.orElse("")) && rules.propose(amount);
        onCase(by, "propose " + amount + " as " + by, taken, "proposal", body);
    }

    private void decide(boolean accepts) {
        var by = who();
        var seen = random.nextInt(8) == 0 ? 2 : 1;
        var choice = accepts ? "ACCEPT" : "REJECT";
        var body = Map.of("by", by.name(), "proposal", seen, "decision", choice);
        onCase(by + " decides on " + seen + ": " + choice, rules.decide(by, seen, accepts), "decisions", body);
    }

    private void elect() {
        var by = who();
        var paid = random.nextInt(8) == 0 ? life.share - 1 : life.share;
        var body = Map.of("by", by.name(), "paid", life.money(paid), "paymentReference", Api.fresh("payment"));
        onCase(by + " elects, paid " + paid, rules.elect(by, paid), "elections", body);
    }

    private void enterAward() {
        var amount = some(rules.held);
        var body = Map.of("toFreelancer", life.money(amount), "reference", Api.fresh("award"));
        onCase("otto", "enter an award of " + amount, rules.enterAward(amount), "award", body);
    }

    private void confirmAward() {
        if (rules.awards == 0) return;
        var number = seen(rules.awards);
        var by = random.nextInt(4) == 0 ? "otto" : "olga";
        var confirmed = random.nextInt(4) > 0;
        var taken = rules.confirmAward(number, confirmed, by.equals("olga"));
        var body = Map.of("award", number, "confirmed", confirmed);
        onCase(by, by + " confirms award " + number + ": " + confirmed, taken, "award-confirmation", body);
    }

    private void onCase(String what, boolean taken, String path, @Nullable Object body) {
        onCase("contracts", what, taken, path, body);
    }

    /** Of the case that is open, or else of the last. */
    private void onCase(String who, String what, boolean taken, String path, @Nullable Object body) {
        if (life.dispute == null) return;
        life.said(who, what, taken, "/disputes/" + requireNonNull(life.dispute) + "/" + path, body);
    }

    /** The newest, or one before. */
    private int seen(int newest) {
        return Math.max(1, newest - (random.nextInt(5) == 0 ? 1 : 0));
    }

    /** Mostly a part of it, sometimes all, now and then a cent too much. */
    private long some(long of) {
        return switch (random.nextInt(6)) {
            case 0 -> of + 1;
            case 1, 2 -> of;
            default -> of <= 1 ? of : random.nextLong(1, of);
        };
    }

    private Who who() {
        return random.nextBoolean() ? Who.CLIENT : Who.FREELANCER;
    }
}
