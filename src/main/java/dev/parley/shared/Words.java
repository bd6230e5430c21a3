package dev.parley.shared;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;

/** The texts of {@code messages/words.properties}: codes as people read them, the same in mails, on pages and over the API. */
public final class Words {
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
