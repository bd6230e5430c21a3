package dev.parley.proof;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How contracts stand, read off the tables. */
final class Product {
    private final JdbcClient db;

    Product(JdbcClient db) {
        this.db = db;
    }

    /**
     * A contract.
     *
     * @param money its accounts that are not empty
     */
    record State(String money, Map<UUID, Milestone> milestones) {}

    /** A window that is open. */
    record Open(UUID deadline, Instant start, Instant due) {}

    /**
     * A milestone of it.
     *
     * @param takenBack why its case was taken from mediators
     * @param touched when its case was last given to somebody, or taken from them
     */
    record Milestone(
            UUID id,
            String clock,
            @Nullable UUID clockId,
            @Nullable String stage,
            Map<Window.Kind, Open> windows,
            long free,
            long held,
            String cases,
            String reviews,
            Desk.@Nullable Given mediator,
            String takenBack,
            int escalations,
            Instant touched) {}

    State of(UUID contract) {
        return of(List.of(contract)).getOrDefault(contract, new State("{}", Map.of()));
    }

    Map<UUID, State> of(Collection<UUID> contracts) {
        var states = new HashMap<UUID, State>();
        db.sql("""
                        select m.contract_id, m.id, coalesce(m.clock, 'NONE') as clock, m.clock_id, d.stage,
                               (select string_agg(kind || '=' || total, ',') from (
                                   select kind, sum(balance) as total from parley.account a
                                    where a.contract = m.contract_id and kind <> 'WORLD' and balance <> 0
                                    group by kind) b) as money,
                               (select string_agg(w.rule || ' ' || w.id || ' ' || (extract(epoch from w.started_at) * 1000)::bigint
                                                  || ' ' || (extract(epoch from w.due_at) * 1000)::bigint, ',')
                                  from parley.deadline w where w.subject = m.clock_id and w.state = 'OPEN') as windows,
                               coalesce((select balance from parley.account where kind = 'FREE' and ref = m.id), 0) as free,
                               coalesce((select balance from parley.account where kind = 'HELD' and ref = d.hold_id), 0) as held,
                               (select string_agg(c.ending, ', ' order by c.closed_at) from parley.dispute c
                                 where c.milestone_id = m.id and c.closed_at is not null) as cases,
                               (select string_agg(r.state, ', ' order by r.opened_at) from parley.review r
                                 where r.milestone_id = m.id and r.state <> 'OPEN') as reviews,
                               a.mediator, a.assigned_at,
                               (select string_agg(e.ended_because, ', ' order by e.ended_at) from parley.assignment e
                                 where e.case_id = d.id and e.ended_because in ('HANDED_BACK', 'LATE')) as taken_back,
                               (select count(*) from parley.case_event where stream = d.id and type = 'proposal.escalated') as escalations,
                               (select max(greatest(assigned_at, ended_at)) from parley.assignment where case_id = d.id) as touched
                          from parley.milestone m
                          left join parley.dispute d on d.id = m.clock_id
                          left join parley.assignment a on a.case_id = d.id and a.ended_at is null
                         where m.contract_id in (:contracts)
                        """).param("contracts", contracts).query(row -> {
            var contract = row.getObject("contract_id", UUID.class);
            var money = accounts(list(row, "money"));
            var state = states.computeIfAbsent(contract, first -> new State(money, new HashMap<>()));
            state.milestones.put(row.getObject("id", UUID.class), milestone(row));
        });
        return states;
    }

    /** What became of the notices of a window to its parties. */
    List<Window.Mail> mails(UUID deadline) {
        return db.sql("""
                        select role, accepted_at, bounced_at, acknowledged_at from parley.delivery
                         where deadline_id = ? and role in ('CLIENT', 'FREELANCER')
                        """)
                .param(deadline)
                .query((row, n) -> new Window.Mail(
                        Reference.Who.valueOf(row.getString("role")),
                        instant(row, "accepted_at"),
                        instant(row, "bounced_at"),
                        instant(row, "acknowledged_at")))
                .list();
    }

    /**
     * A notice, and how far it has come.
     *
     * @param failed for good, or it came back, and nobody has dealt with it yet
     */
    record Notice(UUID id, boolean accepted, boolean failed) {}

    /** Those of the window to its parties, in the order in which they were written. */
    List<Notice> notices(UUID deadline) {
        return db.sql("""
                        select id, state = 'ACCEPTED' as accepted,
                               (state = 'FAILED' or bounced_at is not null) and mended_at is null as failed
                          from parley.delivery
                         where deadline_id = ? and role in ('CLIENT', 'FREELANCER') order by recorded_at, kind, role, id
                        """)
                .param(deadline)
                .query((row, n) -> new Notice(
                        row.getObject("id", UUID.class), row.getBoolean("accepted"), row.getBoolean("failed")))
                .list();
    }

    /** The last sign of life that we gave. */
    Instant alive() {
        return db.sql("select at from parley.heartbeat")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private static Milestone milestone(ResultSet row) throws SQLException {
        var mediator = row.getString("mediator");
        var since = instant(row, "assigned_at");
        var touched = instant(row, "touched");
        return new Milestone(
                row.getObject("id", UUID.class),
                row.getString("clock"),
                row.getObject("clock_id", UUID.class),
                row.getString("stage"),
                windows(row.getString("windows")),
                row.getLong("free"),
                row.getLong("held"),
                list(row, "cases"),
                list(row, "reviews"),
                mediator == null || since == null ? null : new Desk.Given(mediator, since),
                list(row, "taken_back"),
                row.getInt("escalations"),
                touched == null ? Instant.MIN : touched);
    }

    private static Map<Window.Kind, Open> windows(@Nullable String all) {
        var windows = new EnumMap<Window.Kind, Open>(Window.Kind.class);
        for (var one : parts(all)) {
            var part = one.split(" ", -1);
            var open = new Open(UUID.fromString(part[1]), millis(part[2]), millis(part[3]));
            windows.put(Window.Kind.valueOf(part[0]), open);
        }
        return windows;
    }

    private static String accounts(String all) {
        var accounts = new TreeMap<String, String>();
        for (var one : parts(all)) {
            var part = one.split("=", -1);
            accounts.put(part[0], part[1]);
        }
        return accounts.toString();
    }

    private static List<String> parts(@Nullable String all) {
        return all == null || all.isEmpty() ? new ArrayList<>() : List.of(all.split(",", -1));
    }

    private static String list(ResultSet row, String column) throws SQLException {
        var items = row.getString(column);
        return items == null ? "" : items;
    }

    private static Instant millis(String epoch) {
        return Instant.ofEpochMilli(Long.parseLong(epoch));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
