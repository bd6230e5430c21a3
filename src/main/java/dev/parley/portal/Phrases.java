package dev.parley.portal;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The texts of {@code messages/portal.properties}; what they are filled with is in words already. */
@Component
class Phrases {
    private final MessageSource messages;

    Phrases(MessageSource messages) {
        this.messages = messages;
    }

    String of(String key, String... words) {
        return messages.getMessage(key, words, Locale.ENGLISH);
    }

    /** The text of the first of these keys that there is. */
    Optional<String> first(Stream<String> keys, String... words) {
        return keys.map(key -> messages.getMessage(key, words, "", Locale.ENGLISH))
                .filter(text -> text != null && !text.isEmpty())
                .findFirst();
    }
}
