package dev.parley.journal;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.parley.shared.Actor;
import dev.parley.shared.CaseEvent;
import dev.parley.shared.Gathered;
import dev.parley.shared.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Records events in the transaction that causes them, and reads and verifies their chains (AUD-1). */
@Component
public class Journal {
    private final JdbcClient db;
    private final Gathered<Appended> appended = new Gathered<>(this::write);

    Journal(JdbcClient db) {
        this.db = db;
    }

    /**
     * An event as it is kept. Facts are read back as JSON has them: text, {@link Long}, {@link Boolean}, lists and maps.
     *
     * @param position grows over all streams
     * @param seq counts within the stream, from 1
     */
    public record Entry(
            long position, int seq, String type, Actor actor, Map<String, Object> facts, Instant at, String hash) {}

    /** Appends to the end of the stream's chain, before the commit; appends to one stream queue until their transactions end. */
    public void append(CaseEvent event) {
        var actor = event.actor();
        appended.add(List.of(new Appended(
                Ids.next(),
                event.stream(),
                event.type(),
                actor.kind().name(),
                actor.id(),
                Facts.write(event.facts()))));
    }

    /** The facts as the text that is kept, and hashed, to the letter. */
    private record Appended(
            UUID id,
            UUID stream,
            String type,
            @JsonProperty("actor_kind") String actorKind,
            String actor,
            String facts) {}

    private void write(List<Appended> events) {
        db.sql("select append_events(cast(? as jsonb))")
                .param(Facts.json(events))
                .query(String.class)
                .list();
    }

    /** All events of the stream, oldest first. */
    public List<Entry> of(UUID stream) {
        appended.flush();
        return db.sql("select * from case_event where stream = ? order by seq")
                .param(stream)
                .query((row, n) -> entry(row))
                .list();
    }

    /** Recomputes the stream's chain from its genesis to its head: false if anything was changed, added or cut off. */
    public boolean verifies(UUID stream) {
        appended.flush();
        // One statement, so that no append comes between the chain and its head.
        return db.sql("""
                        select h.hash as head, e.* from (values (?)) s (stream)
                        left join stream_head h using (stream) left join case_event e using (stream)
                        order by e.seq
                        """).param(stream).query((ResultSet rows) -> verified(stream, rows));
    }

    private static boolean verified(UUID stream, ResultSet rows) throws SQLException {
        var head = Link.genesis(stream);
        var links = new ArrayList<Link>();
        while (rows.next()) {
            if (rows.getString("head") != null) head = rows.getString("head");
            if (rows.getString("id") != null) links.add(link(rows));
        }
        return Link.chain(stream, links, head);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        var link = link(row);
        return new Entry(
                row.getLong("position"),
                link.seq(),
                link.type(),
                new Actor(Actor.Kind.valueOf(link.actorKind()), link.actor()),
                Facts.read(link.facts()),
                link.at(),
                link.hash());
    }

    private static Link link(ResultSet row) throws SQLException {
        return new Link(
                row.getObject("id", UUID.class),
                row.getInt("seq"),
                row.getString("type"),
                row.getString("actor_kind"),
                row.getString("actor"),
                row.getString("facts"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("previous_hash"),
                row.getString("hash"));
    }
}
