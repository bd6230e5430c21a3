package dev.parley.proof;

import dev.parley.proof.Days.Home;
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

/** A window of the reference: where it ends by the table of windows, and where by NOT-4 once it was extended. */
final class Window {
    enum Kind {
        REVIEW,
        CLAIM,
        RESPONSE,
        DECISIONS,
        ELECTION
    }

    /** What became of one notice of the window to one party: a fact of the world, not of the rules. */
    record Mail(
            Reference.Who to,
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

        boolean isReceived() {
            return accepted != null || acknowledged != null;
        }
    }

    final Kind kind;
    private final Map<Reference.Who, Home> homes;
    private final @Nullable Instant notBefore;
    private @Nullable Instant start;
    private @Nullable Instant due;
    private @Nullable Instant oldEnd;
    private boolean provisional;
    private final Set<Reference.Who> unreached = EnumSet.noneOf(Reference.Who.class);

    Window(Kind kind, Map<Reference.Who, Home> homes, @Nullable Instant notBefore) {
        this.kind = kind;
        this.homes = homes;
        this.notBefore = notBefore;
    }

    boolean isStarted() {
        return start != null;
    }

    void startsAt(Instant instant) {
        start = instant;
        due = notBefore == null ? full(instant) : later(full(instant), notBefore);
    }

    Instant due() {
        return Objects.requireNonNull(due);
    }

    /** NOT-4, once its end has come: whether it ends after this moment after all, because somebody silent was not reached. */
    boolean extend(Set<Reference.Who> silent, List<Mail> mails, Instant now) {
        if (oldEnd != null) return false;
        var half = start().plus(Duration.between(start(), due()).dividedBy(2));
        var missed = EnumSet.copyOf(silent);
        missed.removeIf(who -> mails.stream().anyMatch(mail -> mail.to == who && mail.reaches(half, due())));
        if (missed.isEmpty()) return false;
        var later = fullAfterPause(missed);
        var end = reached(missed, mails)
                .map(at -> later(full(at), due()))
                .filter(later::isAfter)
                .orElse(later);
        if (!end.isAfter(now)) return false;
        unreached.addAll(missed);
        oldEnd = due;
        due = end;
        provisional = true;
        return true;
    }

    /** NOT-4: the first of those that it was for and that are silent was reached after the extension: it ends sooner. */
    void heard(Set<Reference.Who> silent, List<Mail> mails) {
        if (!provisional) return;
        var waited = EnumSet.copyOf(unreached);
        waited.retainAll(silent);
        reached(waited, mails)
                .map(at -> later(full(at), Objects.requireNonNull(oldEnd)))
                .filter(end -> end.isBefore(due()))
                .ifPresent(end -> {
                    due = end;
                    provisional = false;
                });
    }

    /** When the first of them was reached for the first time. */
    private static Optional<Instant> reached(Set<Reference.Who> sides, List<Mail> mails) {
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
    private Instant fullAfterPause(Set<Reference.Who> missed) {
        var pause = missed.stream()
                .map(homes::get)
                .map(home -> Days.endOfBusinessDay(due().minusMillis(1), 3, home))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return full(kind == Kind.REVIEW ? pause : pause.minusMillis(1));
    }

    private Instant full(Instant from) {
        return switch (kind) {
            case REVIEW -> Days.sameTime(from, 14, client());
            case RESPONSE -> Days.endOfBusinessDay(from, 5, client());
            case CLAIM -> Days.endOfDay(from, 7, Set.of(homes.get(Reference.Who.FREELANCER)));
            case DECISIONS -> Days.endOfDay(from, 2, both());
            case ELECTION -> Days.endOfDay(from, 7, both());
        };
    }

    private Home client() {
        return homes.get(Reference.Who.CLIENT);
    }

    private Collection<Home> both() {
        return homes.values();
    }

    private Instant start() {
        return Objects.requireNonNull(start);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
