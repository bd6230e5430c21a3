-- An open claim window has exactly one live wait, a closed one none.
select d.subject::text as subject, d.state || ' with ' || w.waits || ' waits' as detail
from parley.deadline d
cross join lateral (
    select count(*) as waits
    from camunda.act_ru_execution e join camunda.act_ru_event_subscr s on s.proc_inst_id_ = e.id_
    where e.business_key_ = d.subject::text and s.event_name_ = 'disputeFiled') w
where d.rule = 'CLAIM' and w.waits <> case when d.state = 'OPEN' then 1 else 0 end
