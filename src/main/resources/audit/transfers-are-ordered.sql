-- ESC-7: what a transfer lets go is ordered to be paid, whole; what was ordered anew is as much as before, or what is left.
select t.reference as subject, 'lets go of ' || gone.amount || ', ordered ' || ordered.amount as detail
from parley.transfer t
cross join lateral (
    select coalesce(sum(p.amount), 0) as amount from parley.posting p join parley.account a on a.id = p.account
    where p.transfer = t.id and p.amount > 0
      and a.kind in ('PAID_OUT', 'REFUNDED', 'FEE', 'ARBITRATION_RETURNED', 'ARBITRATION_PASSED')) gone
cross join lateral (
    select coalesce(sum(o.amount), 0) as amount from parley.transfer_order o where o.transfer = t.id and o.replaces is null) ordered
where gone.amount <> ordered.amount
union all
select n.id::text, 'pays ' || n.amount || ' to ' || n.payee || ' instead of ' || o.amount || ' to ' || o.payee || ', which is ' || o.state
from parley.transfer_order n join parley.transfer_order o on o.id = n.replaces
where n.transfer <> o.transfer or n.payee <> o.payee
   or not (o.state = 'REORDERED' and n.amount = o.amount or o.state = 'CANCELLED' and n.amount < o.amount)
