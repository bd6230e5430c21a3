package dev.parley.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What a transaction knows of what never changes. */
class UnchangingTest {
    private final AtomicInteger reads = new AtomicInteger();

    @AfterEach
    void end() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) complete();
    }

    @Test
    @DisplayName("DESIGN a transaction reads once what never changes, and not at all what it has written")
    void once() {
        TransactionSynchronizationManager.initSynchronization();
        Unchanging.written("written", "before");

        assertThat(read("read")).isEqualTo("fresh 1").isEqualTo(read("read"));
        assertThat(read("written")).isEqualTo("before");
        assertThat(reads).hasValue(1);
    }

    @Test
    @DisplayName("DESIGN the next transaction, and whoever has none, knows nothing of it")
    void noLonger() {
        TransactionSynchronizationManager.initSynchronization();
        Unchanging.written("written", "before");
        complete();
        assertThat(read("written")).isEqualTo("fresh 1");
        assertThat(read("written")).isEqualTo("fresh 2");

        TransactionSynchronizationManager.initSynchronization();
        assertThat(read("written")).isEqualTo("fresh 3");
    }

    @Test
    @DisplayName("DESIGN a transaction within another does not know what that one has written and may undo")
    void suspended() {
        TransactionSynchronizationManager.initSynchronization();
        Unchanging.written("written", "outside");
        var outer = TransactionSynchronizationManager.getSynchronizations();
        outer.forEach(TransactionSynchronization::suspend);
        TransactionSynchronizationManager.clearSynchronization();
        TransactionSynchronizationManager.initSynchronization();
        assertThat(read("written")).isEqualTo("fresh 1");
        complete();

        TransactionSynchronizationManager.initSynchronization();
        outer.forEach(TransactionSynchronization::resume);
        assertThat(read("written")).isEqualTo("outside");
        outer.forEach(each -> each.afterCompletion(TransactionSynchronization.STATUS_COMMITTED));
    }

    @Test
    @DisplayName("DESIGN what was not there is looked for again")
    void notThereYet() {
        TransactionSynchronizationManager.initSynchronization();

        assertThat(Unchanging.knownIfAny("key", String.class, Optional::empty)).isEmpty();
        assertThat(Unchanging.knownIfAny("key", String.class, () -> Optional.of("now")))
                .contains("now");
    }

    private String read(String key) {
        return Unchanging.known(key, String.class, () -> "fresh " + reads.incrementAndGet());
    }

    private static void complete() {
        TransactionSynchronizationManager.getSynchronizations()
                .forEach(each -> each.afterCompletion(TransactionSynchronization.STATUS_COMMITTED));
        TransactionSynchronizationManager.clearSynchronization();
    }
}
