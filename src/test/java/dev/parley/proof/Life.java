package dev.parley.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.Api;
import dev.parley.Api.Response;
import dev.parley.proof.Reference.Clock;
import dev.parley.proof.Reference.Stage;
import dev.parley.proof.Reference.Who;
import dev.parley.shared.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** One contract in the product beside its {@link Reference}: acts on both, and compares them. */
final class Life {
    private static final List<String> ZONES = List.of(
            "America/New_York", "Europe/Berlin", "Asia/Tokyo", "Australia/Lord_Howe", "Pacific/Kiritimati", "UTC");
    private static final List<String> REGIONS = List.of("US-NY", "DE-BE", "JP", "AU-NSW", "US", "XX");
    private static final List<String> ALWAYS_THE_SAME_BODY = List.of(
            "approve", "decline", "withdraw", "offer", "accept", "propose", "decide", "update", "request", "end");
    private static final long SHARE = 29_100;
    private static final long MOST = 200_000;

    final Reference rules;
    final List<String> trace = new ArrayList<>();
    private final SplittableRandom random;
    private final Api api;
    private final UUID contract;
    private final UUID milestone;
    private @Nullable UUID review;
    private @Nullable UUID dispute;
    private @Nullable Instant due;

    Life(Api api, SplittableRandom random) {
        this.api = api;
        this.random = random;
        var direct = random.nextInt(3) > 0;
        rules = new Reference(new BigDecimal(direct ? "0.034" : "0"), SHARE);
        var zone = random.nextInt(4) == 0 ? null : oneOf(ZONES);
        var registered = api.register(direct ? "DIRECT" : "MARKETPLACE", "USD", zone, oneOf(REGIONS), MOST)
                .expect(201);
        contract = registered.id();
        milestone = registered.milestone(0);
        trace.add(contract + " " + zone);
    }

    boolean isOver() {
        return rules.clock == Clock.NONE;
    }

    /** When the window that runs ends, if a party is waited for. */
    @Nullable
    Instant due() {
        return due;
    }

    /** Its deadline has passed with nobody heard. */
    void silence() {
        trace.add("silence");
        rules.silence();
        compare();
    }

    /** Some act of somebody, be it right, wrong, late, stale or said twice; more often one that fits. */
    void act() {
        if (random.nextInt(3) == 0) any();
        else fitting();
    }

    private void fitting() {
        switch (rules.clock) {
            case NONE -> submit();
            case REVIEW -> {
                switch (random.nextInt(6)) {
                    case 0 -> approveWork();
                    case 1 -> requestChanges();
                    case 2, 3 -> file(false);
                    default -> {}
                }
            }
            case CLAIM -> {
                if (random.nextInt(4) == 0) file(true);
            }
            case CASE -> fittingInCase();
        }
    }

    private void fittingInCase() {
        switch (rules.stage) {
            case RESPONSE -> {
                if (random.nextInt(3) > 0) answer(random.nextInt(4) == 0);
            }
            case MEDIATION -> propose();
            case DECISIONS -> decide(random.nextInt(4) > 0);
            case ELECTION -> elect();
            case ARBITRATION -> award();
        }
    }

    private void any() {
        switch (random.nextInt(rules.clock == Clock.CASE ? 22 : 10)) {
            case 0, 1 -> amountAct("deposit", this::some, rules::deposit, money -> api.deposit(milestone, money));
            case 2, 3 -> submit();
            case 4 -> approveWork();
            case 5 -> requestChanges();
            case 6, 7 -> file(false);
            case 8 -> file(true);
            case 9 -> {
                if (random.nextInt(3) == 0) endContract();
            }
            case 10 -> update();
            case 11 -> answer(true);
            case 12, 13 -> answer(false);
            case 14 -> {
                if (random.nextInt(3) == 0) withdraw();
            }
            case 15 -> offer();
            case 16 -> accept();
            case 17, 18 -> staffAct();
            case 19 -> decide(random.nextInt(4) > 0);
            case 20 -> elect();
            default -> decide(true);
        }
    }

    /** What brings it nearer to its end, when nobody but staff is waited for. */
    void staffAct() {
        if (rules.stage == Stage.ARBITRATION && rules.clock == Clock.CASE) award();
        else propose();
    }

    private void submit() {
        var amount = some(rules.free);
        var taken = rules.submit(amount);
        var answer = said("submit " + amount, taken, key -> api.withKey(key).submit(milestone, usd(amount)));
        if (taken) review = answer.id();
    }

    private void approveWork() {
        if (review == null) return;
        said(
                "approve work",
                reviewed(rules::approveWork),
                key -> api.withKey(key).approve(review));
    }

    private void requestChanges() {
        if (review == null) return;
        said(
                "request changes",
                reviewed(rules::requestChanges),
                key -> api.withKey(key).requestChanges(review, "More blue."));
    }

    /** A review that a case left open is another one: what the parties still hold in their hands is the old. */
    private boolean reviewed(BooleanSupplier act) {
        if (rules.clock == Clock.REVIEW)
            review = UUID.fromString(api.milestone(milestone).at("/clock/id"));
        return act.getAsBoolean();
    }

    private void endContract() {
        var by = who();
        said("end by " + by, rules.endContract(by), key -> api.withKey(key).endContract(contract, by.name()));
    }

    private void file(boolean contractEnded) {
        var amount = some(rules.free);
        var ground = contractEnded ? "CONTRACT_ENDED" : "PAYMENT_NOT_RELEASED";
        var taken = rules.file(contractEnded, amount);
        var answer = said(
                "file " + ground + " " + amount,
                taken,
                key -> api.withKey(key).file(milestone, ground, usd(amount), "I delivered what we agreed."));
        if (taken) dispute = answer.id();
    }

