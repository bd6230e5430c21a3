-- An open case has exactly one live wait, a closed one none (subscriptions for withdrawal and settlement, and staff timers, aside).
select d.id::text as subject, d.stage || ' with ' || coalesce(w.waits, 0) || ' waits' as detail
from parley.dispute d
left join lateral (
    select count(*) as waits from camunda.act_ru_execution e
    where e.business_key_ = d.id::text
      and (exists (select from camunda.act_ru_task t where t.proc_inst_id_ = e.id_)
           or exists (select from camunda.act_ru_event_subscr s where s.proc_inst_id_ = e.id_
                      and s.event_name_ in ('responseGiven', 'decisionsMade', 'bothElected')))) w on true
where w.waits <> case when d.stage = 'CLOSED' then 0 else 1 end
   or (d.stage = 'CLOSED' and exists (select from camunda.act_ru_execution e where e.business_key_ = d.id::text))
