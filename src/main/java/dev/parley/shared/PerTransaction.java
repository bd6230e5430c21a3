package dev.parley.shared;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** One value for each transaction, gone with it. A transaction within another has its own. */
final class PerTransaction<T> {
    private final Supplier<T> fresh;
    private final Consumer<T> beforeCommit;

    PerTransaction(Supplier<T> fresh, Consumer<T> beforeCommit) {
        this.fresh = fresh;
        this.beforeCommit = beforeCommit;
    }

    /** This transaction's value; empty with no transaction, and in one that is about to commit. */
    @SuppressWarnings("unchecked") // what is bound under this very object is of its type
    Optional<T> current() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) return Optional.empty();
        var bound = (Bound) TransactionSynchronizationManager.getResource(this);
        if (bound == null) {
            bound = new Bound();
            TransactionSynchronizationManager.bindResource(this, bound);
            TransactionSynchronizationManager.registerSynchronization(bound);
        }
        return bound.committing ? Optional.empty() : Optional.of(bound.value);
    }

    private final class Bound implements TransactionSynchronization {
        private final T value = fresh.get();
        private boolean committing;

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(PerTransaction.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(PerTransaction.this, this);
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            committing = true;
            beforeCommit.accept(value);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(PerTransaction.this);
        }
    }
}