    private void update() {
        var amount = some(rules.free + rules.held);
        onCase(
                "update " + amount,
                rules.update(amount),
                (key, id) -> api.withKey(key).update(id, usd(amount), "Again."));
    }

    private void answer(boolean approves) {
        var seen = rules.version - (random.nextInt(5) == 0 ? 1 : 0);
        if (seen < 1) return;
        if (approves)
            onCase(
                    "approve " + seen,
                    rules.approveRequest(seen),
                    (key, id) -> api.withKey(key).approveRequest(id, seen));
        else
            onCase(
                    "decline " + seen,
                    rules.decline(seen),
                    (key, id) -> api.withKey(key).decline(id, seen));
    }

    private void withdraw() {
        onCase("withdraw", rules.withdraw(), (key, id) -> api.withKey(key).withdraw(id));
    }

    private void offer() {
        var by = who();
        var amount = some(rules.held);
        onCase(
                "offer by " + by + " " + amount,
                rules.offer(by, amount),
                (key, id) -> api.withKey(key).offer(id, by.name(), usd(amount)));
    }

    private void accept() {
        if (rules.offers == 0) return;
        var by = who();
        var number = rules.offers - (random.nextInt(4) == 0 ? 1 : 0);
        onCase(
                "accept by " + by + " " + number,
                rules.accept(by, number),
                (key, id) -> api.withKey(key).accept(id, by.name(), number));
    }

    private void propose() {
        if (dispute == null) return;
        var mediator = api.dispute(dispute).json().path("mediator").asText("lena");
        var amount = some(rules.held);
        onCase(
                "propose " + amount,
                rules.propose(amount),
                (key, id) -> api.as(mediator).withKey(key).propose(id, usd(amount)));
    }

    private void decide(boolean accepts) {
        var by = who();
        onCase(
                "decide " + by + " " + accepts,
                rules.decide(by, accepts),
                (key, id) -> api.withKey(key).decide(id, by.name(), 1, accepts ? "ACCEPT" : "REJECT"));
    }

    private void elect() {
        var by = who();
        onCase("elect " + by, rules.elect(by), (key, id) -> api.withKey(key).elect(id, by.name(), usd(SHARE)));
    }

    private void award() {
        if (dispute == null) return;
        var amount = Math.min(some(rules.held), rules.held);
        api.as("otto").enterAward(dispute, usd(amount)).expect(200);
        var number = api.dispute(dispute).json().path("awards").size();
        assertThat(api.as("otto").confirmAward(dispute, number, true).status()).isEqualTo(403);
        onCase(
                "award " + amount,
                rules.award(amount),
                (key, id) -> api.as("olga").withKey(key).confirmAward(id, number, true));
    }

    private interface OnCase {
        Response send(String key, UUID dispute);
    }

    private void onCase(String what, boolean taken, OnCase call) {
        var id = dispute;
        if (id != null) said(what, taken, key -> call.send(key, id));
    }

    private void amountAct(String what, LongUnaryOperator amounts, LongPredicate rule, Function<Money, Response> call) {
        var amount = Math.max(1, amounts.applyAsLong(MOST));
        said(what + " " + amount, rule.test(amount), key -> call.apply(usd(amount)));
    }

    private Response said(String what, boolean taken, Function<String, Response> call) {
        var key = "life-" + UUID.randomUUID();
        var answer = call.apply(key);
        trace.add(what + (rules.inTime ? "" : " late") + (taken ? ": taken, " : ": refused, ") + answer.status() + " "
                + answer.code());
        assertThat(answer.status() < 300).as("%s: %s", trace, answer.text()).isEqualTo(taken);
        assertThat(answer.status()).as("%s: %s", trace, answer.text()).isLessThan(500);
        if (taken && random.nextInt(8) == 0 && ALWAYS_THE_SAME_BODY.contains(what.split(" ", -1)[0]))
            assertThat(call.apply(key).text()).as("%s, said twice", trace).isEqualTo(answer.text());
        compare();
        return answer;
    }

    /** The product is where the rules say it must be, to the minor unit. */
    void compare() {
        var is = api.milestone(milestone).json();
        assertThat(List.of(
                        money(is, "free"),
                        money(is, "held"),
                        money(is, "paidOut"),
                        money(is, "fees"),
                        money(is, "refunded"),
                        money(is, "arbitrationHeld"),
                        money(is, "arbitrationReturned"),
                        money(is, "arbitrationPassed")))
                .as("free, held, net, fee, refunded, shares: %s", trace)
                .isEqualTo(List.of(
                        rules.free,
                        rules.held,
                        rules.net,
                        rules.fee,
                        rules.refunded,
                        rules.sharesHeld,
                        rules.sharesReturned,
                        rules.sharesPassed));
        assertThat(is.at("/clock/kind").asText("NONE")).as("%s", trace).isIn(rules.clock.name(), nothing());
        if (rules.clock == Clock.CASE)
            assertThat(is.at("/cases").findValuesAsText("stage"))
                    .as("%s", trace)
                    .contains(rules.stage.name());
    }

    private String nothing() {
        return rules.clock == Clock.NONE ? "null" : rules.clock.name();
    }

    private static long money(JsonNode milestone, String balance) {
        return milestone.at("/balances/" + balance + "/minor").asLong();
    }

    private static Money usd(long minor) {
        return Money.of(minor, "USD");
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

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
