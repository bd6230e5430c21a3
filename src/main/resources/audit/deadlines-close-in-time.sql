-- DEA-0: no deadline is open past its end and the grace of 5 minutes, none expired early, none of a party was met late.
select id::text as subject, rule || ' ' || state || ', due ' || due_at || coalesce(', decided ' || decided_at, '') as detail
from parley.deadline
where (state = 'OPEN' and due_at < (select parley.now()) - interval '5 minutes')
   or (state = 'EXPIRED' and decided_at < due_at)
   or (state = 'MET' and decided_at >= due_at and rule not in ('PROPOSAL', 'PROPOSAL_REASSIGNMENT'))
