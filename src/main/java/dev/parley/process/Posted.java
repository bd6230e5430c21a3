package dev.parley.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.shared.Ids;
import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import dev.parley.shared.Texts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.jspecify.annotations.Nullable;

/**
 * What somebody posted with a start or a task: exactly the declared variables, taken out of the engine at once, so
 * that nothing of it is stored there. Anything else is refused.
 */
final class Posted {
    private final Map<String, Object> values;

    private Posted(Map<String, Object> values) {
        this.values = values;
    }

    static Posted take(DelegateExecution at, Set<String> declared, Set<String> kept) {
        var values = new HashMap<String, Object>();
        for (var name : List.copyOf(at.getVariableNames())) {
            if (kept.contains(name)) continue;
            if (!declared.contains(name)) throw Refused.badInput("variable-unknown", name, name + " is not taken here");
            var value = at.getVariable(name);
            if (value != null) values.put(name, value);
            at.removeVariable(name);
        }
        return new Posted(values);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    String text(String name) {
        var text = optionalText(name);
        if (text == null) throw Refused.badInput("missing", name, name + " is needed");
        return text;
    }

    private static boolean isNoText(int character) {
        return Character.isISOControl(character) && "\n\r\t".indexOf(character) < 0;
    }

    /** A line of at most so many characters: an id or a reference, which may stand where it is never erased. */
    String line(String name, int longest) {
        var line = text(name).strip();
        if (line.length() > longest || line.chars().anyMatch(Character::isISOControl))
            throw Refused.badInput("too-long", name, name + " is one line of at most " + longest + " characters");
        return line;
    }

    @Nullable
    String optionalText(String name) {
        var value = values.get(name);
        if (value == null) return null;
        if (!(value instanceof String text)) throw Refused.badInput("not-text", name, name + " is a text");
        if (text.length() > Texts.LONGEST)
            throw Refused.badInput("too-long", name, name + " has at most " + Texts.LONGEST + " characters");
        if (text.chars().anyMatch(Posted::isNoText) || !UTF_8.newEncoder().canEncode(text))
            throw Refused.badInput("not-text", name, name + " has characters that are no text");
        return text.isBlank() ? null : text;
    }

    UUID id(String name) {
        return Ids.parse(text(name), name);
    }

    List<UUID> ids(String name) {
        var text = optionalText(name);
        if (text == null) return List.of();
        return Stream.of(text.split(",", -1))
                .map(id -> Ids.parse(id.strip(), name))
                .toList();
    }

    /** An amount in integer minor units, and the currency that stands beside it. */
    Money money(String amount, String currency) {
        var minor = values.get(amount);
        if (!(minor instanceof Long || minor instanceof Integer || minor instanceof Short))
            throw Refused.badInput("amount-malformed", amount, "the amount is an integer number of minor units");
        if (((Number) minor).longValue() > Money.LIMIT)
            throw Refused.badInput("amount-too-large", amount, "an amount has at most " + Money.LIMIT + " minor units");
        var money = Money.of(Math.max(((Number) minor).longValue(), 0), text(currency));
        if (!money.isPositive()) throw Refused.badInput("amount-not-positive", amount, "the amount is more than zero");
        return money;
    }

    <E extends Enum<E>> E oneOf(String name, Class<E> type) {
        var text = text(name);
        for (var constant : type.getEnumConstants()) if (constant.name().equals(text)) return constant;
        throw Refused.badInput("not-among", name, name + " is one of " + List.of(type.getEnumConstants()));
    }
}
