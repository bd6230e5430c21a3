-- ESC-3: a hold is held whole or resolved once and whole.
select h.id::text as subject, h.amount || ' held, balance ' || coalesce(a.balance, 0) || ', resolved ' || count(r.hold) || ' times' as detail
from parley.hold h
left join parley.account a on a.kind = 'HELD' and a.ref = h.id and a.currency = h.currency
left join parley.hold_resolution r on r.hold = h.id
group by h.id, a.balance
having count(r.hold) > 1 or coalesce(a.balance, 0) <> case when count(r.hold) = 0 then h.amount else 0 end
