-- ESC-1: every transfer's postings sum to zero, in one currency.
select t.reference as subject, 'postings sum to ' || coalesce(sum(p.amount), 0) || ' in ' || count(distinct p.currency) || ' currencies' as detail
from parley.transfer t left join parley.posting p on p.transfer = t.id
group by t.id, t.reference
having count(p.amount) < 2 or sum(p.amount) <> 0 or count(distinct p.currency) <> 1
