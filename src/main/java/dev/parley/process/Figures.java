package dev.parley.process;

import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The latest readings: read at once and kept for some seconds, however many meters, scrapers and people ask. */
@Component
class Figures {
    private final Cached<Readings> readings;

    Figures(JdbcClient db, @Value("${parley.metrics.lifetime}") Duration lifetime) {
        this.readings = new Cached<>(() -> Readings.of(db), lifetime, System::nanoTime);
    }

    /** Empty while the database can't be read. */
    Optional<Readings> now() {
        return readings.get();
    }
}
