package dev.parley.delivery;

import dev.parley.shared.Ids;
import dev.parley.shared.Refused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The endpoints of each contracts system (DOR-1). While one is disabled nothing is queued for it: what it missed is in the
 * event feed. Another system's are unknown.
 */
@Component
@Transactional
public class WebhookEndpoints {
    /** A system has at most so many. */
    public static final int MOST = 10;

    /** In characters. */
    public static final int LONGEST_URL = WebhookTargets.LONGEST;

    /** Then an event is given up; the pauses between them make up five days. */
    public static final int MOST_ATTEMPTS = WebhookQueue.MOST_ATTEMPTS;

    /** An answer that comes later is none. */
    public static final int LONGEST_ANSWER_SECONDS = (int) WebhookPost.LONGEST.toSeconds();

    /** So long the log keeps what was told or dropped. */
    public static final Duration KEPT = Duration.ofDays(30);

    /** After a rotation the secret before signs, too, for so long. */
    public static final Duration FORMER_SECRET = Duration.ofHours(24);

    private final JdbcClient db;
    private final WebhookTargets targets;
    private final WebhookSecrets secrets;

    WebhookEndpoints(JdbcClient db, WebhookTargets targets, WebhookSecrets secrets) {
        this.db = db;
        this.targets = targets;
        this.secrets = secrets;
    }

    /** An address that was looked at, and why webhooks may not go there, if so: told to whoever then wants it. */
    public static final class Target {
        private final String url;
        private final @Nullable Refused refused;

        private Target(String url, @Nullable Refused refused) {
            this.url = url;
            this.refused = refused;
        }

        private void require() {
            if (refused != null) throw refused;
        }
    }

    /** What a contracts system says of an endpoint. */
    public record Wanted(Target target, String description, List<String> types) {}

    /** Looks at an address, for which its name is resolved: before any transaction, as that can take long. */
    @Transactional(propagation = Propagation.NEVER)
    public Target look(String url) {
        try {
            targets.require(url);
            return new Target(url, null);
        } catch (Refused refused) {
            return new Target(url, refused);
        }
    }

    public WebhookEndpoint create(String system, Wanted wanted) {
        wanted.target().require();
        lock(system);
        queueEvents();
        if (of(system).size() >= MOST)
            throw Refused.conflict("webhook-endpoints-full", "there are " + MOST + " endpoints: delete one first");
        var id = Ids.next();
        db.sql("insert into webhook_endpoint (id, system, url, description, types, created_at)"
                        + " values (?, ?, ?, ?, ?, parley.now())")
                .params(id, system, wanted.target().url, wanted.description(), types(wanted))
                .update();
        return get(system, id);
    }

    /** Oldest first. */
    @Transactional(readOnly = true)
    public List<WebhookEndpoint> of(String system) {
        return db.sql("select * from webhook_endpoint where system = ? and state <> 'DELETED' order by id")
                .param(system)
                .query(WebhookEndpoints::endpoint)
                .list();
    }

    @Transactional(readOnly = true)
    public WebhookEndpoint get(String system, UUID id) {
        return db.sql("select * from webhook_endpoint where system = ? and state <> 'DELETED' and id = ?")
                .params(system, id)
                .query(WebhookEndpoints::endpoint)
                .optional()
                .orElseThrow(() -> Refused.notFound("webhook-endpoint-unknown", id));
    }

    /** An endpoint of any system that is told nothing; since when is not known of those that were so before it was kept. */
    public record Disabled(
            UUID id,
            String system,
            String url,
            String because,
            @Nullable Instant since) {}

    /** Of all systems, the newest first. */
    @Transactional(readOnly = true)
    public List<Disabled> disabled(int limit) {
        return db.sql(
                        "select * from webhook_endpoint where state = 'DISABLED' order by disabled_at desc nulls last, id limit ?")
                .param(limit)
                .query((row, n) -> new Disabled(
                        row.getObject("id", UUID.class),
                        row.getString("system"),
                        row.getString("url"),
                        row.getString("disabled_because"),
                        instant(row, "disabled_at")))
                .list();
    }

    /** Its secret, to be shown to its system alone. */
    @Transactional(readOnly = true)
    public String secret(String system, UUID id) {
        var number = db.sql(
                        "select secret_number from webhook_endpoint where system = ? and state <> 'DELETED' and id = ?")
                .params(system, id)
                .query(Integer.class)
                .optional()
                .orElseThrow(() -> Refused.notFound("webhook-endpoint-unknown", id));
        return secrets.secret(id, number);
    }

    /** Enabled or disabled by this, what still waited is given up. */
    public WebhookEndpoint update(String system, UUID id, Wanted wanted, boolean enabled) {
        wanted.target().require();
        var before = get(system, id);
        db.sql("update webhook_endpoint set url = ?, description = ?, types = ? where id = ?")
                .params(wanted.target().url, wanted.description(), types(wanted), id)
                .update();
        queueEvents();
        if (enabled != before.enabled())
            turn(id, enabled ? "ENABLED" : "DISABLED", enabled ? null : "its system said so");
        return get(system, id);
    }

    /** For good; what was told stays in the rows. */
    public void delete(String system, UUID id) {
        get(system, id);
        turn(id, "DELETED", "its system deleted it");
    }

    /** A new secret; returns until when the one before signs, too. */
    public Instant rotate(String system, UUID id) {
        get(system, id);
        return db.sql("update webhook_endpoint set secret_number = secret_number + 1, rotated_at = parley.now()"
                        + " where id = ? returning rotated_at")
                .param(id)
                .query(OffsetDateTime.class)
                .single()
                .toInstant()
                .plus(FORMER_SECRET);
    }

    /** Numbers what has been committed since, and queues it for the endpoints that there are now. */
    void queueEvents() {
        db.sql("select number_events()").query().singleRow();
    }

    /** It has said that it is gone. */
    void gone(UUID id) {
        turn(id, "DISABLED", "it answered 410 Gone");
    }

    private void turn(UUID id, String state, @Nullable String because) {
        db.sql("""
                        update webhook_endpoint set state = :state, disabled_because = :because, failing_since = null,
                            disabled_at = case when :state = 'DISABLED' then parley.now() end
                         where id = :id and state <> 'DELETED'
                        """)
                .param("state", state)
                .param("because", because)
                .param("id", id)
                .update();
        db.sql("update webhook_delivery set state = 'DROPPED', error = coalesce(error, 'the endpoint was disabled')"
                        + " where endpoint_id = ? and state in ('PENDING', 'FAILED')")
                .param(id)
                .update();
    }

    /** One after the other, so that their number is known. */
    private void lock(String system) {
        db.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param("webhook endpoints of " + system)
                .query()
                .singleRow();
    }

    private static String[] types(Wanted wanted) {
        return wanted.types().stream().distinct().toArray(String[]::new);
    }

    private static WebhookEndpoint endpoint(ResultSet row, int n) throws SQLException {
        return new WebhookEndpoint(
                row.getObject("id", UUID.class),
                row.getString("url"),
                row.getString("description"),
                List.of((String[]) row.getArray("types").getArray()),
                row.getString("state").equals("ENABLED"),
                row.getString("disabled_because"),
                instant(row, "disabled_at"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "failing_since"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
