package dev.parley.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.shared.Gathered;
import dev.parley.shared.Ids;
import dev.parley.shared.Premise;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Records what has to be told, and says what became of it. */
@Component
public class Notices {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_REASON = 1000;
    private static final String SENT = """
            select id, kind, role, state, attempts, recorded_at, not_before, accepted_at, last_error, dropped_because, bounced_at,
                   bounce_reason, acknowledged_at, milestone_id, deadline_id
              from delivery\s""";
    private final JdbcClient db;
    private final ApplicationEventPublisher events;
    private final Gathered<Row> recorded = new Gathered<>(this::write);

    Notices(JdbcClient db, ApplicationEventPublisher events) {
        this.db = db;
        this.events = events;
    }

    /** Records the notices in the caller's transaction, all of it in one round trip; they leave after its commit (NOT-1). */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(Collection<Notice> notices) {
        if (notices.isEmpty()) return;
        recorded.add(notices.stream().map(Row::of).toList());
        events.publishEvent(new NoticesRecorded());
    }

    private void write(List<Row> notices) {
        db.sql("""
                        with clock as (select parley.now() as at)
                        insert into delivery (id, kind, role, name, address, milestone_id, subject_id, deadline_id, due_at,
                                              premises, facts, recorded_at, not_before, next_attempt_at)
                        select id, kind, role, name, address, milestone, subject, deadline, due, premises, facts, at,
                               coalesce(not_before, at), coalesce(not_before, at)
                          from jsonb_to_recordset(cast(? as jsonb)) as notice (id uuid, kind text, role text, name text,
                               address text, milestone uuid, subject uuid, deadline uuid, due timestamptz,
                               premises jsonb, facts jsonb, not_before timestamptz)
                         cross join clock
                        """).param(asJson(notices)).update();
    }

    /** Everything that was to be told about a case, review or contract, oldest first. */
    public List<Sent> of(UUID subject) {
        recorded.flush();
        return db.sql(SENT + "where subject_id = ? order by recorded_at, id")
                .param(subject)
                .query(Notices::sent)
                .list();
    }

    /** Everything that was to be told about a milestone and whatever ran on it, oldest first. */
    public List<Sent> ofMilestone(UUID milestone) {
        recorded.flush();
        return db.sql(SENT + "where milestone_id = ? order by recorded_at, id")
                .param(milestone)
                .query(Notices::sent)
                .list();
    }

    public Sent get(UUID id) {
        return db.sql(SENT + "where id = ?").param(id).query(Notices::sent).single();
    }

    /** What a notice is about. */
    public record About(UUID milestone, @Nullable UUID deadline, Sent sent) {}

    public Optional<About> find(UUID id) {
        return db.sql(SENT + "where id = ? and milestone_id is not null")
                .param(id)
                .query((row, n) -> new About(
                        row.getObject("milestone_id", UUID.class),
                        row.getObject("deadline_id", UUID.class),
                        sent(row, n)))
                .optional();
    }

    /** How far each notice of a window has come (NOT-4). */
    public List<Reach> reach(UUID deadline) {
        recorded.flush();
        return db.sql("select role, accepted_at, bounced_at, acknowledged_at from delivery where deadline_id = ?")
                .param(deadline)
                .query((row, n) -> new Reach(
                        row.getString("role"),
                        instant(row, "accepted_at"),
                        instant(row, "bounced_at"),
                        instant(row, "acknowledged_at")))
                .list();
    }

    /** It came back after it had been accepted; false if that was known. */
    public boolean bounced(UUID id, String reason) {
        return db.sql("""
                        update delivery set bounced_at = parley.now(), bounce_reason = ?
                         where id = ? and state = 'ACCEPTED' and bounced_at is null""").params(FactText.line(reason, LONGEST_REASON), id).update() == 1;
    }

    /** Its recipient has it, whatever became of the mail; false if that was known. */
    public boolean acknowledged(UUID id) {
        return db.sql("update delivery set acknowledged_at = parley.now() where id = ? and acknowledged_at is null")
                        .param(id)
                        .update()
                == 1;
    }

    private static Sent sent(ResultSet row, int n) throws SQLException {
        return new Sent(
                row.getObject("id", UUID.class),
                Kind.valueOf(row.getString("kind")),
                row.getString("role"),
                Sent.State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getObject("not_before", OffsetDateTime.class).toInstant(),
                instant(row, "accepted_at"),
                row.getString("last_error"),
                row.getString("dropped_because"),
                instant(row, "bounced_at"),
                row.getString("bounce_reason"),
                instant(row, "acknowledged_at"));
    }

    private record Row(
            UUID id,
            Kind kind,
            String role,
            String name,
            String address,
            UUID milestone,
            UUID subject,
            @Nullable UUID deadline,
            @Nullable String due,
            List<Premise> premises,
            Map<String, String> facts,
            @JsonProperty("not_before") @Nullable String notBefore) {
        static Row of(Notice notice) {
            var to = notice.to();
            var due = notice.dueAt();
            var notBefore = notice.notBefore();
            return new Row(
                    Ids.next(),
                    notice.kind(),
                    to.role(),
                    FactText.line(to.name(), LONGEST_NAME),
                    FactText.text(to.address()),
                    notice.milestone(),
                    notice.subject(),
                    notice.deadline(),
                    due == null ? null : due.toString(),
                    notice.premises(),
                    notice.inWords(),
                    notBefore == null ? null : notBefore.toString());
        }
    }

    private static String asJson(List<Row> rows) {
        try {
            return JSON.writeValueAsString(rows);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
