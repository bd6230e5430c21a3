-- No process instance is without a job, a task or a subscription in it or in what it has called.
select root.id_ as subject, coalesce(root.business_key_, 'no business key') as detail
from camunda.act_ru_execution root
where root.id_ = root.root_proc_inst_id_
  and not exists (select from camunda.act_ru_execution e join camunda.act_ru_job j on j.process_instance_id_ = e.id_
                  where e.root_proc_inst_id_ = root.id_)
  and not exists (select from camunda.act_ru_execution e join camunda.act_ru_task t on t.proc_inst_id_ = e.id_
                  where e.root_proc_inst_id_ = root.id_)
  and not exists (select from camunda.act_ru_execution e join camunda.act_ru_event_subscr s on s.proc_inst_id_ = e.id_
                  where e.root_proc_inst_id_ = root.id_)
