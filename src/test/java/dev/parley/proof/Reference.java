package dev.parley.proof;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must come of a contract with one milestone, written from RULES.md alone: it shares no code with the product. Each
 * act says whether it is taken; one that is not changes nothing. Amounts in minor units; {@code inTime} is said by who
 * knows the clock.
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

    private record Offer(int number, long toFreelancer, Stage stage, int version) {}

    /** Whether the side that is waited for has a deadline that is still to come. */
    boolean inTime = true;

    long free;
    long held;
    long net;
    long fee;
    long refunded;
    long sharesHeld;
    long sharesReturned;
    long sharesPassed;

    Clock clock = Clock.NONE;

    @Nullable
    Who endedBy;

    long underReview;
    boolean submitted;

    Stage stage = Stage.RESPONSE;
    int version;
    int offers;
    final List<String> endings = new ArrayList<>();

    private final BigDecimal rate;
    private final long share;
    private boolean barred;
    private boolean decided;
    private long reviewBefore;
    private long proposal;
    private final Map<Who, Offer> lastOffers = new EnumMap<>(Who.class);
    private final Set<Who> accepted = EnumSet.noneOf(Who.class);
    private final Set<Who> elected = EnumSet.noneOf(Who.class);

    Reference(BigDecimal rate, long share) {
        this.rate = rate;
        this.share = share;
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
        if (clock != Clock.REVIEW || !inTime) return false;
        approved("review approved");
        return true;
    }

    boolean requestChanges() {
        if (clock != Clock.REVIEW || !inTime) return false;
        clock = Clock.NONE;
        barred = false;
        decided = false;
        next(0, false);
        return true;
    }

    boolean endContract(Who by) {
        if (endedBy != null || (by == Who.FREELANCER && clock == Clock.REVIEW && !inTime)) return false;
        endedBy = by;
        if (by == Who.FREELANCER) {
            if (clock == Clock.REVIEW) clock = Clock.NONE;
            if (free > 0) refund("contract ended");
        } else if (clock == Clock.NONE && free > 0) {
            clock = Clock.CLAIM;
        }
        return true;
    }

    // DIS

    boolean file(boolean contractEnded, long amount) {
        if (clock == Clock.CASE || (clock != Clock.NONE && !inTime)) return false;
        if (submitted && barred) return false;
        if (contractEnded && endedBy != Who.CLIENT) return false;
        if (!contractEnded && (!submitted || (decided && clock != Clock.REVIEW))) return false;
        if (amount <= 0 || amount > free) return false;
        reviewBefore = clock == Clock.REVIEW ? underReview : 0;
        free -= amount;
        held = amount;
        clock = Clock.CASE;
        at(Stage.RESPONSE);
        version = 1;
        offers = 0;
        accepted.clear();
        elected.clear();
        return true;
    }

    boolean update(long amount) {
        if (!isAt(Stage.RESPONSE) || !inTime || amount <= 0 || amount > free + held) return false;
        free += held - amount;
        held = amount;
        version++;
        lastOffers.clear();
        if (endedBy == Who.FREELANCER && free > 0) refund("update");
        return true;
    }

    boolean approveRequest(int seen) {
        if (!isAt(Stage.RESPONSE) || !inTime || seen != version) return false;
        close("APPROVED", held, 0);
        return true;
    }

    boolean decline(int seen) {
        if (!isAt(Stage.RESPONSE) || !inTime || seen != version) return false;
        at(Stage.MEDIATION);
        return true;
    }

    boolean withdraw() {
        var may = isAt(Stage.MEDIATION) || ((isAt(Stage.RESPONSE) || isAt(Stage.DECISIONS)) && inTime);
        if (!may) return false;
        barred = submitted;
        close("WITHDRAWN", 0, 0);
        return true;
    }

    boolean offer(Who by, long toFreelancer) {
        if (clock != Clock.CASE || toFreelancer < 0 || toFreelancer > held) return false;
        lastOffers.put(by, new Offer(++offers, toFreelancer, stage, version));
        return true;
    }

    boolean accept(Who by, int number) {
        var offer = lastOffers.get(by.other());
        if (clock != Clock.CASE || offer == null || offer.number != number) return false;
        var waits = stage == Stage.RESPONSE || stage == Stage.DECISIONS || stage == Stage.ELECTION;
        if (waits && !inTime) return false;
        close("SETTLED", offer.toFreelancer, held - offer.toFreelancer);
        return true;
    }

    // RES

    boolean propose(long toFreelancer) {
        if (!isAt(Stage.MEDIATION) || toFreelancer < 0 || toFreelancer > held) return false;
        proposal = toFreelancer;
        at(Stage.DECISIONS);
        return true;
    }

    boolean decide(Who by, boolean accepts) {
        if (!isAt(Stage.DECISIONS) || !inTime || accepted.contains(by)) return false;
        if (!accepts) {
            at(Stage.ELECTION);
            return true;
        }
        accepted.add(by);
        if (accepted.size() == 2) close("PROPOSAL_ACCEPTED", proposal, held - proposal);
        return true;
    }

    // ARB

    boolean elect(Who by) {
        if (!isAt(Stage.ELECTION) || !inTime || elected.contains(by)) return false;
        elected.add(by);
        sharesHeld += share;
        if (elected.size() == 2) at(Stage.ARBITRATION);
        return true;
    }

    boolean award(long toFreelancer) {
        if (!isAt(Stage.ARBITRATION) || toFreelancer < 0 || toFreelancer > held) return false;
        close("AWARDED", toFreelancer, held - toFreelancer);
        return true;
    }

    /** The deadline that runs has passed with nobody heard. */
    void silence() {
        switch (clock) {
            case REVIEW -> approved("review silent");
            case CLAIM -> {
                clock = Clock.NONE;
                refund("claim unused");
            }
            case CASE -> silenceInCase();
            case NONE -> throw new IllegalStateException("nothing runs");
        }
    }

    private void silenceInCase() {
        switch (stage) {
            case RESPONSE -> close("NO_RESPONSE", held, 0);
            case DECISIONS -> at(Stage.ELECTION);
            case ELECTION -> {
                var toFreelancer = elected.contains(Who.FREELANCER) ? held : 0;
                close(elected.isEmpty() ? "NOBODY_ELECTED" : "ONE_ELECTED", toFreelancer, held - toFreelancer);
            }
            case MEDIATION, ARBITRATION -> throw new IllegalStateException("no party is waited for");
        }
    }

    private boolean isAt(Stage asked) {
        return clock == Clock.CASE && stage == asked;
    }

    private void at(Stage next) {
        stage = next;
        lastOffers.clear();
    }

    private void review(long amount) {
        clock = Clock.REVIEW;
        underReview = amount;
    }

    private void approved(String how) {
        clock = Clock.NONE;
        decided = true;
        endings.add(how);
        free -= underReview;
        release(underReview);
        next(0, false);
    }

    /** Table of endings: what is neither party's goes back to escrow. */
    private void close(String ending, long toFreelancer, long toClient) {
        endings.add(ending);
        if (ending.equals("AWARDED")) sharesPassed += sharesHeld;
        else sharesReturned += sharesHeld;
        sharesHeld = 0;
        free += held - toFreelancer - toClient;
        held = 0;
        refunded += toClient;
        release(toFreelancer);
        if (toFreelancer + toClient > 0) decided = true;
        clock = Clock.NONE;
        next(Math.min(reviewBefore - toFreelancer - toClient, free), ending.equals("WITHDRAWN"));
    }

    /** REV-8, in its order. */
    private void next(long toReview, boolean withdrawn) {
        if (free == 0) return;
        if (endedBy == Who.FREELANCER) refund("contract ended");
        else if (toReview > 0) review(toReview);
        else if (endedBy == Who.CLIENT && withdrawn) refund("withdrawn after the end");
        else if (endedBy == Who.CLIENT) clock = Clock.CLAIM;
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
