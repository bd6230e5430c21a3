-- REV-8: a milestone's clock is what runs on it, and free escrow of an ended contract has one.
select m.id::text as subject,
       case when m.clock is null then free.balance || ' are free after the contract''s end, and nothing runs'
            else m.clock || ' ' || m.clock_id || ' does not run' end as detail
from parley.milestone m
left join parley.account free on free.kind = 'FREE' and free.ref = m.id
where (m.clock is null and m.ended_by is not null and free.balance > 0)
   or (m.clock = 'REVIEW' and not exists (select from parley.review r where r.id = m.clock_id and r.state = 'OPEN'))
   or (m.clock = 'CASE' and not exists (select from parley.dispute d where d.id = m.clock_id and d.stage <> 'CLOSED'))
   or (m.clock = 'CLAIM' and not exists (select from parley.deadline d where d.subject = m.clock_id and d.rule = 'CLAIM' and d.state = 'OPEN'))
