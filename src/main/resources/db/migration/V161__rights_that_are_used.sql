-- The application keeps the rights that one of its statements uses: what became of an assignment, a scan and a draft may
-- change, what they are of may not; who was away when is for people to read.
revoke update on parley.assignment, parley.evidence_content, parley.response_draft from parley_app;
grant update (ended_at, ended_because) on parley.assignment to parley_app;
grant update (scan, looked_at) on parley.evidence_content to parley_app;
grant update (body, saved_at) on parley.response_draft to parley_app;
revoke select on parley.outage from parley_app;
