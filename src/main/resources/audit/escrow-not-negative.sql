-- ESC-1: no account but the outside world's is below zero.
select kind || ' ' || ref as subject, 'balance ' || balance as detail
from parley.account where balance < 0 and kind <> 'WORLD'
