-- Webhooks (DOR-1): where a contracts system is told of its events.
create table parley.webhook_endpoint (
    id               uuid primary key,
    system           text not null,
    url              text not null,
    description      text not null,
    -- The types of events that it asked for; none: all.
    types            text[] not null,
    state            text not null default 'ENABLED',
    disabled_because text,
    -- Its secret follows from its id, this number and the house's secret, and is kept nowhere.
    secret_number    int not null default 1,
    rotated_at       timestamptz,
    created_at       timestamptz not null,
    failing_since    timestamptz,
    constraint webhook_endpoint_state check (state in ('ENABLED', 'DISABLED', 'DELETED')),
    constraint webhook_endpoint_disabled_because check ((state = 'ENABLED') = (disabled_because is null))
);
create index webhook_endpoint_system on parley.webhook_endpoint (system) where state <> 'DELETED';

-- An event to be told to an endpoint, with the bytes that each attempt sends.
create table parley.webhook_delivery (
    id             uuid primary key,
    position       bigint not null unique generated always as identity,
    endpoint_id    uuid not null references parley.webhook_endpoint,
    event_id       uuid not null,
    type           text not null,
    -- What it is about: of one milestone, or of a contract itself, one after the other, by number.
    queue          uuid not null,
    number         bigint not null,
    body           text not null,
    recorded_at    timestamptz not null,
    state          text not null default 'PENDING',
    attempts       int not null default 0,
    attempted_at   timestamptz,
    status         int,
    error          text,
    redelivered_by text,
    unique (endpoint_id, event_id),
    constraint webhook_delivery_state check (state in ('PENDING', 'DELIVERED', 'FAILED', 'DROPPED'))
);
create index webhook_delivery_log on parley.webhook_delivery (endpoint_id, position);
create index webhook_delivery_waiting on parley.webhook_delivery (endpoint_id, queue, number) where state = 'PENDING';
create index webhook_delivery_done on parley.webhook_delivery (recorded_at) where state in ('DELIVERED', 'DROPPED');
create index webhook_delivery_open on parley.webhook_delivery (position) where state in ('PENDING', 'FAILED');

-- The queues in which something waits: who locks the row speaks for it, or adds to it.
create table parley.webhook_queue (
    endpoint_id     uuid not null references parley.webhook_endpoint,
    queue           uuid not null,
    -- A sender that takes the row moves this to the end of its lease: if it dies, the row is due again then.
    next_attempt_at timestamptz not null,
    primary key (endpoint_id, queue)
);
create index webhook_queue_due on parley.webhook_queue (endpoint_id, next_attempt_at);

-- As before, and what gets its number is queued for the endpoints that asked for it.
create or replace function parley.number_events() returns void
    language plpgsql security definer set search_path = parley, pg_temp as $$
begin
    if not exists (select from feed_pending) then return; end if;
    perform pg_advisory_xact_lock(hashtextextended('feed', 0));
    with taken as (delete from feed_pending returning position),
    numbered as (
        insert into feed (system, number, position, contract_id, milestone_id, dispute_id)
        select k.system,
               coalesce((select max(f.number) from feed f where f.system = k.system), 0)
                   + row_number() over (partition by k.system order by e.position),
               e.position, k.id, m.id, d.id
        from taken join case_event e using (position)
        left join dispute d on d.id = e.stream
        left join milestone m on m.id = coalesce(d.milestone_id, e.stream)
        join contract k on k.id = coalesce(m.contract_id, e.stream)
        returning *),
    queued as (
        insert into webhook_delivery (id, endpoint_id, event_id, type, queue, number, body, recorded_at)
        select gen_random_uuid(), w.id, e.id, e.type, coalesce(f.milestone_id, f.contract_id), f.number,
               json_object('type': e.type, 'timestamp': to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                   'data': json_object('event': e.id, 'number': f.number, 'contract': f.contract_id,
                       'milestone': f.milestone_id, 'dispute': f.dispute_id absent on null) returning text),
               (select parley.now())
        from numbered f join case_event e using (position)
        join webhook_endpoint w on w.system = f.system and w.state = 'ENABLED' and (w.types = '{}' or e.type = any (w.types))
        order by f.number
        returning endpoint_id, queue)
    insert into webhook_queue as q (endpoint_id, queue, next_attempt_at)
    select distinct endpoint_id, queue, (select parley.now()) from queued
    -- Changes nothing, but waits for a sender that is about to find the queue empty.
    on conflict (endpoint_id, queue) do update set next_attempt_at = q.next_attempt_at;
end $$;

grant select, insert, update (url, description, types, state, disabled_because, secret_number, rotated_at, failing_since)
    on parley.webhook_endpoint to parley_app;
grant select, insert, update (state, attempts, attempted_at, status, error, redelivered_by), delete
    on parley.webhook_delivery to parley_app;
grant select, insert, update (next_attempt_at), delete on parley.webhook_queue to parley_app;
