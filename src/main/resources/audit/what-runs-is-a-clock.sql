-- REV-1: an open review or case is the clock of its milestone.
select x.id::text as subject, x.what || ' is open, but not the clock of milestone ' || x.milestone_id as detail
from (select id, milestone_id, 'the review' as what from parley.review where state = 'OPEN'
      union all select id, milestone_id, 'the case' from parley.dispute where stage <> 'CLOSED') x
join parley.milestone m on m.id = x.milestone_id
where m.clock_id is distinct from x.id
