package dev.parley.proof;

import dev.parley.proof.Days.Home;
import dev.parley.proof.Window.Outage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What must come of a contract, written from RULES.md alone: it shares no code with the product. Each act says whether it
 * is taken; one that is not changes nothing. Amounts in minor units. Here is what its milestones have in common: its
 * parties, its end and its money.
 */
final class Reference {
    enum Who {
        CLIENT,
        FREELANCER;

        Who other() {
            return this == CLIENT ? FREELANCER : CLIENT;
        }
    }

    /** By whose clock an act is late. */
    Instant now = Instant.MIN;

    /** Since when we are out, if nobody has noticed it yet. */
    @Nullable
    Instant outSince;

    @Nullable
    Who endedBy;

    final long share;
    final Map<Who, Home> homes;
    final Desk.Ties ties;
    final List<MilestoneRules> milestones = new ArrayList<>();

    /** What came to pass, for the summary. */
    final List<String> events = new ArrayList<>();

    private final BigDecimal rate;
    private long net;
    private long fee;
    private long refunded;
    private long sharesHeld;
    private long sharesReturned;
    private long sharesPassed;

    Reference(BigDecimal rate, long share, Map<Who, Home> homes, Desk.Ties ties, int count) {
        this.rate = rate;
        this.share = share;
        this.homes = homes;
        this.ties = ties;
        for (var n = 0; n < count; n++) milestones.add(new MilestoneRules(this));
        if (count > 1) events.add("several milestones");
    }

    /** All accounts that are not empty. */
    String money() {
        var all = new TreeMap<>(Map.of(
                "FREE", milestones.stream().mapToLong(each -> each.free).sum(),
                "HELD", milestones.stream().mapToLong(each -> each.held).sum(),
                "PAID_OUT", net,
                "FEE", fee,
                "REFUNDED", refunded,
                "ARBITRATION_HELD", sharesHeld,
                "ARBITRATION_RETURNED", sharesReturned,
                "ARBITRATION_PASSED", sharesPassed));
        all.values().removeIf(balance -> balance == 0);
        return all.toString();
    }

    /** REV-6: once, for all milestones or none. */
    boolean endContract(Who by) {
        if (endedBy != null) return false;
        if (by == Who.FREELANCER && !milestones.stream().allMatch(MilestoneRules::mayEnd)) return false;
        endedBy = by;
        milestones.forEach(MilestoneRules::contractEnded);
        return true;
    }

    /** DEA-4: somebody noticed that we had been out. */
    void noticed(Instant until) {
        if (outSince != null) for (var milestone : milestones) milestone.weWereOut(new Outage(outSince, until));
        outSince = null;
    }

    // Money

    /** ESC-4: the fee taken so far is the rate on all released so far, rounded half up. */
    void release(long gross) {
        var released = BigDecimal.valueOf(net + fee + gross);
        var total = rate.multiply(released).setScale(0, RoundingMode.HALF_UP).longValueExact();
        net += gross - (total - fee);
        fee = total;
    }

    void refund(long amount) {
        refunded += amount;
    }

    void takeShare() {
        sharesHeld += share;
    }

    /** Of one case. */
    void endShares(int count, boolean passed) {
        sharesHeld -= count * share;
        if (passed) sharesPassed += count * share;
        else sharesReturned += count * share;
    }
}
