package dev.parley.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import dev.parley.shared.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads text from JSON text alone, and only what can be stored and shown: Unicode, of control characters tabs and line ends. */
final class TextReader extends StdScalarDeserializer<String> {
    TextReader() {
        super(String.class);
    }

    @Override
    public @Nullable String deserialize(JsonParser json, DeserializationContext context) throws IOException {
        if (!json.hasToken(JsonToken.VALUE_STRING)) return (String) context.handleUnexpectedToken(String.class, json);
        var text = json.getText();
        if (!isPlain(text))
            throw Refused.badInput("text-malformed", "", "control characters and half characters are not taken");
        return text;
    }

    static boolean isPlain(String text) {
        return text.chars().noneMatch(TextReader::isControl) && isUnicode(text);
    }

    private static boolean isControl(int character) {
        return Character.isISOControl(character) && character != '\n' && character != '\r' && character != '\t';
    }

    /** A surrogate without its other half can't be encoded. */
    private static boolean isUnicode(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
