package dev.parley.proof;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How milestones stand, read off the tables. */
final class Product {
    private final JdbcClient db;

    Product(JdbcClient db) {
        this.db = db;
    }

    /**
     * One milestone, the only one of its contract.
     *
     * @param money the contract's accounts that are not empty
     */
    record State(
            UUID milestone,
            String clock,
            @Nullable UUID clockId,
            @Nullable String stage,
            @Nullable UUID deadline,
            @Nullable String rule,
            @Nullable Instant start,
            @Nullable Instant due,
            String money,
            String cases,
            String reviews) {}

    State of(UUID milestone) {
        return of(List.of(milestone)).get(milestone);
    }

    Map<UUID, State> of(Collection<UUID> milestones) {
        return db.sql("""
                        select m.id, coalesce(m.clock, 'NONE') as clock, m.clock_id, d.stage,
                               w.id as deadline, w.rule, w.started_at, w.due_at,
                               (select string_agg(kind || '=' || total, ',') from (
                                   select kind, sum(balance) as total from parley.account a
                                    where a.contract = m.contract_id and kind <> 'WORLD' and balance <> 0
                                    group by kind) b) as money,
                               (select string_agg(c.ending, ', ' order by c.closed_at) from parley.dispute c
                                 where c.milestone_id = m.id and c.closed_at is not null) as cases,
                               (select string_agg(r.state, ', ' order by r.opened_at) from parley.review r
                                 where r.milestone_id = m.id and r.state <> 'OPEN') as reviews
                          from parley.milestone m
                          left join parley.dispute d on d.id = m.clock_id
                          left join parley.deadline w on w.subject = m.clock_id and w.state = 'OPEN'
                               and w.rule not in ('PROPOSAL', 'PROPOSAL_REASSIGNMENT')
                         where m.id in (:milestones)
                        """).param("milestones", milestones).query((row, n) -> state(row)).list().stream()
                .collect(Collectors.toMap(State::milestone, state -> state));
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

    /** The notices of the window, and whether the mail server has taken them, in the order in which they were written. */
    Map<UUID, Boolean> notices(UUID deadline) {
        var notices = new LinkedHashMap<UUID, Boolean>();
        db.sql("""
                        select id, state from parley.delivery
                         where deadline_id = ? and role in ('CLIENT', 'FREELANCER') order by recorded_at, kind, role, id
                        """).param(deadline).query(row -> {
            notices.put(row.getObject("id", UUID.class), row.getString("state").equals("ACCEPTED"));
        });
        return notices;
    }

    /**
     * Somebody to whom a case of the same client was assigned.
     *
     * @param here whether it was this case
     */
    record Assigned(String mediator, boolean here, boolean now) {}

    List<Assigned> assigned(UUID dispute) {
        return db.sql("""
                        select a.mediator, a.case_id = d.id as here, a.ended_at is null as now from parley.dispute d
                          join parley.milestone m on m.id = d.milestone_id
                          join parley.contract c on c.id = m.contract_id
                          join parley.assignment a on a.client_id = c.client_id
                         where d.id = ?
                        """)
                .param(dispute)
                .query((row, n) ->
                        new Assigned(row.getString("mediator"), row.getBoolean("here"), row.getBoolean("now")))
                .list();
    }

    private static State state(ResultSet row) throws SQLException {
        return new State(
                row.getObject("id", UUID.class),
                row.getString("clock"),
                row.getObject("clock_id", UUID.class),
                row.getString("stage"),
                row.getObject("deadline", UUID.class),
                row.getString("rule"),
                instant(row, "started_at"),
                instant(row, "due_at"),
                accounts(row.getString("money")),
                list(row.getString("cases")),
                list(row.getString("reviews")));
    }

    private static String accounts(@Nullable String money) {
        var accounts = new TreeMap<String, String>();
        if (money != null)
            for (var account : money.split(",", -1)) {
                var split = account.split("=", -1);
                accounts.put(split[0], split[1]);
            }
        return accounts.toString();
    }

    private static String list(@Nullable String items) {
        return items == null ? "" : items;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
