package dev.parley.proof;

import dev.parley.proof.Days.Home;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What must come of a contract with one milestone, written from RULES.md alone: it shares no code with the product. Each
 * act says whether it is taken; one that is not changes nothing. Amounts in minor units.
 */
final class Reference {
    enum Who {
        CLIENT,
        FREELANCER;

        Who other() {
            return this == CLIENT ? FREELANCER : CLIENT;
        }
    }

    enum Clock {
        NONE,
        REVIEW,
        CLAIM,
        CASE
    }

    enum Stage {
        RESPONSE,
        MEDIATION,
        DECISIONS,
        ELECTION,
        ARBITRATION
    }

    private record Offer(int number, long toFreelancer) {}

    /** By whose clock an act is late. */
    Instant now = Instant.MIN;

    /** What became of the mails of the window that runs. */
    Supplier<List<Window.Mail>> mails = List::of;

    long free;
    long held;
    Clock clock = Clock.NONE;
    Stage stage = Stage.RESPONSE;

    @Nullable
    Window window;

    int version;
    int offers;
    int awards;
    final List<String> endings = new ArrayList<>();
    final List<String> caseEndings = new ArrayList<>();
    final List<String> reviewEndings = new ArrayList<>();

    private final BigDecimal rate;
    private final long share;
    private final Map<Who, Home> homes;
    private long net;
    private long fee;
    private long refunded;
    private long sharesHeld;
    private long sharesReturned;
    private long sharesPassed;
    private @Nullable Who endedBy;
    private long underReview;
    private boolean submitted;
    private boolean barred;
    private boolean decided;
    private long reviewBefore;
    private long proposal;
    private @Nullable Long award;
    private final Map<Who, Offer> lastOffers = new EnumMap<>(Who.class);
    private final Set<Who> accepted = EnumSet.noneOf(Who.class);
    private final Set<Who> elected = EnumSet.noneOf(Who.class);

    Reference(BigDecimal rate, long share, Map<Who, Home> homes) {
        this.rate = rate;
        this.share = share;
        this.homes = homes;
    }

    /** All accounts that are not empty. */
    String money() {
        var all = new TreeMap<>(Map.of(
                "FREE", free,
                "HELD", held,
                "PAID_OUT", net,
                "FEE", fee,
                "REFUNDED", refunded,
                "ARBITRATION_HELD", sharesHeld,
                "ARBITRATION_RETURNED", sharesReturned,
                "ARBITRATION_PASSED", sharesPassed));
        all.values().removeIf(balance -> balance == 0);
        return all.toString();
    }

    boolean deposit(long amount) {
        if (amount <= 0) return false;
        if (endedBy == null) free += amount;
        else refunded += amount;
        return true;
    }

    // REV

    boolean submit(long amount) {
        if (clock != Clock.NONE || endedBy != null || amount <= 0 || amount > free) return false;
        submitted = true;
        barred = false;
        decided = false;
        review(amount);
        return true;
    }

    boolean approveWork() {
        if (clock != Clock.REVIEW || !inTime()) return false;
        approved("APPROVED");
        return true;
    }

    boolean requestChanges() {
        if (clock != Clock.REVIEW || !inTime()) return false;
        nothingRuns();
        reviewEndings.add("CHANGES_REQUESTED");
        barred = false;
        decided = false;
        next(0, false);
        return true;
    }

    boolean endContract(Who by) {
        if (endedBy != null || (by == Who.FREELANCER && clock == Clock.REVIEW && !inTime())) return false;
        endedBy = by;
        if (by == Who.FREELANCER) {
            if (clock == Clock.REVIEW) {
                nothingRuns();
                reviewEndings.add("ENDED_WITH_CONTRACT");
            }
            if (free > 0) refund("contract ended by freelancer");
        } else if (clock == Clock.NONE && free > 0) {
            runs(Clock.CLAIM, Window.Kind.CLAIM, null);
        }
        return true;
    }

    // DIS

