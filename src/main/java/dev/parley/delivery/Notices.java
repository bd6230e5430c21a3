package dev.parley.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.shared.Ids;
import dev.parley.shared.Premise;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
    private final JdbcClient db;
    private final ApplicationEventPublisher events;

    Notices(JdbcClient db, ApplicationEventPublisher events) {
        this.db = db;
        this.events = events;
    }

    /** Records all notices in one round trip of the caller's transaction; they leave after its commit (NOT-1). */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(Collection<Notice> notices) {
        if (notices.isEmpty()) return;
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
                        """).param(asJson(notices.stream().map(Row::of).toList())).update();
        events.publishEvent(new NoticesRecorded());
    }

    /** Everything that was to be told about a case, review or contract, oldest first. */
    public List<Sent> of(UUID subject) {
        return db.sql("""
                        select id, kind, role, state, attempts, recorded_at, not_before, accepted_at, last_error, dropped_because
                          from delivery where subject_id = ? order by recorded_at, id
                        """)
                .param(subject)
                .query((row, n) -> new Sent(
                        row.getObject("id", UUID.class),
                        Kind.valueOf(row.getString("kind")),
                        row.getString("role"),
                        Sent.State.valueOf(row.getString("state")),
                        row.getInt("attempts"),
                        row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                        row.getObject("not_before", OffsetDateTime.class).toInstant(),
                        instant(row.getObject("accepted_at", OffsetDateTime.class)),
                        row.getString("last_error"),
                        row.getString("dropped_because")))
                .list();
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

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
