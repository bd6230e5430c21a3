-- DOR-1: each event of a contract has its number or waits for it, and a system's numbers have no gap.
select e.id::text as subject, e.type || ' is in no feed and waits for none' as detail
from parley.case_event e
left join parley.dispute d on d.id = e.stream
left join parley.milestone m on m.id = coalesce(d.milestone_id, e.stream)
join parley.contract k on k.id = coalesce(m.contract_id, e.stream)
where not exists (select from parley.feed f where f.position = e.position)
  and not exists (select from parley.feed_pending p where p.position = e.position)
union all
select system, count(*) || ' events have numbers up to ' || max(number)
from parley.feed group by system having max(number) <> count(*) or min(number) <> 1
