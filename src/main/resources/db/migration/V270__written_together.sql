-- The server reads a table's checks anew for each statement that writes: what a call writes into a table is one statement.

-- Appends events in their order, each to its stream's chain. hash = lower-case hex of the SHA-256 over these lines in
-- UTF-8, joined by line feeds, none at the end: previous_hash, stream, seq, id, type, actor_kind, actor,
-- at (2026-01-31T09:05:00.000Z), facts. The first event's previous_hash is the SHA-256 of the stream's id as text.
-- Journal.java recomputes it. A head is locked once for events of its stream that follow each other, however many.
create function parley.append_events(p_events jsonb) returns void
    language plpgsql security definer set search_path = parley, pg_temp as $$
declare
    head     stream_head;
    event    case_event;
    appended case_event[] := '{}';
begin
    for event.id, event.stream, event.type, event.actor_kind, event.actor, event.facts in
        select e.id, e.stream, e.type, e.actor_kind, e.actor, e.facts
        from jsonb_to_recordset(p_events) as e (
            id uuid, stream uuid, type text, actor_kind text, actor text, facts text)
    loop
        if head.stream is distinct from event.stream then
            if head.stream is not null then
                update stream_head set seq = head.seq, hash = head.hash where stream = head.stream;
            end if;
            insert into stream_head as h (stream, seq, hash)
            values (event.stream, 1, encode(sha256(convert_to(event.stream::text, 'UTF8')), 'hex'))
            on conflict (stream) do update set seq = h.seq + 1
            returning * into head;
        else
            head.seq := head.seq + 1;
        end if;
        event.seq := head.seq;
        event.at := parley.now();
        event.previous_hash := head.hash;
        event.hash := encode(sha256(convert_to(concat_ws(E'\n', event.previous_hash, event.stream, event.seq, event.id,
            event.type, event.actor_kind, event.actor,
            to_char(event.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), event.facts), 'UTF8')), 'hex');
        head.hash := event.hash;
        appended := appended || event;
    end loop;
    insert into case_event (id, stream, seq, type, actor_kind, actor, facts, at, previous_hash, hash)
    select id, stream, seq, type, actor_kind, actor, facts, at, previous_hash, hash from unnest(appended);
    update stream_head set seq = head.seq, hash = head.hash where stream = head.stream;
end $$;
revoke execute on function parley.append_events from public;
grant execute on function parley.append_events to parley_app;

create function parley.transfer_orders_told(p_orders parley.transfer_order[], p_actor_kind text, p_actor text) returns void
    language plpgsql set search_path = parley, pg_temp as $$
begin
    perform append_events(jsonb_agg(jsonb_build_object(
        'id', gen_random_uuid(),
        'stream', o.milestone,
        'type', 'transfer.' || lower(o.state),
        'actor_kind', p_actor_kind,
        'actor', p_actor,
        'facts', transfer_order_facts(o))))
    from unnest(p_orders) o;
end $$;
revoke execute on function parley.transfer_orders_told from public;

create or replace function parley.transfer_order_told(o parley.transfer_order, p_actor_kind text, p_actor text) returns void
    language plpgsql set search_path = parley, pg_temp as $$
begin
    perform transfer_orders_told(array[o], p_actor_kind, p_actor);
end $$;

drop function parley.append_event;

create or replace function parley.posting_moves_balance() returns trigger
    language plpgsql set search_path = parley, pg_temp as $$
declare
    complete bigint;
begin
    select l.transfer into complete from legs l
    where not exists (select from transfer where id = l.transfer and xact = pg_current_xact_id());
    if found then
        raise exception 'transfer % is complete: nothing is added to it', complete using errcode = 'PL001';
    end if;
    update account a set balance = a.balance + l.amount
    from (select account, sum(amount) as amount from legs group by account) l
    where a.id = l.account;
    return null;
end $$;
create or replace trigger posting_moves_balance after insert on parley.posting referencing new table as legs
    execute function parley.posting_moves_balance();

create or replace function parley.ledger_order(p_transfer bigint, p_legs parley.leg[], p_state text) returns void
    language plpgsql set search_path = parley, pg_temp as $$
declare
    t transfer;
begin
    select * into t from transfer where id = p_transfer;
    insert into transfer_order (transfer, contract, milestone, currency, payee, amount, state, ordered_at, changed_at)
    select t.id, t.contract, t.milestone, t.currency, case l.kind when 'PAID_OUT' then 'FREELANCER'
               when 'REFUNDED' then 'CLIENT' when 'FEE' then 'PLATFORM' else 'PROVIDER' end,
           l.amount, p_state, t.at, t.at
    from unnest(p_legs) l
    where l.amount > 0 and l.kind in ('PAID_OUT', 'REFUNDED', 'FEE', 'ARBITRATION_PASSED');
    if t.purpose = 'ARBITRATION_RETURN' then
        insert into transfer_order (transfer, contract, milestone, currency, payee, amount, state, ordered_at, changed_at)
        select t.id, t.contract, t.milestone, t.currency, share.actor_kind, sum(p.amount), p_state, t.at, t.at
        from unnest(p_legs) l
        join account a on (a.kind, a.ref, a.currency) = (l.kind, l.ref, t.currency)
        join posting p on p.account = a.id and p.amount > 0 and p.transfer > coalesce(
            (select max(ended.transfer) from posting ended
              where ended.account = a.id and ended.amount < 0 and ended.transfer < t.id), 0)
        join transfer share on share.id = p.transfer
        where l.kind = 'ARBITRATION_HELD'
        group by share.actor_kind;
    end if;
end $$;

-- The lock on the contract's WORLD account keeps two movements of a contract apart. Without the mode, a plan for these legs
-- would look cheaper each time than one for any.
create or replace function parley.ledger_post(p_transfer bigint, p_legs parley.leg[]) returns void
    language plpgsql set search_path = parley, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
    t transfer;
begin
    select * into t from transfer where id = p_transfer;
    insert into account (kind, ref, contract, currency)
    select l.kind, l.ref, t.contract, t.currency
    from unnest(p_legs) l
    where l.amount is distinct from 0
      and not exists (select from account a where (a.kind, a.ref, a.currency) = (l.kind, l.ref, t.currency));
    insert into posting (transfer, account, contract, currency, amount)
    select t.id, a.id, t.contract, t.currency, l.amount
    from unnest(p_legs) l
    join account a on (a.kind, a.ref, a.currency) = (l.kind, l.ref, t.currency)
    where l.amount is distinct from 0;
    if exists (select from unnest(p_legs) l where l.amount > 0
               and l.kind in ('PAID_OUT', 'REFUNDED', 'FEE', 'ARBITRATION_RETURNED', 'ARBITRATION_PASSED')) then
        perform ledger_order(t.id, p_legs, case
            when t.purpose in ('RELEASE', 'REFUND', 'SETTLEMENT')
                and ledger_frozen(t.milestone) > ledger_at_hand(t.milestone, t.currency) then 'WAITING'
            else 'ORDERED' end);
        perform transfer_orders_told(array_agg(o), t.actor_kind, t.actor) from transfer_order o where o.transfer = t.id;
    end if;
end $$;
