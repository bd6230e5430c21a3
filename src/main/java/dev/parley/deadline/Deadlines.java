package dev.parley.deadline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.parley.deadline.Deadline.State;
import dev.parley.shared.Ids;
import dev.parley.shared.Refused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who was in time: one row a window, and the database's clock decides (DEA-0). Each decision is one statement that
 * reads the clock once; that it changes no row means lost or early, and a second look says which.
 */
@Component
public class Deadlines {
    private static final String CLOCK = "with clock as materialized (select parley.now() as at) ";

    /** Lenient in reading: nodes of two versions share the table. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final JdbcClient db;

    Deadlines(JdbcClient db) {
        this.db = db;
    }

    /** Starts a window; a second open one of the same subject and rule is a programming error. */
    public Deadline open(UUID subject, Window window) {
        var deadline = new Deadline(
                Ids.next(),
                subject,
                window.rule(),
                window.start(),
                window.dueAt(),
                State.OPEN,
                null,
                window.certificate());
        var opened = db.sql("""
                        insert into deadline (id, subject, rule, started_at, due_at, certificate)
                        values (:id, :subject, :rule, :start, :dueAt, cast(:certificate as jsonb))
                        on conflict (subject, rule) where state = 'OPEN' do nothing""")
                .param("id", deadline.id())
                .param("subject", subject)
                .param("rule", deadline.rule().name())
                .param("start", deadline.start().atOffset(ZoneOffset.UTC))
                .param("dueAt", deadline.dueAt().atOffset(ZoneOffset.UTC))
                .param("certificate", json(deadline.certificate()))
                .update();
        if (opened == 0) throw new IllegalStateException(subject + " already has an open " + window.rule() + " window");
        return deadline;
    }

    /** The act that the window waited for: refused when it comes too late, or when something else came first. */
    public void meet(UUID subject, Rule rule) {
        var met = db.sql(CLOCK + """
                        update deadline set state = 'MET', decided_at = clock.at from clock
                        where subject = :subject and rule = :rule and state = 'OPEN' and due_at > clock.at""")
                .param("subject", subject)
                .param("rule", rule.name())
                .update();
        if (met == 0) throw lost(subject, rule);
    }

    /** The same check for an act that leaves the window open; nothing else decides it until this transaction ends. */
    public void requireOpen(UUID subject, Rule rule) {
        var open = db.sql(CLOCK + """
                        select deadline.id from deadline, clock
                        where subject = :subject and rule = :rule and state = 'OPEN' and due_at > clock.at
                        for update of deadline""")
                .param("subject", subject)
                .param("rule", rule.name())
                .query(UUID.class)
                .optional();
        if (open.isEmpty()) throw lost(subject, rule);
    }

    /** What a timer calls: over only if the database's clock says so too. */
    public Expiry expire(UUID subject, Rule rule) {
        return db.sql(CLOCK + """
                        update deadline set state = 'EXPIRED', decided_at = clock.at from clock
                        where subject = :subject and rule = :rule and state = 'OPEN' and due_at <= clock.at
                        returning deadline.*""")
                .param("subject", subject)
                .param("rule", rule.name())
                .query(Deadlines::read)
                .optional()
                .<Expiry>map(Expiry.Expired::new)
                .orElseGet(() -> earlyOrClosed(subject, rule));
    }

    /** Ends all open windows of a subject because something else took over; refused when a binding one is due. */
    @Transactional
    public void interrupt(UUID subject) {
        var interrupted = db.sql(CLOCK + """
                        update deadline set state = 'CANCELLED', decided_at = clock.at from clock
                        where subject = :subject and state = 'OPEN' returning deadline.*""")
                .param("subject", subject)
                .query(Deadlines::read)
                .list();
        for (var deadline : interrupted) if (deadline.rule().binding() && wasDue(deadline)) throw passed(deadline);
    }

    /** What a target waited for is done, be it late; with none open there is nothing to do. */
    public void conclude(UUID subject, Rule target) {
        if (target.binding()) throw new IllegalArgumentException(target + " is no target: meet it");
        db.sql(CLOCK + """
                        update deadline set state = 'MET', decided_at = clock.at from clock
                        where subject = :subject and rule = :rule and state = 'OPEN'""")
                .param("subject", subject)
                .param("rule", target.name())
                .update();
    }

    /** The newest of this rule. */
    public Optional<Deadline> current(UUID subject, Rule rule) {
        return db.sql("""
                        select * from deadline where subject = :subject and rule = :rule
                        order by opened_at desc, id desc limit 1""")
                .param("subject", subject)
                .param("rule", rule.name())
                .query(Deadlines::read)
                .optional();
    }

    /** All that the subject ever had, oldest first. */
    public List<Deadline> of(UUID subject) {
        return db.sql("select * from deadline where subject = :subject order by opened_at, id")
                .param("subject", subject)
                .query(Deadlines::read)
                .list();
    }

    public Optional<Deadline> find(UUID id) {
        return db.sql("select * from deadline where id = ?")
                .param(id)
                .query(Deadlines::read)
                .optional();
    }

    /** Whether it still waits, and is not yet due. */
    public boolean isOpen(UUID deadline) {
        return db.sql(
                        "select exists (select from deadline where id = :id and state = 'OPEN' and due_at > parley.now())")
                .param("id", deadline)
                .query(Boolean.class)
                .single();
    }

    /** To a person who is late it is the same whether the timer has been there already. */
    private Refused lost(UUID subject, Rule rule) {
        return db.sql("""
                        select *, state in ('OPEN', 'EXPIRED') and due_at <= parley.now() as passed
                        from deadline where subject = :subject and rule = :rule
                        order by opened_at desc, id desc limit 1""")
                .param("subject", subject)
                .param("rule", rule.name())
                .query((row, n) -> row.getBoolean("passed") ? passed(read(row, n)) : closed(read(row, n)))
                .optional()
                .orElseGet(() -> Refused.conflict("window-closed", "there is no " + rule.words() + " window"));
    }

    private Expiry earlyOrClosed(UUID subject, Rule rule) {
        return current(subject, rule)
                .filter(deadline -> deadline.state() == State.OPEN)
                .<Expiry>map(deadline -> new Expiry.Early(deadline.dueAt()))
                .orElseGet(Expiry.NotOpen::new);
    }

    private static boolean wasDue(Deadline closed) {
        return closed.decidedAt() != null && !closed.decidedAt().isBefore(closed.dueAt());
    }

    private static Refused passed(Deadline deadline) {
        var dueAt = deadline.dueAt().atZone(deadline.certificate().zone());
        return Refused.conflict("deadline-passed", "the " + deadline.rule().words() + " window ended at " + dueAt);
    }

    private static Refused closed(Deadline deadline) {
        var how = deadline.state() == State.OPEN
                ? "another one has opened meanwhile"
                : deadline.state() + " at " + deadline.decidedAt();
        return Refused.conflict("window-closed", "the " + deadline.rule().words() + " window is closed: " + how);
    }

    private static Deadline read(ResultSet row, int n) throws SQLException {
        return new Deadline(
                row.getObject("id", UUID.class),
                row.getObject("subject", UUID.class),
                Rule.valueOf(row.getString("rule")),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                State.valueOf(row.getString("state")),
                instant(row.getObject("decided_at", OffsetDateTime.class)),
                certificate(row.getString("certificate")));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static String json(Certificate certificate) {
        try {
            return JSON.writeValueAsString(certificate);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Certificate certificate(String json) {
        try {
            return JSON.readValue(json, Certificate.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
