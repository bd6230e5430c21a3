package dev.parley.portal;

import dev.parley.deadline.Certificate;
import dev.parley.deadline.Deadline;
import dev.parley.deadline.Move;
import dev.parley.delivery.FactText;
import dev.parley.shared.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** A deadline in words: until when, how long that is, and what happens when it passes (DEA-2). */
@Component
class DeadlineWords {
    private final Phrases phrases;

    DeadlineWords(Phrases phrases) {
        this.phrases = phrases;
    }

    /** @param whose whether it waits for the reader, to whom it then matters most */
    record Shown(String label, String at, String left, String otherwise, boolean whose, boolean over) {}

    Optional<Shown> of(Matter matter) {
        return Optional.ofNullable(matter.deadline()).map(deadline -> shown(matter, deadline));
    }

    private Shown shown(Matter matter, Deadline deadline) {
        var mine = awaits(matter, matter.side());
        var label = phrases.first(Stream.of(
                        "deadline." + deadline.rule() + (mine ? ".you" : ".other"), "deadline." + deadline.rule()))
                .orElseThrow();
        return new Shown(
                label,
                FactText.instant(deadline.dueAt(), matter.zone()),
                left(matter.now(), deadline.dueAt()),
                otherwise(matter, deadline),
                mine,
                matter.isOver());
    }

    /** Whether the deadline that runs waits for this side. */
    static boolean awaits(Matter matter, Side side) {
        var deadline = matter.deadline();
        if (deadline == null) return false;
        return switch (deadline.rule()) {
            case REVIEW, RESPONSE -> side == Side.CLIENT;
            case CLAIM -> side == Side.FREELANCER;
            case DECISIONS -> !matter.papers().hasDecided(side);
            case ELECTION -> !matter.papers().hasElected(side);
            case PROPOSAL, PROPOSAL_REASSIGNMENT -> false;
        };
    }

    private String otherwise(Matter matter, Deadline deadline) {
        return phrases.first(
                        Stream.of("otherwise." + deadline.rule() + "." + matter.side(), "otherwise." + deadline.rule()),
                        matter.other(),
                        FactText.money(matter.amount()))
                .orElseThrow();
    }

    private String left(Instant now, Instant due) {
        if (!now.isBefore(due)) return phrases.of("left.none");
        var left = Duration.between(now, due);
        var days = left.toDays();
        var hours = left.toHoursPart();
        var parts = new ArrayList<String>();
        if (days > 0) parts.add(count("left.day", days));
        if (hours > 0) parts.add(count("left.hour", hours));
        if (days == 0) parts.add(count("left.minute", left.toMinutesPart()));
        return phrases.of("left", String.join(" ", parts));
    }

    private String count(String key, long number) {
        return phrases.of(key + (number == 1 ? ".one" : ".many"), String.valueOf(number));
    }

    /** All that anyone needs to compute it again (DEA-1). */
    List<Row> certificate(Matter matter, Deadline deadline) {
        var proof = deadline.certificate();
        var rows = new ArrayList<Row>();
        rows.add(row("rule", phrases.of("rule." + proof.rule())));
        rows.add(row("start", FactText.instant(proof.start(), matter.zone())));
        rows.add(row("length", proof.length()));
        rows.add(row("calendar", proof.calendar()));
        rows.add(row("skipped", skipped(proof)));
        rows.add(row("zone", proof.zone() + " (" + proof.zoneRules() + ")"));
        if (proof.notBefore() != null) rows.add(row("notBefore", FactText.instant(proof.notBefore(), matter.zone())));
        rows.add(row("terms", proof.termsVersion()));
        deadline.moves().forEach(move -> rows.add(moved(matter, move)));
        rows.add(row("due", FactText.instant(deadline.dueAt(), matter.zone())));
        rows.add(row("instant", deadline.dueAt().toString()));
        return rows;
    }

    private String skipped(Certificate proof) {
        if (proof.skipped().isEmpty()) return phrases.of("certificate.skipped.none");
        return proof.skipped().stream()
                .map(holiday -> holiday.date() + " " + holiday.name())
                .collect(Collectors.joining(", "));
    }

    /** From when to when its end was moved, and why. */
    private Row moved(Matter matter, Move move) {
        return new Row(
                phrases.of("certificate.move." + move.cause()),
                phrases.of(
                        "certificate.move",
                        FactText.instant(move.fromDue(), matter.zone()),
                        FactText.instant(move.toDue(), matter.zone())));
    }

    private Row row(String what, String value) {
        return new Row(phrases.of("certificate." + what), value);
    }
}
