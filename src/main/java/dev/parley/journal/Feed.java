package dev.parley.journal;

import dev.parley.shared.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * All events of a contracts system's contracts under numbers of its own (DOR-1): 1, 2, 3, … with no gap, in each stream's
 * order. Whoever has read up to a number has missed none before it, however acts overlapped.
 */
@Component
public class Feed {
    static final String EVENTS = """
            select f.number, e.*, f.contract_id, k.external_id as contract_external, f.milestone_id,
                   m.external_id as milestone_external, f.dispute_id, d.number as dispute_number
              from feed f join case_event e using (position)
              join contract k on k.id = f.contract_id
              left join milestone m on m.id = f.milestone_id
              left join dispute d on d.id = f.dispute_id
             where f.system = ?
            """;

    private final JdbcClient db;

    Feed(JdbcClient db) {
        this.db = db;
    }

    /** Something that the contracts system knows under an id of its own. */
    public record Known(UUID id, String externalId) {}

    /** A case by its id, and its number before it is written for people. */
    public record NumberedCase(UUID id, long number) {}

    /**
     * An event as its contracts system reads it.
     *
     * @param number in that system's feed, from 1
     * @param stream what it happened to: the contract, the milestone or the case
     * @param seq counts within the stream, from 1
     */
    public record Event(
            long number,
            UUID id,
            String type,
            Instant at,
            Known contract,
            @Nullable Known milestone,
            @Nullable NumberedCase dispute,
            UUID stream,
            int seq,
            Actor.Kind actor,
            Map<String, Object> facts,
            String hash) {}

    /** The events after that number, in their order; everything that is committed by now has its number. */
    @Transactional(propagation = Propagation.NEVER)
    public List<Event> after(String system, long number, int limit) {
        numberEvents();
        return db.sql(EVENTS + " and f.number > ? order by f.number limit ?")
                .params(system, number, limit)
                .query(Feed::event)
                .list();
    }

    /** The number of the system's last event; 0 if there is none. */
    public long last(String system) {
        return db.sql("select coalesce(max(number), 0) from feed where system = ?")
                .param(system)
                .query(Long.class)
                .single();
    }

    /** An event of the system by its id. */
    @Transactional(propagation = Propagation.NEVER)
    public Optional<Event> find(String system, UUID id) {
        numberEvents();
        return db.sql(EVENTS + " and e.id = ?")
                .params(system, id)
                .query(Feed::event)
                .optional();
    }

    private void numberEvents() {
        db.sql("select number_events()").query().singleRow();
    }

    private static Event event(ResultSet row, int n) throws SQLException {
        return new Event(
                row.getLong("number"),
                row.getObject("id", UUID.class),
                row.getString("type"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                new Known(row.getObject("contract_id", UUID.class), row.getString("contract_external")),
                milestone(row),
                dispute(row),
                row.getObject("stream", UUID.class),
                row.getInt("seq"),
                Actor.Kind.valueOf(row.getString("actor_kind")),
                Facts.read(row.getString("facts")),
                row.getString("hash"));
    }

    private static @Nullable Known milestone(ResultSet row) throws SQLException {
        var id = row.getObject("milestone_id", UUID.class);
        return id == null ? null : new Known(id, row.getString("milestone_external"));
    }

    private static @Nullable NumberedCase dispute(ResultSet row) throws SQLException {
        var id = row.getObject("dispute_id", UUID.class);
        return id == null ? null : new NumberedCase(id, row.getLong("dispute_number"));
    }
}
