package dev.parley.shared;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What a transaction has written or read, and does not read again. Only what no statement ever updates may be kept here,
 * and what nobody but this transaction can change before its end, as long as it forgets it when it does.
 */
public final class Unchanging {
    private Unchanging() {}

    /** What this transaction knows under the key, or else reads. Keys of two kinds of things are of two types. */
    public static <T> T known(Object key, Class<T> type, Supplier<T> read) {
        return knownIfAny(key, type, () -> Optional.of(read.get())).orElseThrow();
    }

    /** The same for what may not be there; that it is not is asked again. */
    public static <T> Optional<T> knownIfAny(Object key, Class<T> type, Supplier<Optional<T>> read) {
        var known = ofThisTransaction();
        if (known == null) return read.get();
        if (!known.containsKey(key)) read.get().ifPresent(fresh -> known.put(key, fresh));
        return Optional.ofNullable(known.get(key)).map(type::cast);
    }

    /** This transaction has written it. */
    public static void written(Object key, Object value) {
        var known = ofThisTransaction();
        if (known != null) known.put(key, value);
    }

    /** This transaction has changed it, or is about to. */
    public static void forget(Object key) {
        var known = ofThisTransaction();
        if (known != null) known.remove(key);
    }

    private static @Nullable Map<Object, Object> ofThisTransaction() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) return null;
        if (TransactionSynchronizationManager.getResource(Unchanging.class) instanceof Known known) return known.things;
        var known = new Known();
        TransactionSynchronizationManager.bindResource(Unchanging.class, known);
        TransactionSynchronizationManager.registerSynchronization(known);
        return known.things;
    }

    private static final class Known implements TransactionSynchronization {
        private final Map<Object, Object> things = new HashMap<>();

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(Unchanging.class);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(Unchanging.class, this);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(Unchanging.class);
        }
    }
}
