package dev.parley.delivery;

import dev.parley.shared.Words;
import java.time.ZoneId;
import java.util.Map;

/** A fact that is a text of {@code messages/words.properties}, filled with facts of its own. */
public record Phrase(String name, Map<String, Object> facts) {
    public static Phrase of(String name) {
        return new Phrase(name, Map.of());
    }

    String inWords(ZoneId reader) {
        return Words.fill(
                Words.of(name), fact -> facts.containsKey(fact) ? FactText.of(facts.get(fact), reader) : null);
    }
}
