package dev.parley.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parley.shared.Money;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.Currency;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * An event's facts as canonical JSON: keys sorted, no spaces, money as {@code {"currency":"USD","minor":70000}}, instants and
 * dates in RFC 3339, ids, codes and decimals (a rate) as text; never a float. Anything else is the caller's defect.
 */
final class Facts {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    private Facts() {}

    static String write(Map<String, Object> facts) {
        return json(canonical(facts));
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Map<String, Object> read(String facts) {
        try {
            return JSON.readValue(facts, new TypeReference<>() {});
        } catch (JsonProcessingException notWrittenHere) {
            throw new IllegalStateException(notWrittenHere);
        }
    }

    private static Object canonical(Object fact) {
        if (fact instanceof Money money) return canonical(Map.of("minor", money.minor(), "currency", money.currency()));
        if (fact instanceof Map<?, ?> map) {
            var sorted = new TreeMap<String, Object>();
            map.forEach((key, value) -> sorted.put((String) key, canonical(value)));
            return sorted;
        }
        if (fact instanceof Collection<?> many)
            return many.stream().map(Facts::canonical).toList();
        if (fact instanceof Enum<?> code) return code.name();
        if (fact instanceof BigDecimal decimal) return decimal.toPlainString();
        if (fact instanceof UUID || fact instanceof Temporal || fact instanceof ZoneId || fact instanceof Currency)
            return fact.toString();
        if (fact instanceof String || fact instanceof Boolean || fact instanceof Integer || fact instanceof Long)
            return fact;
        throw new IllegalArgumentException("no fact of an event: " + fact.getClass());
    }
}
