-- DIS-3: an open case holds the requested amount; no other hold is unresolved.
select coalesce(d.id, h.milestone)::text as subject,
       case when h.id is null then 'nothing is on hold for this open case'
            when d.id is null then 'hold ' || h.id || ' belongs to no open case'
            else h.amount || ' on hold, ' || d.amount_minor || ' requested' end as detail
from (select * from parley.dispute where stage <> 'CLOSED') d
full join (select * from parley.hold h where not exists (select from parley.hold_resolution r where r.hold = h.id)) h
    on h.id = d.hold_id
where h.id is null or d.id is null or h.amount <> d.amount_minor
