package dev.parley.delivery;

import dev.parley.shared.Words;
import java.time.ZoneId;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A fact that is a text of {@code messages/words.properties}, filled with facts of its own. */
public record Phrase(String name, Map<String, Object> facts) {
    private static final Pattern FACT = Pattern.compile("\\{(\\w+)}");

    public static Phrase of(String name) {
        return new Phrase(name, Map.of());
    }

    String inWords(ZoneId reader) {
        return FACT.matcher(Words.of(name)).replaceAll(brace -> {
            var fact = facts.get(brace.group(1));
            if (fact == null) throw new IllegalStateException("no fact " + brace.group(1) + " for: " + name);
            return Matcher.quoteReplacement(FactText.of(fact, reader));
        });
    }
}
