-- ESC-1: every balance is the sum of its postings.
select a.kind || ' ' || a.ref as subject, 'balance ' || a.balance || ', postings ' || coalesce(sum(p.amount), 0) as detail
from parley.account a left join parley.posting p on p.account = a.id
group by a.id
having a.balance <> coalesce(sum(p.amount), 0)
