-- DOR-1: each event that an enabled endpoint has yet to be told of waits in a queue.
select d.id::text as subject, d.type || ' to endpoint ' || d.endpoint_id || ' is in no queue' as detail
from parley.webhook_delivery d join parley.webhook_endpoint e on e.id = d.endpoint_id and e.state = 'ENABLED'
where d.state = 'PENDING'
  and not exists (select from parley.webhook_queue q where q.endpoint_id = d.endpoint_id and q.queue = d.queue)
