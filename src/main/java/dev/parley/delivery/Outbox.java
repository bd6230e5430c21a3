package dev.parley.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.shared.Heard;
import dev.parley.shared.Premise;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The deliveries that are due, and what became of them; many nodes may take from it at once. */
@Component
class Outbox {
    /** Longer than a batch takes when each of its mails runs into the time limits of the connection. */
    static final Duration LEASE = Duration.ofMinutes(10);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final int LONGEST_ERROR = 1000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String COLUMNS =
            " d.id, d.kind, d.role, d.name, d.address, d.milestone_id, d.subject_id, d.deadline_id, d.due_at, d.premises,"
                    + " d.facts, d.recorded_at, d.attempts, d.message ";

    private final JdbcClient db;
    private final Heard heard;

    Outbox(JdbcClient db, Heard heard) {
        this.db = db;
        this.heard = heard;
    }

    /** Takes due deliveries, counting the attempt; whoever takes them and dies leaves them due again after the lease. */
    List<Delivery> lease(int most) {
        return db.sql("""
                        with due as (
                            select id from delivery
                             where state = 'PENDING' and next_attempt_at <= (select parley.now())
                             order by next_attempt_at limit ? for update skip locked)
                        update delivery d
                           set attempts = attempts + 1, next_attempt_at = parley.now() + make_interval(secs => ?)
                          from due where d.id = due.id returning
                        """ + COLUMNS)
                .params(most, LEASE.toSeconds())
                .query(this::delivery)
                .list();
    }

    /**
     * Keeps the bytes that every attempt sends, and says which deadlines they take out of the reader's calendar. False
     * for one who lost the lease: somebody else has written others since, which may have been sent.
     */
    boolean keepMessage(Delivery delivery, String messageId, byte[] message, List<UUID> takenOut) {
        return db.sql("""
                        update delivery set message = ?, message_id = ?, takes_out = ?
                         where id = ? and message is null and state = 'PENDING' and attempts = ?
                        """)
                        .params(message, messageId, takenOut.toArray(UUID[]::new), delivery.id(), delivery.attempts())
                        .update()
                > 0;
    }

    void drop(Delivery delivery, String because) {
        db.sql("""
                        update delivery set state = 'DROPPED', dropped_because = ?, message = null
                         where id = ? and state = 'PENDING'
                        """).params(because, delivery.id()).update();
    }

    /**
     * An acceptance is a fact, whoever reports it; one of a notice of a window may move the window's end. The bytes hold
     * the reader's link, and are kept no longer.
     */
    @Transactional
    void accepted(Delivery delivery) {
        if (delivery.deadline() == null) recordAcceptance(delivery);
        else heard.of(delivery.deadline(), () -> recordAcceptance(delivery));
    }

    private void recordAcceptance(Delivery delivery) {
        db.sql("""
                        update delivery set state = 'ACCEPTED', accepted_at = parley.now(), message = null
                         where id = ? and state = 'PENDING'
                        """).param(delivery.id()).update();
    }

    /** Counts only from the one who holds the lease, as does a failure. */
    void tryAgain(Delivery delivery, String error) {
        db.sql("""
                        update delivery set next_attempt_at = parley.now() + make_interval(secs => ?), last_error = ?
                         where id = ? and state = 'PENDING' and attempts = ?
                        """)
                .params(pauseAfter(delivery.attempts()).toSeconds(), error(error), delivery.id(), delivery.attempts())
                .update();
    }

    /** Says whether it counted. */
    boolean failed(Delivery delivery, String error) {
        return db.sql("""
                        update delivery set state = 'FAILED', last_error = ?, message = null
                         where id = ? and state = 'PENDING' and attempts = ?
                        """)
                        .params(error(error), delivery.id(), delivery.attempts())
                        .update()
                > 0;
    }

    /** The deadlines of the same milestone that this reader was sent for their calendar. */
    List<ReadersCalendar.Entry> entries(Delivery delivery) {
        return db.sql("select distinct on (d.deadline_id)" + COLUMNS + """
                        , (select count(distinct n.recorded_at) from delivery n
                            where n.milestone_id = d.milestone_id and n.deadline_id = d.deadline_id) as steps,
                          exists (select from delivery n
                            where n.milestone_id = d.milestone_id and n.address = d.address
                              and n.recorded_at >= d.recorded_at and n.state in ('PENDING', 'ACCEPTED')
                              and d.deadline_id = any (n.takes_out)) as taken_out
                          from delivery d
                         where d.milestone_id = ? and d.address = ? and d.role = ? and d.due_at is not null
                           and d.state = 'ACCEPTED'
                         order by d.deadline_id, d.recorded_at desc
                        """)
                .params(delivery.milestone(), delivery.address(), delivery.role())
                .query((row, n) -> new ReadersCalendar.Entry(
                        delivery(row, n),
                        row.getObject("deadline_id", UUID.class),
                        row.getObject("due_at", OffsetDateTime.class).toInstant(),
                        row.getInt("steps"),
                        row.getBoolean("taken_out")))
                .list();
    }

    /** At how many steps before this one somebody was told of the deadline. */
    int stepsBefore(Delivery delivery, UUID deadline) {
        return db.sql("""
                        select count(distinct recorded_at) from delivery
                         where milestone_id = ? and deadline_id = ? and recorded_at < ?
                        """)
                .params(delivery.milestone(), deadline, delivery.recordedAt().atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    Optional<Instant> nextDue() {
        return db.sql("select min(next_attempt_at) from delivery where state = 'PENDING'")
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    static Duration pauseAfter(int attempts) {
        var doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 10));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private static String error(String words) {
        return FactText.line(words, LONGEST_ERROR);
    }

    private Delivery delivery(ResultSet row, int n) throws SQLException {
        return new Delivery(
                row.getObject("id", UUID.class),
                Kind.valueOf(row.getString("kind")),
                row.getString("role"),
                row.getString("name"),
                row.getString("address"),
                row.getObject("milestone_id", UUID.class),
                row.getObject("subject_id", UUID.class),
                row.getObject("deadline_id", UUID.class),
                instant(row.getObject("due_at", OffsetDateTime.class)),
                premises(row.getString("premises")),
                facts(row.getString("facts")),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getInt("attempts"),
                row.getBytes("message"));
    }

    private static List<Premise> premises(String text) {
        return read(text, new TypeReference<>() {});
    }

    private static Map<String, String> facts(String text) {
        return read(text, new TypeReference<>() {});
    }

    private static <T> T read(String text, TypeReference<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
