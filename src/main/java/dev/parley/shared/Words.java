package dev.parley.shared;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The texts of {@code messages/words.properties}: codes as people read them, the same in mails, on pages and over the API. */
public final class Words {
    private static final Pattern FACT = Pattern.compile("\\{(\\w+)}");
    private static final Properties TEXTS = load();

    private Words() {}

    /** For example {@code Ending.APPROVED}; a code without words is a programming error. */
    public static String of(Enum<?> code) {
        return of(code.getDeclaringClass().getSimpleName() + "." + code.name());
    }

    /** The text with this name, its braces as they are written. */
    public static String of(String name) {
        var text = TEXTS.getProperty(name);
        if (text == null) throw new IllegalArgumentException("no words for " + name);
        return text;
    }

    /**
     * A text with its facts in the place of their names in braces: in one pass, so that braces within a fact stay what
     * they are. A fact that is missing is a programming error.
     */
    public static String fill(String text, Function<String, @Nullable String> facts) {
        return FACT.matcher(text).replaceAll(brace -> {
            var fact = facts.apply(brace.group(1));
            if (fact == null) throw new IllegalStateException("no fact " + brace.group(1) + " for: " + text);
            return Matcher.quoteReplacement(fact);
        });
    }

    private static Properties load() {
        var texts = new Properties();
        try (var file = Words.class.getResourceAsStream("/messages/words.properties")) {
            texts.load(new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8));
            return texts;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
