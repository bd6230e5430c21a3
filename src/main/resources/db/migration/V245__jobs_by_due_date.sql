-- Jobs are taken in the order of their due dates, and all have one from now on.
update camunda.act_ru_job set duedate_ = create_time_ where duedate_ is null;
