package dev.parley.delivery;

import dev.parley.shared.Words;
import java.util.Comparator;
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
        @Nullable Action action,
        List<Row> rows,
        List<String> footer) {
    private static final int LONGEST_IN_SUBJECT = 50;
    private static final Set<String> IN_PEOPLES_WORDS = Set.of("statement", "message", "description", "reasons");
    private static final Set<String> FOR_MACHINES = Set.of("manifest");

    /** The deadline, and what happens when it passes. */
    record Answer(String label, String deadline, List<String> otherwise) {}

    /** The one place to go. */
    record Action(String label, String url, List<String> notes) {}

    /** A fact with its label; {@code quoted} is what a person wrote, {@code exact} is read letter by letter. */
    record Row(String label, List<String> lines, boolean quoted, boolean exact) {
        public String text() {
            return String.join("\n  ", lines);
        }
    }

    /** @param url where the reader acts */
    static Letter of(Delivery delivery, Wording wording, @Nullable String url) {
        var facts = delivery.facts();
        var deadline = facts.get("deadline");
        return new Letter(
                wording.line("subject", delivery, LONGEST_IN_SUBJECT),
                greeting(delivery.name()),
                wording.sentences("lead", delivery),
                deadline == null
                        ? null
                        : new Answer(
                                wording.line("by", delivery, LONGEST_IN_SUBJECT),
                                deadline,
                                wording.sentences("otherwise", delivery)),
                wording.sentences("todo", delivery),
                url == null
                        ? null
                        : new Action(
                                wording.line("action", delivery, LONGEST_IN_SUBJECT),
                                url,
                                wording.sentences("actionNote", delivery)),
                rows(delivery, wording),
                wording.sentences("footer", delivery));
    }

    private static String greeting(String name) {
        return name.isBlank() ? Words.of("greeting") : Words.fill(Words.of("greeting.named"), fact -> name);
    }

    /** What is for comparing letter by letter comes last. */
    private static List<Row> rows(Delivery delivery, Wording wording) {
        return delivery.kind().facts().stream()
                .flatMap(fact -> row(fact, delivery, wording).stream())
                .sorted(Comparator.comparing(Row::exact))
                .toList();
    }

    /** A fact has a row if it has a label and something to say. */
    private static Optional<Row> row(String fact, Delivery delivery, Wording wording) {
        var value = delivery.facts().getOrDefault(fact, "");
        if (value.isBlank()) return Optional.empty();
        return wording.sentences("fact." + fact, delivery).stream()
                .findFirst()
                .map(label -> new Row(
                        label, value.lines().toList(), IN_PEOPLES_WORDS.contains(fact), FOR_MACHINES.contains(fact)));
    }

    /** What mail programs show beside the subject, before the mail is opened. */
    public String preview() {
        return answer == null ? lead.get(lead.size() - 1) : answer.label() + " " + answer.deadline();
    }
}
