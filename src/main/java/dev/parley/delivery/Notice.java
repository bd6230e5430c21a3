package dev.parley.delivery;

import dev.parley.shared.Money;
import dev.parley.shared.Premise;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that one recipient has to be told.
 *
 * @param milestone the milestone that it is about
 * @param subject the review, claim window, case or milestone that it is about
 * @param deadline the deadline that it names
 * @param premises what it takes for granted: once one of them is no longer so, it is dropped (NOT-2)
 * @param facts the facts that the kind names: text, {@link Money}, {@link Instant}, {@link Integer}, a code
 *     or a {@link Phrase}
 * @param notBefore when it leaves at the earliest; null for at once
 */
public record Notice(
        Kind kind,
        Recipient to,
        UUID milestone,
        UUID subject,
        @Nullable UUID deadline,
        List<Premise> premises,
        Map<String, Object> facts,
        @Nullable Instant notBefore) {
    /** A notice that leaves at once. */
    public Notice(
            Kind kind,
            Recipient to,
            UUID milestone,
            UUID subject,
            @Nullable UUID deadline,
            List<Premise> premises,
            Map<String, Object> facts) {
        this(kind, to, milestone, subject, deadline, premises, facts, null);
    }

    /** @throws IllegalArgumentException a fact is missing, unknown or of no type that can be shown */
    public Notice {
        facts = Map.copyOf(facts);
        premises = List.copyOf(premises);
        if (!kind.roles().contains(to.role())) throw new IllegalArgumentException(kind + " is not for " + to.role());
        if (!facts.keySet().equals(Set.copyOf(kind.facts())))
            throw new IllegalArgumentException(kind + " needs the facts " + kind.facts() + ", not " + facts.keySet());
        facts.forEach((name, value) -> checkType(name, value));
        if (kind.hasDeadline() && deadline == null)
            throw new IllegalArgumentException(kind + " needs the deadline that it names");
    }

    private static void checkType(String name, Object value) {
        var showable = name.equals("deadline")
                ? value instanceof Instant
                : value instanceof String
                        || value instanceof Money
                        || value instanceof Instant
                        || value instanceof Integer
                        || value instanceof Enum<?>
                        || value instanceof Phrase;
        if (!showable)
            throw new IllegalArgumentException(
                    name + " can't be a " + value.getClass().getSimpleName());
    }

    /** The facts as the recipient reads them, and the day of the deadline as {@code date}. */
    Map<String, String> inWords() {
        var words = new HashMap<String, String>();
        facts.forEach((name, value) -> words.put(name, FactText.of(value, to.zone())));
        if (dueAt() != null) words.put("date", FactText.date(dueAt(), to.zone()));
        return words;
    }

    @Nullable
    Instant dueAt() {
        return (Instant) facts.get("deadline");
    }
}
