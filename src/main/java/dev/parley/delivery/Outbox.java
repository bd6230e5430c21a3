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
                        update delivery set attempts = attempts + 1, next_attempt_at = parley.now() + make_interval(secs => ?)
                          from due where delivery.id = due.id
                        returning delivery.id, kind, role, name, address, subject_id, deadline_id, due_at, premises, facts, recorded_at,
                                  attempts, message
                        """).params(most, LEASE.toSeconds()).query(this::delivery).list();
    }

    /** Keeps the bytes that every attempt sends. */
    void keepMessage(Delivery delivery, String messageId, byte[] message) {
        db.sql("update delivery set message = ?, message_id = ? where id = ? and message is null")
                .params(message, messageId, delivery.id())
                .update();
    }

    void drop(Delivery delivery, String because) {
        db.sql("update delivery set state = 'DROPPED', dropped_because = ? where id = ? and state = 'PENDING'")
                .params(because, delivery.id())
                .update();
    }

    /** An acceptance is a fact, whoever reports it; one of a notice of a window may move the window's end. */
    @Transactional
    void accepted(Delivery delivery) {
        if (delivery.deadline() == null) recordAcceptance(delivery);
        else heard.of(delivery.deadline(), () -> recordAcceptance(delivery));
    }

    private void recordAcceptance(Delivery delivery) {
        db.sql("update delivery set state = 'ACCEPTED', accepted_at = parley.now() where id = ? and state = 'PENDING'")
                .param(delivery.id())
                .update();
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

    void failed(Delivery delivery, String error) {
        db.sql("""
                        update delivery set state = 'FAILED', last_error = ?
                         where id = ? and state = 'PENDING' and attempts = ?
                        """).params(error(error), delivery.id(), delivery.attempts()).update();
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
