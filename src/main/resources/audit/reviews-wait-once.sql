-- An open review has exactly one live wait, a closed one none.
select r.id::text as subject, r.state || ' with ' || w.waits || ' waits' as detail
from parley.review r
cross join lateral (
    select count(*) as waits
    from camunda.act_ru_execution e join camunda.act_ru_event_subscr s on s.proc_inst_id_ = e.id_
    where e.business_key_ = r.id::text and s.event_name_ = 'reviewDecided') w
where w.waits <> case when r.state = 'OPEN' then 1 else 0 end
