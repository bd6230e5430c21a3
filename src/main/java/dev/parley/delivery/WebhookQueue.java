package dev.parley.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The webhooks that wait, and what became of them; many nodes may take from it at once. Of one milestone and endpoint only
 * the first is ever taken: the next waits until it was told or given up. Rows are locked in one order: the endpoint's, the
 * queue's, the delivery's.
 */
@Component
@Transactional
class WebhookQueue {
    /** Longer than an exchange may take. */
    static final Duration LEASE = Duration.ofMinutes(1);

    /** With these pauses five days. */
    static final int MOST_ATTEMPTS = 23;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(12);
    private static final int LONGEST_ERROR = 300;

    private final JdbcClient db;
    private final WebhookEndpoints endpoints;

    WebhookQueue(JdbcClient db, WebhookEndpoints endpoints) {
        this.db = db;
        this.endpoints = endpoints;
    }

    /**
     * One attempt that is counted, and to be made now.
     *
     * @param formerSigns whether the secret before the present one is still taken
     * @param second since the epoch in which it is made, by the real clock: receivers compare it with theirs
     */
    record Attempt(
            UUID id,
            UUID endpoint,
            String url,
            int secret,
            boolean formerSigns,
            UUID event,
            String body,
            UUID queue,
            int number,
            long second) {}

    /** An endpoint for which something is due, and whether its last attempt failed. */
    record Due(UUID endpoint, boolean failing) {}

    @Transactional(readOnly = true)
    List<Due> due() {
        return db.sql("""
                        select id, failing_since is not null as failing from webhook_endpoint e
                         where state = 'ENABLED' and exists (
                            select from webhook_queue q
                             where q.endpoint_id = e.id and q.next_attempt_at <= (select parley.now()))
                         order by id
                        """)
                .query((row, n) -> new Due(row.getObject("id", UUID.class), row.getBoolean("failing")))
                .list();
    }

    /** Takes the first of a queue that is due; whoever takes it and dies leaves it due again after the lease. */
    Optional<Attempt> lease(UUID endpoint) {
        for (var queue = dueQueue(endpoint); queue.isPresent(); queue = dueQueue(endpoint)) {
            var attempt = first(endpoint, queue.get());
            if (attempt.isPresent()) {
                wait(attempt.get(), LEASE);
                return attempt;
            }
            db.sql("delete from webhook_queue where endpoint_id = ? and queue = ?")
                    .params(endpoint, queue.get())
                    .update();
        }
        return Optional.empty();
    }

    private Optional<UUID> dueQueue(UUID endpoint) {
        return db.sql("""
                        select queue from webhook_queue
                         where endpoint_id = ? and next_attempt_at <= (select parley.now())
                         order by next_attempt_at limit 1 for update skip locked
                        """).param(endpoint).query(UUID.class).optional();
    }

    private Optional<Attempt> first(UUID endpoint, UUID queue) {
        return db.sql("""
                        update webhook_delivery d set attempts = attempts + 1, attempted_at = parley.now()
                          from webhook_endpoint e
                         where e.id = d.endpoint_id and e.state = 'ENABLED' and d.id = (
                            select id from webhook_delivery
                             where endpoint_id = ? and queue = ? and state = 'PENDING' order by number limit 1)
                        returning d.*, e.url, e.secret_number,
                            coalesce(e.rotated_at > parley.now() - make_interval(secs => ?), false) as former_signs,
                            extract(epoch from clock_timestamp())::bigint as second
                        """)
                .params(endpoint, queue, WebhookEndpoints.FORMER_SECRET.toSeconds())
                .query((row, n) -> new Attempt(
                        row.getObject("id", UUID.class),
                        endpoint,
                        row.getString("url"),
                        row.getInt("secret_number"),
                        row.getBoolean("former_signs"),
                        row.getObject("event_id", UUID.class),
                        row.getString("body"),
                        queue,
                        row.getInt("attempts"),
                        row.getLong("second")))
                .optional();
    }

    /** A fact, whoever reports it; the next of its queue may go. */
    void delivered(Attempt attempt, int status) {
        db.sql("update webhook_endpoint set failing_since = null where id = ? and failing_since is not null")
                .param(attempt.endpoint())
                .update();
        wait(attempt, Duration.ZERO);
        db.sql(
                        "update webhook_delivery set state = 'DELIVERED', status = ?, error = null where id = ? and state = 'PENDING'")
                .params(status, attempt.id())
                .update();
    }

    /** Nobody is there any more: its endpoint is told nothing until its system enables it again. */
    void gone(Attempt attempt, int status) {
        endpoints.gone(attempt.endpoint());
        db.sql("update webhook_delivery set status = ?, error = 'gone' where id = ? and state = 'DROPPED'")
                .params(status, attempt.id())
                .update();
    }

    /**
     * Tried again after a pause, or given up; counts only from the one who holds the lease.
     *
     * @param asked how long the receiver wants to be left alone: heeded where it is longer than our own pause, up to the
     *     longest of those
     */
    void failed(Attempt attempt, @Nullable Integer status, String error, Duration asked) {
        if (!isHeld(attempt)) return;
        var last = attempt.number() >= MOST_ATTEMPTS;
        db.sql("update webhook_endpoint set failing_since = coalesce(failing_since, parley.now()) where id = ?")
                .param(attempt.endpoint())
                .update();
        wait(attempt, last ? Duration.ZERO : longer(pauseAfter(attempt.number()), asked));
        db.sql("""
                        update webhook_delivery set state = ?, status = ?, error = left(?, ?)
                         where id = ? and state = 'PENDING' and attempts = ?
                        """)
                .params(last ? "FAILED" : "PENDING", status, error, LONGEST_ERROR, attempt.id(), attempt.number())
                .update();
    }

    /** Forgets some of what was told or dropped long ago, and returns how many; the events stay in the feed. */
    int forget(int most) {
        return db.sql("""
                        delete from webhook_delivery where id in (
                            select id from webhook_delivery
                             where state in ('DELIVERED', 'DROPPED')
                               and recorded_at < (select parley.now()) - make_interval(secs => ?)
                             order by recorded_at limit ? for update skip locked)
                        """).params(WebhookEndpoints.KEPT.toSeconds(), most).update();
    }

    private boolean isHeld(Attempt attempt) {
        return db.sql(
                        "select exists (select from webhook_delivery where id = ? and state = 'PENDING' and attempts = ?)")
                .params(attempt.id(), attempt.number())
                .query(Boolean.class)
                .single();
    }

    /** Doubles from 5 seconds to 12 hours. */
    static Duration pauseAfter(int attempts) {
        return atMostLongest(FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 20)));
    }

    private static Duration longer(Duration own, Duration asked) {
        return own.compareTo(asked) > 0 ? own : atMostLongest(asked);
    }

    private static Duration atMostLongest(Duration pause) {
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private void wait(Attempt attempt, Duration pause) {
        db.sql("update webhook_queue set next_attempt_at = parley.now() + make_interval(secs => ?)"
                        + " where endpoint_id = ? and queue = ?")
                .params(pause.toSeconds(), attempt.endpoint(), attempt.queue())
                .update();
    }
}
