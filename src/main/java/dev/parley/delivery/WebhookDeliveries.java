package dev.parley.delivery;

import dev.parley.shared.Ids;
import dev.parley.shared.Refused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The log of what endpoints were told and how they answered; a ping, and another try of what has failed. */
@Component
@Transactional
public class WebhookDeliveries {
    /** A page of the log has at most so many. */
    public static final int MOST = 200;

    private static final String PING = "endpoint.pinged";

    /** Only the first of a queue has a next attempt of its own. */
    private static final String LOG = """
            select d.*, e.url, e.system, q.next_attempt_at
              from webhook_delivery d join webhook_endpoint e on e.id = d.endpoint_id
              left join webhook_queue q on d.state = 'PENDING' and q.endpoint_id = d.endpoint_id and q.queue = d.queue
                and not exists (select from webhook_delivery f where f.endpoint_id = d.endpoint_id and f.queue = d.queue
                                and f.state = 'PENDING' and f.number < d.number)
            """;

    private final JdbcClient db;
    private final WebhookEndpoints endpoints;

    WebhookDeliveries(JdbcClient db, WebhookEndpoints endpoints) {
        this.db = db;
        this.endpoints = endpoints;
    }

    /** DROPPED: its endpoint was disabled, or was gone. */
    public enum State {
        PENDING,
        DELIVERED,
        FAILED,
        DROPPED
    }

    /**
     * An event told to an endpoint, or to be told.
     *
     * @param event its webhook-id
     * @param number of the event in its system's feed; 0 for a ping
     * @param status of the last answer, if there was one
     * @param error why the last attempt failed, if it did
     * @param nextAttemptAt null if none is due, or if an earlier event of the same milestone goes first
     * @param redeliveredBy who last asked for it to be sent again
     */
    public record Told(
            UUID id,
            UUID endpoint,
            String system,
            String url,
            UUID event,
            long number,
            String type,
            State state,
            Instant recordedAt,
            int attempts,
            @Nullable Instant attemptedAt,
            @Nullable Integer status,
            @Nullable String error,
            @Nullable Instant nextAttemptAt,
            @Nullable String redeliveredBy) {}

    /** Newest first, beginning after the given one. */
    @Transactional(readOnly = true)
    public List<Told> of(String system, UUID endpoint, @Nullable UUID after, int limit) {
        endpoints.get(system, endpoint);
        return db.sql(LOG + """
                         where d.endpoint_id = ? and (cast(? as uuid) is null
                            or d.position < (select position from webhook_delivery where endpoint_id = ? and id = ?))
                         order by d.position desc limit ?
                        """)
                .params(endpoint, after, endpoint, after, limit)
                .query(WebhookDeliveries::told)
                .list();
    }

    @Transactional(readOnly = true)
    public Told get(UUID id) {
        return find(id).orElseThrow(() -> Refused.notFound("webhook-delivery-unknown", id));
    }

    /** Of all systems what failed for good, and what has been tried in vain and will be again; oldest first. */
    @Transactional(readOnly = true)
    public List<Told> troubled(int limit) {
        return db.sql(LOG + """
                         where d.state in ('PENDING', 'FAILED') and d.error is not null and e.state = 'ENABLED'
                         order by d.position limit ?
                        """).param(limit).query(WebhookDeliveries::told).list();
    }

    /** Tells the endpoint something that has happened to nothing. */
    public Told ping(String system, UUID endpoint) {
        if (!endpoints.get(system, endpoint).enabled()) throw disabled();
        var id = Ids.next();
        var event = Ids.next();
        db.sql("""
                        insert into webhook_delivery (id, endpoint_id, event_id, type, queue, number, body, recorded_at)
                        select ?, ?, ?, ?, ?, 0, json_object('type': ?,
                            'timestamp': to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                            'data': json_object('endpoint': ?) returning text), at
                          from parley.now() at
                        """)
                .params(id, endpoint, event, PING, event, PING, endpoint.toString())
                .update();
        queueNow(endpoint, event);
        return get(id);
    }

    /** Sends the same bytes under the same id again, now; of a waiting one the pause ends. */
    public Told redeliver(String system, UUID endpoint, UUID delivery, String by) {
        endpoints.get(system, endpoint);
        var told = find(delivery)
                .filter(found -> found.endpoint().equals(endpoint))
                .orElseThrow(() -> Refused.notFound("webhook-delivery-unknown", delivery));
        return redeliver(told.id(), by);
    }

    /** The same for operations, whoever's it is. */
    public Told redeliver(UUID delivery, String by) {
        var told = get(delivery);
        queueNow(told.endpoint(), queue(delivery));
        var again = db.sql("""
                        update webhook_delivery d set state = 'PENDING', attempts = 0, redelivered_by = ?
                          from webhook_endpoint e
                         where d.id = ? and e.id = d.endpoint_id and e.state = 'ENABLED'
                        """).params(by, delivery).update();
        if (again == 0) throw disabled();
        return get(delivery);
    }

    private UUID queue(UUID delivery) {
        return db.sql("select queue from webhook_delivery where id = ?")
                .param(delivery)
                .query(UUID.class)
                .single();
    }

    private void queueNow(UUID endpoint, UUID queue) {
        db.sql("""
                        insert into webhook_queue as q (endpoint_id, queue, next_attempt_at) values (?, ?, parley.now())
                        on conflict (endpoint_id, queue) do update set next_attempt_at = parley.now()
                        """).params(endpoint, queue).update();
    }

    private Optional<Told> find(UUID id) {
        return db.sql(LOG + " where d.id = ?")
                .param(id)
                .query(WebhookDeliveries::told)
                .optional();
    }

    private static Refused disabled() {
        return Refused.conflict("webhook-endpoint-disabled", "the endpoint is disabled: enable it first");
    }

    private static Told told(ResultSet row, int n) throws SQLException {
        return new Told(
                row.getObject("id", UUID.class),
                row.getObject("endpoint_id", UUID.class),
                row.getString("system"),
                row.getString("url"),
                row.getObject("event_id", UUID.class),
                row.getLong("number"),
                row.getString("type"),
                State.valueOf(row.getString("state")),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getInt("attempts"),
                instant(row, "attempted_at"),
                row.getObject("status", Integer.class),
                row.getString("error"),
                instant(row, "next_attempt_at"),
                row.getString("redelivered_by"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
