package dev.parley.proof;

import dev.parley.proof.Reference.Who;
import dev.parley.proof.Window.Outage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What must come of one milestone: its escrow, its reviews and claim windows, and what follows a case (REV, DEA). */
final class MilestoneRules {
    enum Clock {
        NONE,
        REVIEW,
        CLAIM,
        CASE
    }

    final Reference contract;

    /** What became of the mails of the window that runs. */
    Supplier<List<Window.Mail>> mails = List::of;

    long free;
    long held;
    Clock clock = Clock.NONE;

    /** The parties' window that runs. */
    @Nullable
    Window window;

    /** The case that is open, or the last one. */
    @Nullable
    CaseRules disputed;

    final List<String> caseEndings = new ArrayList<>();
    final List<String> reviewEndings = new ArrayList<>();

    private long underReview;
    private boolean submitted;
    private boolean barred;
    private boolean decided;

    MilestoneRules(Reference contract) {
        this.contract = contract;
    }

    boolean deposit(long amount) {
        if (amount <= 0) return false;
        if (contract.endedBy == null) free += amount;
        else contract.refund(amount);
        return true;
    }

    boolean submit(long amount) {
        if (clock != Clock.NONE || contract.endedBy != null || amount <= 0 || amount > free) return false;
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

    /** REV-6: whoever was silent until a deadline that has passed has lost it. */
    boolean mayEnd() {
        return clock != Clock.REVIEW || contract.now.isBefore(end());
    }

    void contractEnded() {
        if (contract.endedBy == Who.CLIENT) {
            if (clock == Clock.NONE && free > 0) runs(Clock.CLAIM, Window.Kind.CLAIM, null);
            return;
        }
        if (clock == Clock.REVIEW) {
            nothingRuns();
            reviewEndings.add("ENDED_WITH_CONTRACT");
        }
        if (free > 0) refund("contract ended by freelancer");
    }

    /** DIS-1 to DIS-4, DIS-11, REV-7. */
    boolean file(boolean contractEnded, long amount) {
        if (clock == Clock.CASE || (submitted && barred)) return false;
        if (contractEnded && contract.endedBy != Who.CLIENT) return false;
        if (!contractEnded && (!submitted || (decided && clock != Clock.REVIEW))) return false;
        if (amount <= 0 || amount > free || !inTime()) return false;
        var ended = clock == Clock.REVIEW && window != null ? window.due() : null;
        if (clock == Clock.REVIEW) reviewEndings.add("TAKEN_OVER");
        free -= amount;
        held = amount;
        disputed = new CaseRules(this, clock == Clock.REVIEW ? underReview : 0);
        runs(Clock.CASE, Window.Kind.RESPONSE, ended);
        return true;
    }

    // DEA-3

    boolean proposeLaterEnd(Who by, Instant until) {
        if (window == null || !contract.now.isBefore(end())) return false;
        if (!window.moves.mayPropose(end(), until, window.length()) || !inTime()) return false;
        window.moves.proposed(window.due(), until, by);
        return true;
    }

    boolean acceptLaterEnd(Who by, int number) {
        if (window == null || window.isOver(contract.now)) return false;
        return moves(window.moves.accept(window.due(), number, by), "parties");
    }

    boolean askForLaterEnd(String by, Instant until) {
        if (window == null || !contract.now.isBefore(end()) || !until.isAfter(end()) || !inTime()) return false;
        window.moves.asked(window.due(), until, by);
        return true;
    }

    boolean confirmLaterEnd(String by, int number, boolean confirmed) {
        if (window == null || window.isOver(contract.now)) return false;
        var end = window.moves.confirm(window.due(), number, by);
        return end != null && (!confirmed || moves(end, "operations"));
    }

    private boolean moves(@Nullable Instant end, String by) {
        if (window == null || end == null) return false;
        window.movesTo(end);
        contract.events.add("moved by " + by);
        return true;
    }

    // Time

    /** Where the window that runs ends after all, because an outage took its last day, or somebody was not reached. */
    private record Later(Instant end, Window.@Nullable Extension by) {}

    private Optional<Later> later(Window of) {
        var outage = contract.outSince == null ? null : new Outage(contract.outSince, contract.now);
        return of.afterOutage(outage)
                .map(end -> new Later(end, null))
                .or(() -> of.extension(silent(), mails.get(), contract.now).map(by -> new Later(by.end(), by)));
    }

    /** The end of the window that runs, for whoever acts now. */
    private Instant end() {
        if (window == null) return Instant.MAX;
        var due = window.due();
        return window.isOver(contract.now) ? later(window).map(Later::end).orElse(due) : due;
    }

    /** Whoever acts is in time; if they seem late, the window ends later from now on. */
    boolean inTime() {
        if (window == null || !window.isOver(contract.now)) return true;
        var later = later(window);
        later.ifPresent(this::endsLater);
        return later.isPresent();
    }

    private void endsLater(Later later) {
        if (window == null) return;
        if (later.by != null) window.extend(later.by);
        else window.movesTo(later.end);
        contract.events.add(later.by != null ? "extended" : "moved by an outage");
    }

    /** DEA-4, before any timer runs. */
    void weWereOut(Outage outage) {
        if (window != null)
            window.afterOutage(outage).map(end -> new Later(end, null)).ifPresent(this::endsLater);
    }

    /** The alarms of windows that are over. */
    void alarm() {
        if (clock == Clock.CASE && disputed != null) disputed.alarm();
        if (inTime() || window == null) return;
        switch (window.kind()) {
            case REVIEW -> approved("APPROVED_BY_SILENCE");
            case CLAIM -> {
                nothingRuns();
                refund("no claim");
            }
            default -> {
                if (disputed != null) disputed.nobodyCame(window.kind());
            }
        }
    }

    /** A mail of the window was accepted, or acknowledged. */
    void heard() {
        if (window != null && window.isProvisional() && !window.isOver(contract.now))
            window.heard(silent(), mails.get());
    }

    /** Those whose silence has the consequence. */
    private Set<Who> silent() {
        return switch (clock) {
            case NONE -> EnumSet.noneOf(Who.class);
            case REVIEW -> EnumSet.of(Who.CLIENT);
            case CLAIM -> EnumSet.of(Who.FREELANCER);
            case CASE -> disputed == null ? EnumSet.noneOf(Who.class) : disputed.silent();
        };
    }

    void runs(Clock which, Window.@Nullable Kind kind, @Nullable Instant notBefore) {
        clock = which;
        window = kind == null ? null : new Window(kind, contract.homes, notBefore);
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
        contract.events.add("review " + how);
        free -= underReview;
        contract.release(underReview);
        next(0, false);
    }

    /** The case has decided about so much of what a review had been about; a withdrawal is final for the submission. */
    void caseClosed(long moved, long reviewBefore, boolean withdrawn) {
        if (withdrawn) barred = submitted;
        if (moved > 0) decided = true;
        nothingRuns();
        next(Math.min(reviewBefore - moved, free), withdrawn);
    }

    /** REV-8, in its order. */
    private void next(long toReview, boolean withdrawn) {
        if (free == 0) return;
        if (contract.endedBy == Who.FREELANCER) refund("contract ended by freelancer");
        else if (toReview > 0) review(toReview);
        else if (contract.endedBy == Who.CLIENT && withdrawn) refund("withdrawn after the end");
        else if (contract.endedBy == Who.CLIENT) runs(Clock.CLAIM, Window.Kind.CLAIM, null);
    }

    void refund(String why) {
        contract.events.add("refund: " + why);
        contract.refund(free);
        free = 0;
    }
}
