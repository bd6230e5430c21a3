-- ESC-6: a closed case holds no arbitration fees.
select d.id::text as subject, a.balance || ' ' || a.currency || ' of arbitration fees are still held' as detail
from parley.dispute d join parley.account a on a.kind = 'ARBITRATION_HELD' and a.ref = d.id
where d.stage = 'CLOSED' and a.balance <> 0
