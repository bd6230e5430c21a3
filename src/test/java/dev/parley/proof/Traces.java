package dev.parley.proof;

import java.util.List;
import java.util.UUID;

/** What a life has left behind in the database, counted and without its ids: two that went alike left the same. */
final class Traces {
    private static final String SQL = """
            with m as (select id from parley.milestone where contract_id = :contract),
                 d as (select id, stage, ending, amount_minor from parley.dispute where milestone_id in (select id from m)),
                 r as (select id, state from parley.review where milestone_id in (select id from m)),
                 subject as (select id from m union all select id from d union all select id from r union all select :contract),
                 trace as (
                     select 'event ' || type as what from parley.case_event where stream in (select id from subject)
                     union all select 'case ' || stage || ' ' || coalesce(ending, '') || ' ' || amount_minor from d
                     union all select 'review ' || state from r
                     union all select 'deadline ' || rule || ' ' || state from parley.deadline where subject in (select id from subject)
                     union all select 'account ' || kind || ' ' || balance from parley.account where contract = :contract
                     union all select 'transfer ' || purpose || ' ' ||
                            (select sum(amount) from parley.posting p where p.transfer = t.id and amount > 0)
                         from parley.transfer t where contract = :contract
                     union all select 'mail ' || kind || ' to ' || role from parley.delivery
                         where milestone_id in (select id from m) and not_before <= recorded_at
                     union all select 'instance' from camunda.act_ru_execution
                         where parent_id_ is null and business_key_ in (select id::text from subject))
            select what || ' x' || count(*) from trace group by what order by what
            """;

    private Traces() {}

    static List<String> of(UUID contract, Database database) {
        return database.sql()
                .sql(SQL)
                .param("contract", contract)
                .query(String.class)
                .list();
    }
}
