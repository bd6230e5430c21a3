package dev.parley.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What a transaction writes together. */
class GatheredTest {
    private final List<List<String>> written = new ArrayList<>();
    private final Gathered<String> gathered = new Gathered<>(written::add);

    @AfterEach
    void end() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) complete();
    }

    @Test
    @DisplayName("DESIGN a transaction writes what it has gathered in one go and in its order, before its commit")
    void together() {
        TransactionSynchronizationManager.initSynchronization();
        gathered.add(List.of("first"));
        gathered.add(List.of("second", "third"));
        assertThat(written).isEmpty();

        beforeCommit();
        assertThat(written).containsExactly(List.of("first", "second", "third"));
    }

    @Test
    @DisplayName("DESIGN what is rolled back is never written")
    void rolledBack() {
        TransactionSynchronizationManager.initSynchronization();
        gathered.add(List.of("first"));
        complete();
        TransactionSynchronizationManager.initSynchronization();
        beforeCommit();

        assertThat(written).isEmpty();
    }

    @Test
    @DisplayName("DESIGN a transaction that reads has written before, and nothing twice")
    void flushed() {
        TransactionSynchronizationManager.initSynchronization();
        gathered.add(List.of("first"));
        gathered.flush();
        assertThat(written).containsExactly(List.of("first"));

        gathered.add(List.of("second"));
        beforeCommit();
        assertThat(written).containsExactly(List.of("first"), List.of("second"));
    }

    @Test
    @DisplayName("DESIGN what comes while a transaction commits, or without one, is written at once")
    void late() {
        gathered.add(List.of("without"));
        assertThat(written).containsExactly(List.of("without"));

        TransactionSynchronizationManager.initSynchronization();
        gathered.add(List.of("in time"));
        beforeCommit();
        gathered.add(List.of("late"));
        assertThat(written).containsExactly(List.of("without"), List.of("in time"), List.of("late"));
    }

    private static void beforeCommit() {
        TransactionSynchronizationManager.getSynchronizations().forEach(each -> each.beforeCommit(false));
    }

    private static void complete() {
        TransactionSynchronizationManager.getSynchronizations()
                .forEach(each -> each.afterCompletion(TransactionSynchronization.STATUS_COMMITTED));
        TransactionSynchronizationManager.clearSynchronization();
    }
}