    boolean file(boolean contractEnded, long amount) {
        if (clock == Clock.CASE || (submitted && barred)) return false;
        if (contractEnded && endedBy != Who.CLIENT) return false;
        if (!contractEnded && (!submitted || (decided && clock != Clock.REVIEW))) return false;
        if (amount <= 0 || amount > free || !inTime()) return false;
        var ended = clock == Clock.REVIEW && window != null ? window.due() : null;
        reviewBefore = clock == Clock.REVIEW ? underReview : 0;
        if (clock == Clock.REVIEW) reviewEndings.add("TAKEN_OVER");
        free -= amount;
        held = amount;
        at(Stage.RESPONSE, Window.Kind.RESPONSE, ended);
        version = 1;
        offers = 0;
        awards = 0;
        award = null;
        accepted.clear();
        elected.clear();
        return true;
    }

    boolean update(long amount) {
        if (!isAt(Stage.RESPONSE) || amount <= 0 || amount > free + held || !inTime()) return false;
        if (amount > held && window != null) at(Stage.RESPONSE, Window.Kind.RESPONSE, window.due());
        free += held - amount;
        held = amount;
        version++;
        lastOffers.clear();
        if (endedBy == Who.FREELANCER && free > 0) refund("contract ended by freelancer");
        return true;
    }

    boolean approveRequest(int seen) {
        if (!isAt(Stage.RESPONSE) || seen != version || !inTime()) return false;
        close("APPROVED", held, 0);
        return true;
    }

    boolean decline(int seen) {
        if (!isAt(Stage.RESPONSE) || seen != version || !inTime()) return false;
        at(Stage.MEDIATION, null, null);
        return true;
    }

    boolean withdraw() {
        var may = isAt(Stage.MEDIATION) || isAt(Stage.RESPONSE) || isAt(Stage.DECISIONS);
        if (!may || !inTime()) return false;
        barred = submitted;
        close("WITHDRAWN", 0, 0);
        return true;
    }

    boolean offer(Who by, long toFreelancer) {
        if (clock != Clock.CASE || toFreelancer < 0 || toFreelancer > held) return false;
        lastOffers.put(by, new Offer(++offers, toFreelancer));
        return true;
    }

    boolean accept(Who by, int number) {
        var offer = lastOffers.get(by.other());
        if (clock != Clock.CASE || offer == null || offer.number != number || !inTime()) return false;
        close("SETTLED", offer.toFreelancer, held - offer.toFreelancer);
        return true;
    }

    // RES

    boolean propose(long toFreelancer) {
        if (!isAt(Stage.MEDIATION) || toFreelancer < 0 || toFreelancer > held) return false;
        proposal = toFreelancer;
        at(Stage.DECISIONS, Window.Kind.DECISIONS, null);
        return true;
    }

    boolean decide(Who by, int seen, boolean accepts) {
        if (!isAt(Stage.DECISIONS) || seen != 1 || accepted.contains(by) || !inTime()) return false;
        if (!accepts) {
            at(Stage.ELECTION, Window.Kind.ELECTION, null);
            return true;
        }
        accepted.add(by);
        if (accepted.size() == 2) close("PROPOSAL_ACCEPTED", proposal, held - proposal);
        return true;
    }

    // ARB

    boolean elect(Who by, long paid) {
        if (!isAt(Stage.ELECTION) || paid != share || elected.contains(by) || !inTime()) return false;
        elected.add(by);
        sharesHeld += share;
        if (elected.size() == 2) at(Stage.ARBITRATION, null, null);
        return true;
    }

    boolean enterAward(long toFreelancer) {
        if (!isAt(Stage.ARBITRATION) || award != null || toFreelancer < 0 || toFreelancer > held) return false;
        award = toFreelancer;
        awards++;
        return true;
    }

    boolean confirmAward(int number, boolean confirmed, boolean bySecondPerson) {
        if (!isAt(Stage.ARBITRATION) || award == null || number != awards || !bySecondPerson) return false;
        if (confirmed) close("AWARDED", award, held - award);
        else award = null;
        return true;
    }

    // Time

    /** Whoever acts is in time; if they were late, because somebody silent was not reached. */
    private boolean inTime() {
        return window == null || now.isBefore(window.due()) || window.extend(silent(), mails.get(), now);
    }

