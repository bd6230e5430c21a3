package dev.parley.process;

import dev.parley.shared.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Reads {@code parley.now()} once per transaction, so that one act has one "now" on every node (DEA-0). */
@Component
class DatabaseClock implements Clock {
    private final JdbcClient db;

    DatabaseClock(JdbcClient db) {
        this.db = db;
    }

    @Override
    public Instant now() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) return read();
        if (TransactionSynchronizationManager.getResource(this) instanceof Instant known) return known;
        var now = read();
        TransactionSynchronizationManager.bindResource(this, now);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void suspend() {
                TransactionSynchronizationManager.unbindResource(DatabaseClock.this);
            }

            @Override
            public void resume() {
                TransactionSynchronizationManager.bindResource(DatabaseClock.this, now);
            }

            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResourceIfPossible(DatabaseClock.this);
            }
        });
        return now;
    }

    private Instant read() {
        return db.sql("select parley.now()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }
}
