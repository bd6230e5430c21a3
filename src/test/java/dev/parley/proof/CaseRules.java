package dev.parley.proof;

import dev.parley.proof.MilestoneRules.Clock;
import dev.parley.proof.Reference.Who;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must come of one case, from its filing to its end (DIS, RES, ARB). */
final class CaseRules {
    enum Stage {
        RESPONSE,
        MEDIATION,
        DECISIONS,
        ELECTION,
        ARBITRATION
    }

    private record Offer(int number, long toFreelancer) {}

    Stage stage = Stage.RESPONSE;
    int version = 1;
    int offers;
    int awards;

    /** RES-1: what the mediator is to keep, by which nobody loses anything. */
    @Nullable
    Window target;

    @Nullable
    Window reassignment;

    int escalations;

    /** RES-2: why it was taken from its mediators, one after the other. */
    final List<String> takenBack = new ArrayList<>();

    private final MilestoneRules milestone;
    private final Reference contract;
    private final long reviewBefore;
    private long proposal;
    private @Nullable Long award;
    private final Map<Who, Offer> lastOffers = new EnumMap<>(Who.class);
    private final Map<Who, Long> positions = new EnumMap<>(Who.class);
    private final Set<Who> accepted = EnumSet.noneOf(Who.class);
    private final Set<Who> elected = EnumSet.noneOf(Who.class);

    /** @param reviewBefore the amount of the review that the filing ended */
    CaseRules(MilestoneRules milestone, long reviewBefore) {
        this.milestone = milestone;
        this.contract = milestone.contract;
        this.reviewBefore = reviewBefore;
    }

    boolean isAt(Stage asked) {
        return milestone.clock == Clock.CASE && milestone.disputed == this && stage == asked;
    }

    private boolean isOpen() {
        return isAt(stage);
    }

    // DIS

    boolean update(long amount) {
        var most = milestone.free + milestone.held;
        if (!isAt(Stage.RESPONSE) || amount <= 0 || amount > most || !milestone.inTime()) return false;
        if (amount > milestone.held && milestone.window != null)
            at(Stage.RESPONSE, Window.Kind.RESPONSE, milestone.window.due());
        milestone.free = most - amount;
        milestone.held = amount;
        version++;
        lastOffers.clear();
        if (contract.endedBy == Who.FREELANCER && milestone.free > 0) milestone.refund("contract ended by freelancer");
        return true;
    }

    boolean approveRequest(int seen) {
        if (!isAt(Stage.RESPONSE) || seen != version || !milestone.inTime()) return false;
        close("APPROVED", milestone.held, 0);
        return true;
    }

    boolean decline(int seen) {
        if (!isAt(Stage.RESPONSE) || seen != version || !milestone.inTime()) return false;
        at(Stage.MEDIATION, null, null);
        target = new Window(Window.Kind.PROPOSAL, contract.homes, null);
        reassignment = new Window(Window.Kind.PROPOSAL_REASSIGNMENT, contract.homes, null);
        return true;
    }

    boolean withdraw() {
        var may = isAt(Stage.MEDIATION) || isAt(Stage.RESPONSE) || isAt(Stage.DECISIONS);
        if (!may || !milestone.inTime()) return false;
        close("WITHDRAWN", 0, 0);
        return true;
    }

    boolean offer(Who by, long toFreelancer) {
        if (!isOpen() || toFreelancer < 0 || toFreelancer > milestone.held) return false;
        lastOffers.put(by, new Offer(++offers, toFreelancer));
        positions.put(by, toFreelancer);
        return true;
    }

    boolean accept(Who by, int number) {
        var offer = lastOffers.get(by.other());
        if (!isOpen() || offer == null || offer.number != number || !milestone.inTime()) return false;
        close("SETTLED", offer.toFreelancer, milestone.held - offer.toFreelancer);
        return true;
    }

    // RES

    /** RES-2: only the assignee proposes, or with nobody assigned a lead; nobody with an interest. */
    boolean propose(String by, long toFreelancer, boolean saysWhy) {
        if (!isAt(Stage.MEDIATION) || !contract.ties.mayPropose(this, by)) return false;
        if (toFreelancer < 0 || toFreelancer > milestone.held) return false;
        if (!saysWhy && leavesOffers(toFreelancer)) return false;
        proposal = toFreelancer;
        contract.ties.had(by);
        at(Stage.DECISIONS, Window.Kind.DECISIONS, null);
        return true;
    }

