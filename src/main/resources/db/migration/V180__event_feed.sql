-- The feed (DOR-1): each contracts system's events under numbers of its own, 1, 2, 3, …, in the order in which a reader may
-- learn of them. An event is numbered only when it is committed, so that nobody who reads on by number misses one that
-- was begun earlier and committed later.
create table parley.feed_pending (
    position bigint primary key
);

create table parley.feed (
    system       text not null,
    number       bigint not null,
    position     bigint not null unique,
    contract_id  uuid not null,
    milestone_id uuid,
    dispute_id   uuid,
    primary key (system, number)
);
create trigger feed_append_only before update or delete or truncate on parley.feed execute function parley.refuse_change();

-- Whoever appends to a stream queues until the one before has ended: of two events of a stream the earlier has the lower
-- position, and is seen by all who see the later.
create function parley.await_number() returns trigger language plpgsql set search_path = parley, pg_temp as $$
begin
    insert into feed_pending values (new.position);
    return null;
end $$;
create trigger case_event_awaits_number after insert on parley.case_event
    for each row execute function parley.await_number();

-- Numbers all committed events that wait, in the order of their positions. One at a time until its commit, so call it in a
-- transaction of its own. Events of no contract belong to nobody's feed.
create function parley.number_events() returns void
    language plpgsql security definer set search_path = parley, pg_temp as $$
begin
    if not exists (select from feed_pending) then return; end if;
    perform pg_advisory_xact_lock(hashtextextended('feed', 0));
    with taken as (delete from feed_pending returning position)
    insert into feed (system, number, position, contract_id, milestone_id, dispute_id)
    select k.system,
           coalesce((select max(f.number) from feed f where f.system = k.system), 0)
               + row_number() over (partition by k.system order by e.position),
           e.position, k.id, m.id, d.id
    from taken join case_event e using (position)
    left join dispute d on d.id = e.stream
    left join milestone m on m.id = coalesce(d.milestone_id, e.stream)
    join contract k on k.id = coalesce(m.contract_id, e.stream);
end $$;

-- What happened before there was a feed.
insert into parley.feed_pending select position from parley.case_event;
select parley.number_events();

grant select on parley.feed_pending, parley.feed to parley_app;
revoke execute on function parley.number_events from public;
grant execute on function parley.number_events to parley_app;
