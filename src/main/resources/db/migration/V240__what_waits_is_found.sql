-- So that what is due, or open, is found without reading what merely waits, or is closed: the job executor's due timers,
-- which is the one thing that we add to the engine's own tables, the open reviews of a list, and who mediated a case.
create index act_ru_job_duedate on camunda.act_ru_job (duedate_);
create index review_open on parley.review (id) where state = 'OPEN';
create index assignment_case on parley.assignment (case_id);