    /** RES-1: outside of what both last offered in this case; who offered nothing stands by nothing, or by all of it. */
    private boolean leavesOffers(long toFreelancer) {
        var client = Math.min(positions.getOrDefault(Who.CLIENT, 0L), milestone.held);
        var freelancer = Math.min(positions.getOrDefault(Who.FREELANCER, milestone.held), milestone.held);
        return toFreelancer < Math.min(client, freelancer) || toFreelancer > Math.max(client, freelancer);
    }

    boolean handBack(String by) {
        if (!isAt(Stage.MEDIATION) || !by.equals(contract.ties.assignee(this))) return false;
        takenBack.add("HANDED_BACK");
        contract.events.add("handed back");
        return true;
    }

    boolean decide(Who by, int seen, boolean accepts) {
        if (!isAt(Stage.DECISIONS) || seen != 1 || accepted.contains(by) || !milestone.inTime()) return false;
        if (!accepts) {
            at(Stage.ELECTION, Window.Kind.ELECTION, null);
            return true;
        }
        accepted.add(by);
        if (accepted.size() == 2) close("PROPOSAL_ACCEPTED", proposal, milestone.held - proposal);
        return true;
    }

    // ARB

    boolean elect(Who by, long paid) {
        if (!isAt(Stage.ELECTION) || paid != contract.share || elected.contains(by) || !milestone.inTime())
            return false;
        elected.add(by);
        contract.takeShare();
        if (elected.size() == 2) at(Stage.ARBITRATION, null, null);
        return true;
    }

    boolean enterAward(long toFreelancer) {
        if (!isAt(Stage.ARBITRATION) || award != null) return false;
        if (toFreelancer < 0 || toFreelancer > milestone.held) return false;
        award = toFreelancer;
        awards++;
        return true;
    }

    boolean confirmAward(int number, boolean confirmed, boolean bySecondPerson) {
        if (!isAt(Stage.ARBITRATION) || award == null || number != awards || !bySecondPerson) return false;
        if (confirmed) close("AWARDED", award, milestone.held - award);
        else award = null;
        return true;
    }

    // Time

    /** RES-1: escalated at 2 days, given to another at 4, and after as many days again. */
    void alarm() {
        if (target != null && target.isOver(contract.now)) {
            target = null;
            escalations++;
            contract.events.add("escalated");
        }
        if (reassignment != null && reassignment.isOver(contract.now)) {
            reassignment = new Window(Window.Kind.PROPOSAL_REASSIGNMENT, contract.homes, null);
            if (contract.ties.assignee(this) == null) return;
            takenBack.add("LATE");
            contract.events.add("reassigned");
        }
    }

    /** Silence until the end of a window. */
    void nobodyCame(Window.Kind kind) {
        switch (kind) {
            case RESPONSE -> close("NO_RESPONSE", milestone.held, 0);
            case DECISIONS -> at(Stage.ELECTION, Window.Kind.ELECTION, null);
            case ELECTION -> {
                var toFreelancer = elected.contains(Who.FREELANCER) ? milestone.held : 0;
                var ending = elected.isEmpty() ? "NOBODY_ELECTED" : "ONE_ELECTED";
                close(ending, toFreelancer, milestone.held - toFreelancer);
            }
            default -> throw new IllegalArgumentException(kind + " is no window of a case");
        }
    }

    Set<Who> silent() {
        return switch (stage) {
            case RESPONSE -> EnumSet.of(Who.CLIENT);
            case DECISIONS -> EnumSet.complementOf(EnumSet.copyOf(accepted));
            case ELECTION -> EnumSet.complementOf(EnumSet.copyOf(elected));
            case MEDIATION, ARBITRATION -> EnumSet.noneOf(Who.class);
        };
    }

    private void at(Stage next, Window.@Nullable Kind kind, @Nullable Instant notBefore) {
        leave();
        stage = next;
        milestone.runs(Clock.CASE, kind, notBefore);
    }

    /** Offers end with the stage that they were made in. */
    private void leave() {
        lastOffers.clear();
        target = null;
        reassignment = null;
        contract.ties.over(this);
    }

    /** Table of endings: what is neither party's goes back to escrow. */
    private void close(String ending, long toFreelancer, long toClient) {
        leave();
        contract.events.add(ending);
        milestone.caseEndings.add(ending);
        contract.endShares(elected.size(), ending.equals("AWARDED"));
        milestone.free += milestone.held - toFreelancer - toClient;
        milestone.held = 0;
        contract.refund(toClient);
        contract.release(toFreelancer);
        milestone.caseClosed(toFreelancer + toClient, reviewBefore, ending.equals("WITHDRAWN"));
    }
}
