package dev.parley.process;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How much of what there is at one moment, by label. Every query keeps to what is open: none gets slower with the cases
 * that are closed.
 */
record Readings(
        Map<String, Long> cases,
        Map<String, Long> windows,
        Map<String, Long> jobs,
        Map<String, Long> deliveries,
        Map<String, Long> webhooks,
        Map<String, Long> money,
        Map<String, Escrow> escrow) {
    /** Money of all milestones in one currency that is free and that is on hold, in minor units. */
    record Escrow(long free, long held) {}

    private static final String CASES =
            "select stage as label, count(*) as amount from dispute where stage <> 'CLOSED' group by stage";

    private static final String WINDOWS = """
            select count(*) filter (where due_at >= clock.now) as open, count(*) filter (where due_at < clock.now) as overdue
            from deadline cross join (select parley.now() as now) clock
            where state = 'OPEN'
            """;

    private static final String JOBS = """
            select count(*) filter (where is_due) as due,
                   count(*) filter (where retries_ > 0 and exception_msg_ is not null) as retrying,
                   count(*) filter (where retries_ = 0) as failed,
                   count(*) filter (where suspension_state_ <> 1) as suspended,
                   (select count(*) from camunda.act_ru_incident) as incidents,
                   coalesce(max(extract(epoch from now - duedate_) * 1000) filter (where is_due and type_ = 'timer'), 0)
                       as lateness
            from (select j.*, clock.now, retries_ > 0 and suspension_state_ = 1 and coalesce(duedate_ <= clock.now, true) as is_due
                  from camunda.act_ru_job j cross join (select parley.now() at time zone 'UTC' as now) clock) job
            """;

    private static final String DELIVERIES = """
            select count(*) filter (where not_before > clock.now) as waiting,
                   count(*) filter (where not_before <= clock.now) as due,
                   coalesce(max(extract(epoch from clock.now - not_before) * 1000) filter (where not_before <= clock.now), 0)
                       as age,
                   (select count(*) from delivery
                     where (state = 'FAILED' or bounced_at is not null) and mended_at is null) as failed
            from delivery cross join (select parley.now() as now) clock
            where state = 'PENDING'
            """;

    private static final String WEBHOOKS = """
            with open as materialized
                (select endpoint_id, state, recorded_at from webhook_delivery where state in ('PENDING', 'FAILED'))
            select count(*) filter (where d.state = 'PENDING') as waiting, count(*) filter (where d.state = 'FAILED') as failed,
                   coalesce(max(extract(epoch from clock.now - d.recorded_at) * 1000) filter (where d.state = 'PENDING'), 0)
                       as age,
                   (select count(*) from webhook_endpoint where state = 'ENABLED' and failing_since is not null) as failing,
                   (select count(*) from webhook_endpoint where state = 'DISABLED') as disabled
            from open d join webhook_endpoint e on e.id = d.endpoint_id and e.state = 'ENABLED'
            cross join (select parley.now() as now) clock
            """;

    private static final String MONEY = """
            select count(*) filter (where why = 'unanswered') as unanswered, count(*) filter (where why = 'waiting') as waiting,
                   count(*) filter (where why = 'failed') as failed, count(*) filter (where why = 'frozen') as frozen,
                   count(*) filter (where why = 'receivable') as receivable, count(*) filter (where why = 'pending') as pending,
                   coalesce(max(extract(epoch from (select parley.now()) - since) * 1000) filter (where why <> 'receivable'), 0)
                       as age
            from (select 'unanswered' as why, changed_at as since from transfer_order where state = 'ORDERED'
                  union all
                  select case state when 'WAITING' then 'waiting' else 'failed' end, changed_at
                  from transfer_order where state in ('WAITING', 'REFUSED', 'REVERSED')
                  union all
                  select lower(state), changed_at from chargeback where state in ('FROZEN', 'RECEIVABLE')
                  union all
                  select 'pending', changed_at from pending_deposit where state = 'PENDING') money
            """;

    private static final String ESCROW = """
            select known.currency, coalesce(sum(balance) filter (where kind = 'FREE'), 0) as free,
                   coalesce(sum(balance) filter (where kind = 'HELD'), 0) as held
            from (select distinct currency::text from terms) known
            left join account on account.currency = known.currency and kind in ('FREE', 'HELD') and balance > 0
            group by known.currency order by known.currency
            """;

    static final List<String> QUERIES = List.of(CASES, WINDOWS, JOBS, DELIVERIES, ESCROW, WEBHOOKS, MONEY);

    /** How long the timer that is due longest has been so. */
    Duration lateness() {
        return Duration.ofMillis(amount(jobs, "lateness"));
    }

    /** How long the delivery that is due longest has been so. */
    Duration age() {
        return Duration.ofMillis(amount(deliveries, "age"));
    }

    /** How long the webhook that waits longest has done so. */
    Duration webhookAge() {
        return Duration.ofMillis(amount(webhooks, "age"));
    }

    /** How long the money that has waited longest for somebody has done so; what is merely receivable aside. */
    Duration moneysAge() {
        return Duration.ofMillis(amount(money, "age"));
    }

    static long amount(Map<String, Long> amounts, String label) {
        return amounts.getOrDefault(label, 0L);
    }

    static Readings of(JdbcClient db) {
        return new Readings(
                labelled(db, CASES),
                columns(db, WINDOWS),
                columns(db, JOBS),
                columns(db, DELIVERIES),
                columns(db, WEBHOOKS),
                columns(db, MONEY),
                escrow(db));
    }

    private static Map<String, Long> labelled(JdbcClient db, String sql) {
        return db
                .sql(sql)
                .query((row, n) -> Map.entry(row.getString("label").toLowerCase(Locale.ROOT), row.getLong("amount")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, Long> columns(JdbcClient db, String sql) {
        return db.sql(sql).query(Readings::columns).single();
    }

    private static Map<String, Long> columns(ResultSet row, int n) throws SQLException {
        var columns = new HashMap<String, Long>();
        var names = row.getMetaData();
        for (var i = 1; i <= names.getColumnCount(); i++) columns.put(names.getColumnLabel(i), row.getLong(i));
        return columns;
    }

    private static Map<String, Escrow> escrow(JdbcClient db) {
        return db
                .sql(ESCROW)
                .query((row, n) ->
                        Map.entry(row.getString("currency"), new Escrow(row.getLong("free"), row.getLong("held"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
