-- NOT-1: a notice that is due was accepted, dropped for a reason, failed for all to see, or is being tried.
select id::text as subject, kind || ' to ' || role || ' is due since ' || next_attempt_at as detail
from parley.delivery
where state = 'PENDING' and next_attempt_at < (select parley.now()) - interval '15 minutes'