    /** The alarm of a window that is over. */
    void alarm() {
        if (window == null || now.isBefore(window.due()) || window.extend(silent(), mails.get(), now)) return;
        switch (window.kind) {
            case REVIEW -> approved("APPROVED_BY_SILENCE");
            case CLAIM -> {
                nothingRuns();
                refund("no claim");
            }
            case RESPONSE -> close("NO_RESPONSE", held, 0);
            case DECISIONS -> at(Stage.ELECTION, Window.Kind.ELECTION, null);
            case ELECTION -> {
                var toFreelancer = elected.contains(Who.FREELANCER) ? held : 0;
                close(elected.isEmpty() ? "NOBODY_ELECTED" : "ONE_ELECTED", toFreelancer, held - toFreelancer);
            }
        }
    }

    /** A mail of the window was accepted, or acknowledged. */
    void heard() {
        if (window != null && now.isBefore(window.due())) window.heard(silent(), mails.get());
    }

    /** Those whose silence has the consequence. */
    private Set<Who> silent() {
        if (window == null) return EnumSet.noneOf(Who.class);
        return switch (window.kind) {
            case REVIEW, RESPONSE -> EnumSet.of(Who.CLIENT);
            case CLAIM -> EnumSet.of(Who.FREELANCER);
            case DECISIONS -> EnumSet.complementOf(EnumSet.copyOf(accepted));
            case ELECTION -> EnumSet.complementOf(EnumSet.copyOf(elected));
        };
    }

    private boolean isAt(Stage asked) {
        return clock == Clock.CASE && stage == asked;
    }

    private void at(Stage next, Window.@Nullable Kind kind, @Nullable Instant notBefore) {
        stage = next;
        lastOffers.clear();
        runs(Clock.CASE, kind, notBefore);
    }

    private void runs(Clock which, Window.@Nullable Kind kind, @Nullable Instant notBefore) {
        clock = which;
        window = kind == null ? null : new Window(kind, homes, notBefore);
    }

    private void nothingRuns() {
        runs(Clock.NONE, null, null);
    }

    private void review(long amount) {
        underReview = amount;
        runs(Clock.REVIEW, Window.Kind.REVIEW, null);
    }

    // Endings

    private void approved(String how) {
        nothingRuns();
        decided = true;
        reviewEndings.add(how);
        endings.add("review " + how);
        free -= underReview;
        release(underReview);
        next(0, false);
    }

    /** Table of endings: what is neither party's goes back to escrow. */
    private void close(String ending, long toFreelancer, long toClient) {
        endings.add(ending);
        caseEndings.add(ending);
        if (ending.equals("AWARDED")) sharesPassed += sharesHeld;
        else sharesReturned += sharesHeld;
        sharesHeld = 0;
        free += held - toFreelancer - toClient;
        held = 0;
        refunded += toClient;
        release(toFreelancer);
        if (toFreelancer + toClient > 0) decided = true;
        nothingRuns();
        next(Math.min(reviewBefore - toFreelancer - toClient, free), ending.equals("WITHDRAWN"));
    }

    /** REV-8, in its order. */
    private void next(long toReview, boolean withdrawn) {
        if (free == 0) return;
        if (endedBy == Who.FREELANCER) refund("contract ended by freelancer");
        else if (toReview > 0) review(toReview);
        else if (endedBy == Who.CLIENT && withdrawn) refund("withdrawn after the end");
        else if (endedBy == Who.CLIENT) runs(Clock.CLAIM, Window.Kind.CLAIM, null);
    }

    private void refund(String why) {
        endings.add("refund: " + why);
        refunded += free;
        free = 0;
    }

    /** ESC-4: the fee taken so far is the rate on all released so far, rounded half up. */
    private void release(long gross) {
        var released = BigDecimal.valueOf(net + fee + gross);
        var total = rate.multiply(released).setScale(0, RoundingMode.HALF_UP).longValueExact();
        net += gross - (total - fee);
        fee = total;
    }
}
