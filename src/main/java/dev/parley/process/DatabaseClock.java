package dev.parley.process;

import dev.parley.shared.Clock;
import dev.parley.shared.Unchanging;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads {@code parley.now()} once per transaction, so that one act has one "now" on every node (DEA-0). */
@Component
class DatabaseClock implements Clock {
    private final JdbcClient db;

    DatabaseClock(JdbcClient db) {
        this.db = db;
    }

    @Override
    public Instant now() {
        return Unchanging.known(Clock.class, Instant.class, this::read);
    }

    private Instant read() {
        return db.sql("select parley.now()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }
}
