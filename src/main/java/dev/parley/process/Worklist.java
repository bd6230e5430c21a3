package dev.parley.process;

import dev.parley.dispute.Dispute;
import dev.parley.shared.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What waits for whom: the cases behind tasks, those that wait for the parties, and all windows by their end. */
@Component
public class Worklist {
    private static final String CASE = """
            d.id, d.number, d.stage, d.ending, d.amount_minor, k.currency, k.title as contract, m.title as milestone,
            client.name as client, freelancer.name as freelancer, d.filed_at, d.closed_at, due.at as due,
            coalesce(due.at <= (select parley.now()), false) as overdue
            """;
    private static final String OF_CASE = """
              join parley.milestone m on m.id = d.milestone_id
              join parley.contract k on k.id = m.contract_id
              join parley.party client on client.id = k.client_id
              join parley.party freelancer on freelancer.id = k.freelancer_id
              left join lateral (select min(due_at) as at from parley.deadline w
                                  where w.subject = d.id and w.rule <> 'PROPOSAL_REASSIGNMENT'
                                    and (w.state = 'OPEN' or d.stage = 'MEDIATION' and w.rule = 'PROPOSAL')) due on true
            """;

    private static final Pattern NUMBER = Pattern.compile("(?i)P-(\\d{1,15})");

    private final JdbcClient db;

    Worklist(JdbcClient db) {
        this.db = db;
    }

    /**
     * A case in a list.
     *
     * @param task the task of Tasklist that it was asked for, if it was
     * @param due when its open window ends, or its mediator's target, missed or not; null where nobody is waited for
     * @param overdue whether that has passed
     */
    public record Line(
            @Nullable String task,
            UUID id,
            String number,
            String stage,
            @Nullable String ending,
            Money amount,
            String contract,
            String milestone,
            String client,
            String freelancer,
            Instant filedAt,
            @Nullable Instant closedAt,
            @Nullable Instant due,
            boolean overdue) {}

    /** The cases of these tasks, of the user's own alone unless they see every case. */
    public List<Line> behind(Collection<String> tasks, String user, boolean seesEveryCase) {
        if (tasks.isEmpty()) return List.of();
        return db.sql("select t.id_ as task, " + CASE + " from camunda.act_ru_task t"
                        + " join camunda.act_ru_execution e on e.id_ = t.proc_inst_id_"
                        + " join parley.dispute d on d.id = e.business_key_::uuid " + OF_CASE
                        + " where t.id_ in (:tasks) and (:all or t.assignee_ = :user)")
                .param("tasks", tasks)
                .param("all", seesEveryCase)
                .param("user", user)
                .query(Worklist::line)
                .list();
    }

    /** Cases on whose proposal the parties decide: those that the user proposed on, or all of them; the first to end first. */
    public List<Line> waitingForParties(String user, boolean seesEveryCase, int most) {
        return db.sql("select null as task, " + CASE + " from parley.dispute d " + OF_CASE
                        + " where d.stage = 'DECISIONS' and (:all or exists (select from parley.assignment a"
                        + " where a.case_id = d.id and a.mediator = :user and a.ended_because = 'PROPOSED'))"
                        + " order by due.at, d.id limit :most")
                .param("all", seesEveryCase)
                .param("user", user)
                .param("most", most)
                .query(Worklist::line)
                .list();
    }

    /** Cases by their number, as it is written, or by the contracts system's id of their contract; closed ones too, the newest first. */
    public List<Line> search(String asked, int most) {
        var number = NUMBER.matcher(asked.strip());
        return db.sql("select null as task, " + CASE + " from parley.dispute d " + OF_CASE
                        + (number.matches() ? " where d.number = :asked" : " where k.external_id = :asked")
                        + " order by d.filed_at desc, d.id limit :most")
                .param("asked", number.matches() ? Long.valueOf(number.group(1)) : asked.strip())
                .param("most", most)
                .query(Worklist::line)
                .list();
    }

    /**
     * An open window.
     *
     * @param subject the review, claim window or case that it is about
     * @param number the case's number; null where there is none
     */
    public record Open(
            UUID id,
            String rule,
            Instant at,
            UUID subject,
            UUID milestone,
            @Nullable String number,
            String contract,
            String client,
            String freelancer) {}

    /** Open windows that end before that instant, the first to end first. */
    public List<Open> windows(Instant before, int most) {
        return db.sql("""
                        select w.id, w.rule, w.due_at, w.subject, m.id as milestone, d.number, k.title as contract,
                               client.name as client, freelancer.name as freelancer
                          from parley.deadline w
                          join parley.milestone m on m.clock_id = w.subject
                          join parley.contract k on k.id = m.contract_id
                          join parley.party client on client.id = k.client_id
                          join parley.party freelancer on freelancer.id = k.freelancer_id
                          left join parley.dispute d on d.id = w.subject
                         where w.state = 'OPEN' and w.due_at < ?::timestamptz and w.rule <> 'PROPOSAL_REASSIGNMENT'
                         order by w.due_at, w.id limit ?
                        """)
                .params(before.toString(), most)
                .query((row, n) -> new Open(
                        row.getObject("id", UUID.class),
                        row.getString("rule"),
                        instant(row, "due_at"),
                        row.getObject("subject", UUID.class),
                        row.getObject("milestone", UUID.class),
                        row.getString("number") == null ? null : Dispute.written(row.getLong("number")),
                        row.getString("contract"),
                        row.getString("client"),
                        row.getString("freelancer")))
                .list();
    }

    private static Line line(ResultSet row, int n) throws SQLException {
        return new Line(
                row.getString("task"),
                row.getObject("id", UUID.class),
                Dispute.written(row.getLong("number")),
                row.getString("stage"),
                row.getString("ending"),
                Money.of(row.getLong("amount_minor"), row.getString("currency")),
                row.getString("contract"),
                row.getString("milestone"),
                row.getString("client"),
                row.getString("freelancer"),
                instant(row, "filed_at"),
                row.getObject("closed_at") == null ? null : instant(row, "closed_at"),
                row.getObject("due") == null ? null : instant(row, "due"),
                row.getBoolean("overdue"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
