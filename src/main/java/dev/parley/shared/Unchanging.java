package dev.parley.shared;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a transaction has written or read, and does not read again. Only what no statement ever updates may be kept here,
 * and what nobody but this transaction can change before its end, as long as it forgets it when it does.
 */
public final class Unchanging {
    private static final PerTransaction<Map<Object, Object>> KNOWN = new PerTransaction<>(HashMap::new, known -> {});

    private Unchanging() {}

    /** What this transaction knows under the key, or else reads. Keys of two kinds of things are of two types. */
    public static <T> T known(Object key, Class<T> type, Supplier<T> read) {
        return knownIfAny(key, type, () -> Optional.of(read.get())).orElseThrow();
    }

    /** The same for what may not be there; that it is not is asked again. */
    public static <T> Optional<T> knownIfAny(Object key, Class<T> type, Supplier<Optional<T>> read) {
        var known = KNOWN.current();
        if (known.isEmpty()) return read.get();
        var things = known.get();
        if (!things.containsKey(key)) read.get().ifPresent(fresh -> things.put(key, fresh));
        return Optional.ofNullable(things.get(key)).map(type::cast);
    }

    /** This transaction has written it. */
    public static void written(Object key, Object value) {
        KNOWN.current().ifPresent(things -> things.put(key, value));
    }

    /** This transaction has changed it, or is about to. */
    public static void forget(Object key) {
        KNOWN.current().ifPresent(things -> things.remove(key));
    }
}
