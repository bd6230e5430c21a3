package dev.parley.journal;

import dev.parley.shared.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Moves the events and the postings of contracts that are over to closed partitions (ADR 13), in small steps of a
 * transaction each. Whoever reads a chain or the book does not notice.
 */
@Component
public class Closing {
    /** Open events that one step looks at. */
    private static final int STEP = 25;

    private final JdbcClient db;
    private final Clock clock;
    private final Duration quiet;

    Closing(JdbcClient db, Clock clock, @Value("${parley.closing.after}") Duration quiet) {
        this.db = db;
        this.clock = clock;
        this.quiet = quiet;
    }

    /** All that has been over for long enough; what another node is at is left to it. */
    public void closeFinished() {
        var since = clock.now().minus(quiet);
        var after = Optional.of(0L);
        while (after.isPresent()) after = step(after.get(), since);
    }

    /** Where to go on, if there is more to look at. */
    Optional<Long> step(long after, Instant since) {
        return db.sql("select close_finished(?, ?, ?)")
                .params(after, since.atOffset(ZoneOffset.UTC), STEP)
                .query((row, n) -> Optional.ofNullable(row.getObject(1, Long.class)))
                .single();
    }
}
