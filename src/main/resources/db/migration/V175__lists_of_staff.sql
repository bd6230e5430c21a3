-- Tasklist lists proposals by their target: those that were begun before the model said so get theirs here.
update camunda.act_ru_task t
   set due_date_ = d.due_at at time zone 'UTC'
  from camunda.act_ru_execution e, parley.deadline d
 where e.id_ = t.proc_inst_id_ and t.task_def_key_ = 'proposeResolution' and t.due_date_ is null
   and d.subject::text = e.business_key_ and d.rule = 'PROPOSAL' and d.state = 'OPEN';

-- Lists of open cases, and cases found by the contracts system's own id.
create index dispute_open_by_stage on parley.dispute (stage) where stage <> 'CLOSED';
create index contract_by_external_id on parley.contract (external_id);
