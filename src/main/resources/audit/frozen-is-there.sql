-- ESC-7: what is frozen is there, none waits for nothing, what is missing is a receivable, and no more comes back than came.
select m.milestone::text as subject, m.frozen || ' frozen of ' || m.there || ', of which ' || m.waiting || ' wait' as detail
from (select f.milestone, frozen.amount as frozen, waiting.amount as waiting,
             parley.ledger_balance('FREE', f.milestone, f.currency) + waiting.amount + coalesce((
                 select sum(a.balance) from parley.hold h join parley.account a on a.kind = 'HELD' and a.ref = h.id
                 where h.milestone = f.milestone), 0) as there
      from (select milestone, currency from parley.chargeback where frozen > 0
            union select milestone, currency from parley.transfer_order where state = 'WAITING') f
      cross join lateral (select coalesce(sum(c.frozen), 0) as amount from parley.chargeback c
                          where c.milestone = f.milestone and c.frozen > 0) frozen
      cross join lateral (select coalesce(sum(o.amount), 0) as amount from parley.transfer_order o
                          where o.milestone = f.milestone and o.state = 'WAITING') waiting) m
where m.frozen > m.there or m.frozen = 0
union all
select c.id::text, c.state || ', ' || c.frozen || ' frozen, ' || -coalesce(a.balance, 0) || ' receivable'
from parley.chargeback c left join parley.account a on a.kind = 'RECEIVABLE' and a.ref = c.id
where c.frozen > -coalesce(a.balance, 0) or (c.state in ('REINSTATED', 'CANCELLED')) <> (coalesce(a.balance, 0) = 0)
union all
select d.id::text, sum(c.amount) || ' came back of ' || d.amount_minor
from parley.deposit d join parley.chargeback c on c.deposit = d.id and c.state <> 'REINSTATED'
group by d.id, d.amount_minor having sum(c.amount) > d.amount_minor
