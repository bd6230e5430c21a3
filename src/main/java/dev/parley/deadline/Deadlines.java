package dev.parley.deadline;

import dev.parley.deadline.Deadline.State;
import dev.parley.shared.Actor;
import dev.parley.shared.Ids;
import dev.parley.shared.Refused;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who was in time: one row a window, and the database's clock decides (DEA-0). Each decision is one statement that
 * reads the clock once; that it changes no row means lost or early, and a second look says which.
 */
@Component
public class Deadlines {
    /** The code of the refusal of what comes too late. */
    public static final String PASSED = "deadline-passed";

    private static final String CLOCK = "with clock as materialized (select parley.now() as at) ";

    private static final List<String> BINDING =
            Arrays.stream(Rule.values()).filter(Rule::binding).map(Rule::name).toList();

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
                window.certificate(),
                List.of());
        var opened = db.sql("""
                        insert into deadline (id, subject, rule, started_at, due_at, certificate)
                        values (:id, :subject, :rule, :start, :dueAt, cast(:certificate as jsonb))
                        on conflict (subject, rule) where state = 'OPEN' do nothing""")
                .param("id", deadline.id())
                .param("subject", subject)
                .param("rule", deadline.rule().name())
                .param("start", deadline.start().atOffset(ZoneOffset.UTC))
                .param("dueAt", deadline.dueAt().atOffset(ZoneOffset.UTC))
                .param("certificate", DeadlineRows.json(deadline.certificate()))
                .update();
        if (opened == 0) throw new IllegalStateException(subject + " already has an open " + window.rule() + " window");
        KnownWindows.keep(deadline);
        return deadline;
    }

    /** The act that the window waited for: refused when it comes too late, or when something else came first. */
    public void meet(UUID subject, Rule rule) {
        KnownWindows.forget(subject, rule);
        var met = db.sql(CLOCK + """
                        update deadline set state = 'MET', decided_at = clock.at from clock
                        where subject = :subject and rule = :rule and state = 'OPEN' and due_at > clock.at
                        returning clock.at as now""")
                .param("subject", subject)
                .param("rule", rule.name())
                .query(DeadlineRows::takeAsNow)
                .optional();
        if (met.isEmpty()) throw lost(subject, rule);
    }

    /** The same check for an act that leaves the window open; nothing else decides it until this transaction ends. */
    public void requireOpen(UUID subject, Rule rule) {
        var open = db.sql(CLOCK + "select clock.at as now," + DeadlineRows.COLUMNS + """
                        from deadline, clock
                        where subject = :subject and rule = :rule and state = 'OPEN' and due_at > clock.at
                        for update of deadline""")
                .param("subject", subject)
                .param("rule", rule.name())
                .query(DeadlineRows::readWithNow)
                .optional();
        KnownWindows.keep(open.orElseThrow(() -> lost(subject, rule)));
    }

    /**
     * What a timer calls: over only if the database's clock says so too, and not while an outage of ours is yet to be
     * noticed, which may have moved the end (DEA-4).
     */
    public Expiry expire(UUID subject, Rule rule) {
        KnownWindows.forget(subject, rule);
        return db.sql(CLOCK + """
                        update deadline set state = 'EXPIRED', decided_at = clock.at from clock
                        where subject = :subject and rule = :rule and state = 'OPEN' and due_at <= clock.at
                          and (select at from heartbeat) >= clock.at - parley.shortest_outage()
                        returning clock.at as now,""" + DeadlineRows.COLUMNS)
                .param("subject", subject)
                .param("rule", rule.name())
                .query(DeadlineRows::readWithNow)
                .optional()
                .<Expiry>map(Expiry.Expired::new)
                .orElseGet(() -> earlyOrClosed(subject, rule));
    }

    /** A binding window that is over but for its alarm; {@code beaten} is false if an outage may be yet to be noticed. */
    public record Due(Deadline deadline, boolean beaten) {}

    /** The binding windows of a subject that are due, and still open. */
    public List<Due> due(UUID subject) {
        return db.sql(CLOCK + "select " + DeadlineRows.COLUMNS + """
                        , (select at from heartbeat) >= clock.at - parley.shortest_outage() as beaten
                        from deadline, clock
                        where subject = :subject and rule in (:binding) and state = 'OPEN' and due_at <= clock.at""")
                .param("subject", subject)
                .param("binding", BINDING)
                .query((row, n) -> new Due(DeadlineRows.read(row, n), row.getBoolean("beaten")))
                .list();
    }

    /** The open binding windows that end after this instant and at most so long after the other, soonest first. */
    public List<Deadline> endingBetween(Instant after, Instant until) {
        return db.sql("select " + DeadlineRows.COLUMNS + """
                        from deadline
                        where state = 'OPEN' and rule in (:binding) and due_at > :after and due_at <= :until order by due_at""")
                .param("binding", BINDING)
                .param("after", after.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .query(DeadlineRows::read)
                .list();
    }

    /** Ends all open windows of a subject because something else took over; refused, and nothing changed, when a binding one is due. */
    public void interrupt(UUID subject) {
        var windows = db.sql(CLOCK + """
                        , open as (select deadline.id, rule in (:binding) and due_at <= clock.at as late from deadline, clock
                                    where subject = :subject and state = 'OPEN' for update of deadline),
                        ended as (update deadline set state = 'CANCELLED', decided_at = clock.at from clock
                                   where id in (select id from open) and not exists (select from open where late)
                                   returning deadline.*)
                        select clock.at as now,""" + DeadlineRows.COLUMNS + """
                        from clock cross join (
                            select * from ended union all select * from deadline where id in (select id from open where late)
                        ) deadline""")
                .param("subject", subject)
                .param("binding", BINDING)
                .query(DeadlineRows::readWithNow)
                .list();
        for (var window : windows) {
            if (window.state() == State.OPEN) throw LostWindow.passed(window);
            KnownWindows.keep(window);
        }
    }

    /**
     * Moves the end of an open window, recorded with its cause and how it was computed (DEA-3); no more than once for a
     * cause that allows it once, and forward only as NOT-4 says: the database sees to both.
     */
    public Deadline move(
            Deadline window,
            Move.Cause cause,
            Later to,
            @Nullable String grounds,
            @Nullable UUID groundText,
            Actor actor) {
        KnownWindows.forget(window.subject(), window.rule());
        db.sql("""
                        insert into deadline_move (deadline, number, from_due, to_due, cause, grounds, ground_text, steps, actor_kind, actor)
                        values (:id, :number, :from, :to, :cause, :grounds, :groundText, cast(:steps as jsonb), :kind, :actor)""")
                .param("id", window.id())
                .param("number", window.moves().size() + 1)
                .param("from", window.dueAt().atOffset(ZoneOffset.UTC))
                .param("to", to.dueAt().atOffset(ZoneOffset.UTC))
                .param("cause", cause.name())
                .param("grounds", grounds)
                .param("groundText", groundText, Types.OTHER)
                .param("steps", DeadlineRows.json(to.steps()))
                .param("kind", actor.kind().name())
                .param("actor", actor.id())
                .update();
        return find(window.id()).orElseThrow();
    }

    /** What targets waited for is done, be it late; with none open there is nothing to do. */
    public void conclude(UUID subject, Rule... targets) {
        for (var target : targets) {
            if (target.binding()) throw new IllegalArgumentException(target + " is no target: meet it");
            KnownWindows.forget(subject, target);
        }
        db.sql(CLOCK + """
                        update deadline set state = 'MET', decided_at = clock.at from clock
                        where subject = :subject and rule in (:rules) and state = 'OPEN'
                        returning clock.at as now""")
                .param("subject", subject)
                .param("rules", Stream.of(targets).map(Rule::name).toList())
                .query(DeadlineRows::takeAsNow)
                .list();
    }

    /** The newest of this rule. */
    public Optional<Deadline> current(UUID subject, Rule rule) {
        return KnownWindows.find(subject, rule).or(() -> newest(subject, rule));
    }

    private Optional<Deadline> newest(UUID subject, Rule rule) {
        return db.sql("select " + DeadlineRows.COLUMNS + """
                        from deadline where subject = :subject and rule = :rule
                        order by opened_at desc, id desc limit 1""")
                .param("subject", subject)
                .param("rule", rule.name())
                .query(DeadlineRows::read)
                .optional();
    }

    /** All that the subject ever had, oldest first. */
    public List<Deadline> of(UUID subject) {
        return db.sql("select " + DeadlineRows.COLUMNS
                        + "from deadline where subject = :subject order by opened_at, id")
                .param("subject", subject)
                .query(DeadlineRows::read)
                .list();
    }

    public Optional<Deadline> find(UUID id) {
        return db.sql("select " + DeadlineRows.COLUMNS + "from deadline where id = ?")
                .param(id)
                .query(DeadlineRows::read)
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
        return db.sql("select " + DeadlineRows.COLUMNS + """
                        , state in ('OPEN', 'EXPIRED') and due_at <= parley.now() as passed
                        from deadline where subject = :subject and rule = :rule
                        order by opened_at desc, id desc limit 1""")
                .param("subject", subject)
                .param("rule", rule.name())
                .query((row, n) -> row.getBoolean("passed")
                        ? LostWindow.passed(DeadlineRows.read(row, n))
                        : LostWindow.closed(DeadlineRows.read(row, n)))
                .optional()
                .orElseGet(() -> LostWindow.none(rule));
    }

    private Expiry earlyOrClosed(UUID subject, Rule rule) {
        return current(subject, rule)
                .filter(deadline -> deadline.state() == State.OPEN)
                .<Expiry>map(deadline -> new Expiry.Early(deadline.dueAt()))
                .orElseGet(Expiry.NotOpen::new);
    }
}
