-- Every open deadline has its timer, live, and set for its end.
select d.id::text as subject,
       d.rule || ' of ' || d.subject || ': ' || case when j.id_ is null then 'no timer'
            when j.retries_ = 0 then 'its timer has failed' when j.suspension_state_ <> 1 then 'its timer is suspended'
            else 'its timer is set for ' || j.duedate_ end as detail,
       j.id_ as job, greatest(d.due_at, parley.now()) as due, coalesce(j.retries_, 0) as retries,
       coalesce(j.suspension_state_, 1) as suspension
from parley.deadline d
join (values ('REVIEW', 'reviewWindowOver'), ('CLAIM', 'claimWindowOver'), ('RESPONSE', 'responseWindowOver'),
             ('PROPOSAL', 'proposalTargetMissed'), ('PROPOSAL_REASSIGNMENT', 'proposalLate'),
             ('DECISIONS', 'decisionWindowOver'), ('ELECTION', 'electionWindowOver')) alarm (rule, activity) using (rule)
left join camunda.act_ru_execution e on e.business_key_ = d.subject::text
    and exists (select from camunda.act_ru_job own where own.process_instance_id_ = e.id_
                and split_part(own.handler_cfg_, '$', 1) = alarm.activity)
left join camunda.act_ru_job j on j.process_instance_id_ = e.id_ and split_part(j.handler_cfg_, '$', 1) = alarm.activity
where d.state = 'OPEN' and d.due_at < cast(:until as timestamptz)
  and (j.id_ is null or j.retries_ = 0 or j.suspension_state_ <> 1
       or j.duedate_ at time zone 'UTC' > greatest(d.due_at, parley.now()) + interval '5 minutes')
