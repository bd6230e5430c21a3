package dev.parley.deadline;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** When one of our nodes was last alive, and the outages that were noticed from a gap in it (DEA-4). */
@Component
public class Heartbeat {
    private final JdbcClient db;

    Heartbeat(JdbcClient db) {
        this.db = db;
    }

    /** Says that a node is alive; false, and nothing said, if there was an outage that is yet to be noticed. */
    public boolean beat() {
        return db.sql("""
                        with clock as materialized (select parley.now() as at)
                        update heartbeat set at = greatest(heartbeat.at, clock.at) from clock
                        where heartbeat.at >= clock.at - parley.shortest_outage()""").update() == 1;
    }

    /** The last sign of life of any node. Ask for the time before: what moves the clock beats too. */
    public Instant last() {
        return db.sql("select at from heartbeat")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    /** Whether we were out from one instant to the other for longer than the shortest time that some terms allow. */
    public boolean isOutage(Instant since, Instant until) {
        return db.sql("select ? - ? > parley.shortest_outage()")
                .params(until.atOffset(ZoneOffset.UTC), since.atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }

    /** The outage is dealt with: recorded once, and the heart beats again. */
    public void noticed(Instant since, Instant until) {
        db.sql("insert into outage (since, until) values (?, ?) on conflict do nothing")
                .params(since.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC))
                .update();
        db.sql("update heartbeat set at = greatest(at, ?)")
                .param(until.atOffset(ZoneOffset.UTC))
                .update();
    }
}
