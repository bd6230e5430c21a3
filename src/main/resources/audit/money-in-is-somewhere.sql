-- ESC-6: for every currency, money in is in escrow, paid out, refunded, a fee, or an arbitration fee.
select currency as subject, 'in and out differ by ' || sum(balance) as detail
from parley.account group by currency having sum(balance) <> 0
