package dev.parley.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.shared.Ids;
import dev.parley.shared.Premise;
import dev.parley.shared.Side;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Notices that failed for good, or came back, until people have dealt with them (NOT-3). */
@Component
public class FailedNotices {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A former address that is dead is nobody's concern. */
    private static final String OPEN = """
            select id, kind, role, address, milestone_id, subject_id, premises, recorded_at, attempts,
                   coalesce(bounce_reason, last_error) as why
              from delivery
             where (state = 'FAILED' or bounced_at is not null) and mended_at is null and milestone_id is not null
               and role <> 'FORMER_ADDRESS'
            """;

    private final JdbcClient db;
    private final ApplicationEventPublisher events;

    FailedNotices(JdbcClient db, ApplicationEventPublisher events) {
        this.db = db;
        this.events = events;
    }

    /**
     * A notice that did not arrive.
     *
     * @param why the mail servers' own words
     */
    public record Failed(
            UUID id,
            Kind kind,
            String role,
            String address,
            UUID milestone,
            UUID subject,
            List<Premise> premises,
            Instant recordedAt,
            int attempts,
            String why) {
        /** The party that it was for; empty for staff. */
        public Optional<Side> side() {
            return Arrays.stream(Side.values())
                    .filter(side -> side.name().equals(role))
                    .findFirst();
        }
    }

    /** Oldest first, beginning after the given one. */
    public List<Failed> page(@Nullable UUID after, int limit) {
        return db.sql(OPEN + " and (cast(? as uuid) is null or id > ?) order by id limit ?")
                .params(after, after, limit)
                .query(FailedNotices::failed)
                .list();
    }

    public Optional<Failed> find(UUID id) {
        return db.sql(OPEN + " and id = ?")
                .param(id)
                .query(FailedNotices::failed)
                .optional();
    }

    /** All to this address, oldest first. */
    public List<Failed> to(String address) {
        return db.sql(OPEN + " and address = ? order by id")
                .param(address)
                .query(FailedNotices::failed)
                .list();
    }

    /** Which milestone a notice is about, whatever became of it. */
    public Optional<UUID> milestone(UUID notice) {
        return db.sql("select milestone_id from delivery where id = ? and milestone_id is not null")
                .param(notice)
                .query(UUID.class)
                .optional();
    }

    /** Records the same notice anew, to this address; empty if somebody has dealt with it meanwhile. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<UUID> sendAgain(UUID id, String address) {
        var anew = Ids.next();
        var recorded = db.sql("""
                        with mended as (update delivery set mended_at = parley.now()
                                         where id = ? and mended_at is null returning *)
                        insert into delivery (id, kind, role, name, address, milestone_id, subject_id, deadline_id, due_at,
                                              premises, facts, recorded_at, not_before, next_attempt_at, instead_of)
                        select ?, kind, role, name, ?, milestone_id, subject_id, deadline_id, due_at, premises, facts,
                               mended_at, mended_at, mended_at, id
                          from mended
                        """).params(id, anew, address).update();
        if (recorded == 0) return Optional.empty();
        events.publishEvent(new NoticesRecorded());
        return Optional.of(anew);
    }

    /** Nothing is sent in its place: what it says no longer holds. */
    public void lapsed(UUID id) {
        db.sql("update delivery set mended_at = parley.now() where id = ? and mended_at is null")
                .param(id)
                .update();
    }

    private static Failed failed(ResultSet row, int n) throws SQLException {
        return new Failed(
                row.getObject("id", UUID.class),
                Kind.valueOf(row.getString("kind")),
                row.getString("role"),
                row.getString("address"),
                row.getObject("milestone_id", UUID.class),
                row.getObject("subject_id", UUID.class),
                premises(row.getString("premises")),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getInt("attempts"),
                row.getString("why"));
    }

    private static List<Premise> premises(String text) {
        try {
            return JSON.readValue(text, new TypeReference<>() {});
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
