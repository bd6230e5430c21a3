package dev.parley.delivery;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one recipient reads, before it takes the form of a mail: what happened and what is asked, until when, what
 * happens otherwise (DEA-2), and the facts.
 */
record Letter(
        String subject,
        String greeting,
        List<String> lead,
        @Nullable Answer answer,
        List<String> todo,
        List<Row> rows,
        List<String> footer) {
    private static final int LONGEST_IN_SUBJECT = 50;
    private static final Set<String> IN_PEOPLES_WORDS = Set.of("statement", "message", "description", "reasons");

    /** The deadline, and what happens when it passes. */
    record Answer(String label, String deadline, List<String> otherwise) {}

    /** A fact with its label; {@code quoted} is what a person wrote. */
    record Row(String label, List<String> lines, boolean quoted) {
        public String text() {
            return String.join("\n  ", lines);
        }
    }

    static Letter of(Delivery delivery, Wording wording) {
        var facts = delivery.facts();
        var deadline = facts.get("deadline");
        return new Letter(
                wording.line("subject", delivery, LONGEST_IN_SUBJECT),
                delivery.name().isBlank() ? "Hello," : "Hello " + delivery.name() + ",",
                wording.sentences("lead", delivery),
                deadline == null
                        ? null
                        : new Answer(
                                wording.line("by", delivery, LONGEST_IN_SUBJECT),
                                deadline,
                                wording.sentences("otherwise", delivery)),
                wording.sentences("todo", delivery),
                delivery.kind().facts().stream()
                        .flatMap(fact -> row(fact, delivery, wording).stream())
                        .toList(),
                wording.sentences("footer", delivery));
    }

    /** A fact has a row if it has a label and something to say. */
    private static Optional<Row> row(String fact, Delivery delivery, Wording wording) {
        var value = delivery.facts().getOrDefault(fact, "");
        if (value.isBlank()) return Optional.empty();
        return wording.sentences("fact." + fact, delivery).stream()
                .findFirst()
                .map(label -> new Row(label, value.lines().toList(), IN_PEOPLES_WORDS.contains(fact)));
    }
}
