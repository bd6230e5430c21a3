-- Endings: a closed case's hold was settled as the case was decided, and both were told.
select d.id::text as subject,
       case when t.id is null then 'no settlement' when n.told < 2 then 'told ' || n.told || ' parties'
            else 'settled otherwise than decided: ' || paid.net || ' + ' || paid.refunded || ' + ' || paid.free end as detail
from parley.dispute d
left join parley.transfer t on t.reference = 'settle:' || d.id
cross join lateral (
    select coalesce(sum(p.amount) filter (where a.kind in ('PAID_OUT', 'FEE')), 0) as net,
           coalesce(sum(p.amount) filter (where a.kind = 'REFUNDED'), 0) as refunded,
           coalesce(sum(p.amount) filter (where a.kind = 'FREE'), 0) as free
    from parley.posting p join parley.account a on a.id = p.account where p.transfer = t.id) paid
cross join lateral (
    select count(distinct role) as told from parley.delivery
    where subject_id = d.id and kind = 'CASE_CLOSED' and role in ('CLIENT', 'FREELANCER')) n
where d.stage = 'CLOSED'
  and (t.id is null or n.told < 2 or (paid.net, paid.refunded, paid.free) <> (d.to_freelancer, d.to_client, d.to_escrow))
