package dev.parley.delivery;

import dev.parley.shared.Words;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The texts of {@code messages/notices.properties}. The most special one wins: for the kind and the role, for the
 * kind, for the role, for all. Facts stand in braces.
 */
@Component
class Wording {
    private static final int LONGEST_FACT = 1000;
    private final Properties texts = new Properties();

    Wording() {
        try (var file = Wording.class.getResourceAsStream("/messages/notices.properties")) {
            texts.load(new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The names under which a text may be found, the most special first. */
    static List<String> names(String part, Kind kind, String role) {
        return List.of(kind + "." + part + "." + role, kind + "." + part, part + "." + role, part);
    }

    /** The text as it is written, with its braces; none where the kind has nothing to say. */
    Optional<String> find(String part, Kind kind, String role) {
        return names(part, kind, role).stream()
                .map(texts::getProperty)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .filter(text -> !text.isBlank());
    }

    /** The sentences of a text, one a line, each fact on one line of its sentence. */
    List<String> sentences(String part, Delivery delivery) {
        return find(part, delivery.kind(), delivery.role()).stream()
                .flatMap(String::lines)
                .map(line -> fill(line, delivery.facts(), LONGEST_FACT))
                .toList();
    }

    /** One line, its facts shortened: for a subject. */
    String line(String part, Delivery delivery, int longestFact) {
        var text = find(part, delivery.kind(), delivery.role())
                .orElseThrow(() -> new IllegalStateException("no " + part + " for " + delivery.kind()));
        return fill(text, delivery.facts(), longestFact);
    }

    private static String fill(String text, Map<String, String> facts, int longestFact) {
        return Words.fill(text, name -> facts.containsKey(name) ? FactText.line(facts.get(name), longestFact) : null);
    }
}
