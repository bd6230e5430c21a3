-- ESC-2: each reference names one transfer.
select reference as subject, count(*) || ' transfers' as detail
from parley.transfer group by reference having count(*) > 1
