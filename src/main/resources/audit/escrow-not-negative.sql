-- ESC-1: no account is below zero but the outside world's, and a receivable is never above.
select kind || ' ' || ref as subject, 'balance ' || balance as detail
from parley.account where balance < 0 and kind not in ('WORLD', 'RECEIVABLE') or balance > 0 and kind = 'RECEIVABLE'
