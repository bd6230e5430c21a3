package dev.parley.proof;

import dev.parley.proof.Days.Home;
import dev.parley.proof.Reference.Who;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A window of the reference: where it ends by the table of windows, and where once it was extended (NOT-4), or an outage
 * took its last day (DEA-4), or people moved it (DEA-3).
 */
final class Window {
    enum Kind {
        REVIEW,
        CLAIM,
        RESPONSE,
        DECISIONS,
        ELECTION,
        PROPOSAL,
        PROPOSAL_REASSIGNMENT
    }

    /** What became of one notice of the window to one party: a fact of the world, not of the rules. */
    record Mail(
            Who to,
            @Nullable Instant accepted,
            @Nullable Instant bounced,
            @Nullable Instant acknowledged) {
        private boolean reaches(Instant half, Instant end) {
            return (acknowledged != null && acknowledged.isBefore(end))
                    || (accepted != null && accepted.isBefore(half) && (bounced == null || !bounced.isBefore(end)));
        }

        private @Nullable Instant since() {
            if (accepted == null || bounced != null) return acknowledged;
            return acknowledged != null && acknowledged.isBefore(accepted) ? acknowledged : accepted;
        }
    }

    /** When we were out: a fact of the world. */
    record Outage(Instant since, Instant until) {
        boolean counts() {
            return Duration.between(since, until).compareTo(Duration.ofHours(4)) > 0;
        }
    }

    private final Kind kind;
    private final Map<Who, Home> homes;
    private final @Nullable Instant notBefore;
    private @Nullable Instant start;
    private @Nullable Home last;
    private @Nullable Instant due;
    private Duration length = Duration.ZERO;
    private @Nullable Extension extension;
    private boolean provisional;
    final Moves moves = new Moves();

    Window(Kind kind, Map<Who, Home> homes, @Nullable Instant notBefore) {
        this.kind = kind;
        this.homes = homes;
        this.notBefore = notBefore;
    }

    Kind kind() {
        return kind;
    }

    boolean isStarted() {
        return start != null;
    }

    void startsAt(Instant instant) {
        start = instant;
        due = notBefore == null ? full(instant) : later(full(instant), notBefore);
        length = Duration.between(instant, due);
        last = waitedFor().stream()
                .max(Comparator.comparing(home -> Days.endOfDay(instant, 1, Set.of(home))))
                .orElseThrow();
    }

    Instant due() {
        return Objects.requireNonNull(due);
    }

    /** From its start to the end that it was opened with. */
    Duration length() {
        return length;
    }

    boolean isOver(Instant now) {
        return !now.isBefore(due());
    }

    /** Somebody moved it: nothing brings that end forward. */
    void movesTo(Instant end) {
        due = end;
        provisional = false;
    }

    // DEA-4

    /** When its last day begins, by the clock of the one whose day ends later. */
    Instant lastDay() {
        return Days.startOfLastDay(due(), lastHome());
    }

    /** The same time of the next day, until the outage touches the last day no more. */
    Optional<Instant> afterOutage(@Nullable Outage outage) {
        if (outage == null || !outage.counts() || isTarget()) return Optional.empty();
        var end = due();
        while (outage.since().isBefore(end) && outage.until().isAfter(Days.startOfLastDay(end, lastHome())))
            end = Days.nextDay(end, lastHome(), kind == Kind.RESPONSE);
        return Optional.of(end).filter(due()::isBefore);
    }

    /** RES-1: the mediator's are targets, by which nobody loses anything. */
    boolean isTarget() {
        return kind == Kind.PROPOSAL || kind == Kind.PROPOSAL_REASSIGNMENT;
    }

    // NOT-4

    /** Where it ends after all, because of whom. */
    record Extension(Instant oldEnd, Instant end, Set<Who> unreached) {}

    /** Once its end has come: a later one after this moment, if somebody silent was not reached. */
    Optional<Extension> extension(Set<Who> silent, List<Mail> mails, Instant now) {
        if (extension != null || silent.isEmpty()) return Optional.empty();
        var half = start().plus(Duration.between(start(), due()).dividedBy(2));
        var missed = EnumSet.copyOf(silent);
        missed.removeIf(who -> mails.stream().anyMatch(mail -> mail.to == who && mail.reaches(half, due())));
        if (missed.isEmpty()) return Optional.empty();
        var later = fullAfterPause(missed);
        var end = reached(missed, mails)
                .map(at -> later(full(at), due()))
                .filter(later::isAfter)
                .orElse(later);
        return Optional.of(new Extension(due(), end, missed)).filter(found -> end.isAfter(now));
    }

    void extend(Extension by) {
        extension = by;
        due = by.end;
        provisional = true;
    }

    /** Whether somebody who is reached brings its end forward. */
    boolean isProvisional() {
        return provisional;
    }

    /** The first of those that it was extended for, and that are silent, was reached: it ends sooner. */
    void heard(Set<Who> silent, List<Mail> mails) {
        var by = Objects.requireNonNull(extension);
        var waited = EnumSet.copyOf(by.unreached);
        waited.retainAll(silent);
        reached(waited, mails)
                .map(at -> later(full(at), by.oldEnd))
                .filter(end -> end.isBefore(due()))
                .ifPresent(this::movesTo);
    }

    /** When the first of them was reached for the first time. */
    private static Optional<Instant> reached(Set<Who> sides, List<Mail> mails) {
        return mails.stream()
                .filter(mail -> sides.contains(mail.to))
                .map(Mail::since)
                .flatMap(Stream::ofNullable)
                .min(Comparator.naturalOrder());
    }

    /**
     * From three business days after the old end, of whoever was not reached and has them later. An end at midnight is of
     * the day that it ends; the third day is the day of the cause, which never counts.
     */
    private Instant fullAfterPause(Set<Who> missed) {
        var pause = missed.stream()
                .map(homes::get)
                .map(home -> Days.endOfBusinessDay(due().minusMillis(1), 3, home))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return full(kind == Kind.REVIEW ? pause : pause.minusMillis(1));
    }

    // The table of windows

    private Instant full(Instant from) {
        return switch (kind) {
            case REVIEW -> Days.sameTime(from, 14, lastOf(waitedFor()));
            case RESPONSE -> Days.endOfBusinessDay(from, 5, lastOf(waitedFor()));
            case CLAIM, ELECTION -> Days.endOfDay(from, 7, waitedFor());
            case DECISIONS -> Days.endOfDay(from, 2, waitedFor());
            case PROPOSAL -> Days.sameTime(from, 2, Days.STAFF);
            case PROPOSAL_REASSIGNMENT -> Days.sameTime(from, 4, Days.STAFF);
        };
    }

    private Collection<Home> waitedFor() {
        return switch (kind) {
            case REVIEW, RESPONSE -> Set.of(homes.get(Who.CLIENT));
            case CLAIM -> Set.of(homes.get(Who.FREELANCER));
            case DECISIONS, ELECTION -> homes.values();
            case PROPOSAL, PROPOSAL_REASSIGNMENT -> Set.of(Days.STAFF);
        };
    }

    private static Home lastOf(Collection<Home> one) {
        return one.iterator().next();
    }

    private Home lastHome() {
        return Objects.requireNonNull(last);
    }

    private Instant start() {
        return Objects.requireNonNull(start);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
