-- Real money (ESC-7). Each transfer that lets money go orders it to be moved, one order a payee: the contracts system pays,
-- and says what became of it. The book is not touched by that: whose the money is was decided.
create table parley.transfer_order (
    id         uuid primary key default gen_random_uuid(),
    transfer   bigint not null,
    contract   uuid not null,
    milestone  uuid not null,
    currency   text not null,
    payee      text not null check (payee in ('FREELANCER', 'CLIENT', 'PLATFORM', 'PROVIDER')),
    amount     parley.ledger_amount,
    state      text not null check (state in ('WAITING', 'ORDERED', 'CONFIRMED', 'REFUSED', 'REVERSED', 'REORDERED', 'CANCELLED')),
    -- Why it was refused or came back, in the contracts system's words.
    reason     text,
    -- The order that this one was given instead of.
    replaces   uuid unique references parley.transfer_order,
    ordered_at timestamptz(3) not null,
    changed_at timestamptz(3) not null,
    constraint transfer_order_failed_for_a_reason check (state not in ('REFUSED', 'REVERSED') or reason is not null),
    foreign key (transfer, contract, currency) references parley.transfer (id, contract, currency)
);
create index transfer_order_transfer on parley.transfer_order (transfer);
create index transfer_order_contract on parley.transfer_order (contract, ordered_at, id);
create index transfer_order_unanswered on parley.transfer_order (changed_at) where state = 'ORDERED';
create index transfer_order_stuck on parley.transfer_order (changed_at) where state in ('WAITING', 'REFUSED', 'REVERSED');
create trigger transfer_order_stays before delete or truncate on parley.transfer_order
    execute function parley.refuse_change();
grant select on parley.transfer_order to parley_app;

-- An order only moves on, and never becomes another. Refuses the owner too.
create function parley.transfer_order_moves_on() returns trigger language plpgsql as $$
begin
    if to_jsonb(new) - '{state,reason,changed_at}'::text[] = to_jsonb(old) - '{state,reason,changed_at}'::text[]
        and (old.state, new.state) in (('WAITING', 'ORDERED'), ('WAITING', 'CANCELLED'), ('ORDERED', 'CONFIRMED'),
            ('ORDERED', 'REFUSED'), ('CONFIRMED', 'REVERSED'), ('REFUSED', 'REORDERED'), ('REVERSED', 'REORDERED')) then
        return new;
    end if;
    raise exception 'transfer order % is % and does not become this', old.id, old.state using errcode = 'PA001';
end $$;
create trigger transfer_order_moves_on before update on parley.transfer_order
    for each row execute function parley.transfer_order_moves_on();

-- What a journal event says of an order: what to pay to whom, by the contracts system's own id of the party.
create function parley.transfer_order_facts(o parley.transfer_order) returns text
    language sql stable set search_path = parley, pg_temp as $$
    select '{' || concat_ws(',',
               format('"amount":{"currency":%s,"minor":%s}', to_json(o.currency), o.amount),
               format('"payee":"%s"', o.payee),
               '"payeeId":' || to_json(p.external_id),
               format('"purpose":"%s"', t.purpose),
               format('"reference":%s', to_json(t.reference)),
               '"replaces":"' || o.replaces || '"',
               format('"transfer":"%s"', o.id)) || '}'
    from transfer t
    left join contract c on c.id = t.contract
    left join party p on p.id = case o.payee when 'CLIENT' then c.client_id when 'FREELANCER' then c.freelancer_id end
    where t.id = o.transfer
$$;

create function parley.transfer_order_told(o parley.transfer_order, p_actor_kind text, p_actor text) returns void
    language plpgsql set search_path = parley, pg_temp as $$
begin
    perform append_event(gen_random_uuid(), o.milestone, 'transfer.' || lower(o.state), p_actor_kind, p_actor,
                         transfer_order_facts(o));
end $$;

-- The orders of a transfer by its legs, if it lets money go. An arbitration fee goes back to who paid it.
create function parley.ledger_order(p_transfer bigint, p_legs parley.leg[], p_state text) returns void
    language plpgsql set search_path = parley, pg_temp as $$
begin
    insert into transfer_order (transfer, contract, milestone, currency, payee, amount, state, ordered_at, changed_at)
    select t.id, t.contract, t.milestone, t.currency, paid.payee, paid.amount, p_state, t.at, t.at
    from transfer t cross join lateral (
        select case l.kind when 'PAID_OUT' then 'FREELANCER' when 'REFUNDED' then 'CLIENT' when 'FEE' then 'PLATFORM'
                           else 'PROVIDER' end as payee, l.amount
        from unnest(p_legs) l
        where l.amount > 0 and l.kind in ('PAID_OUT', 'REFUNDED', 'FEE', 'ARBITRATION_PASSED')
        union all
        select share.actor_kind, sum(p.amount)
        from unnest(p_legs) l
        join account a on (a.kind, a.ref, a.currency) = (l.kind, l.ref, t.currency)
        join posting p on p.account = a.id and p.amount > 0 and p.transfer > coalesce(
            (select max(ended.transfer) from posting ended
              where ended.account = a.id and ended.amount < 0 and ended.transfer < t.id), 0)
        join transfer share on share.id = p.transfer
        where l.kind = 'ARBITRATION_HELD' and t.purpose = 'ARBITRATION_RETURN'
        group by share.actor_kind) paid
    where t.id = p_transfer;
end $$;

-- As before, and in the same call what lets money go orders it: no movement can lack its orders.
create or replace function parley.ledger_post(p_transfer bigint, p_legs parley.leg[]) returns void
    language plpgsql set search_path = parley, pg_temp as $$
begin
    insert into account (kind, ref, contract, currency)
    select l.kind, l.ref, t.contract, t.currency
    from transfer t cross join unnest(p_legs) l
    where t.id = p_transfer and l.amount <> 0
      and not exists (select from account a where (a.kind, a.ref, a.currency) = (l.kind, l.ref, t.currency));
    insert into posting (transfer, account, contract, currency, amount)
    select t.id, a.id, t.contract, t.currency, l.amount
    from transfer t cross join unnest(p_legs) l join account a on (a.kind, a.ref, a.currency) = (l.kind, l.ref, t.currency)
    where t.id = p_transfer and l.amount <> 0
    order by a.id;
    if exists (select from unnest(p_legs) l where l.amount > 0
            and l.kind in ('PAID_OUT', 'REFUNDED', 'FEE', 'ARBITRATION_RETURNED', 'ARBITRATION_PASSED')) then
        perform ledger_order(p_transfer, p_legs, 'ORDERED');
        perform transfer_order_told(o, t.actor_kind, t.actor)
        from transfer t join transfer_order o on o.transfer = t.id where t.id = p_transfer;
    end if;
end $$;

-- What was let go before anybody could confirm it counts as paid.
do $$
declare
    t bigint;
begin
    for t in select id from parley.transfer
              where purpose in ('RELEASE', 'REFUND', 'SETTLEMENT', 'ARBITRATION_RETURN', 'ARBITRATION_PASS') order by id loop
        perform parley.ledger_order(t, (select array_agg((a.kind, a.ref, p.amount)::parley.leg)
            from parley.posting p join parley.account a on a.id = p.account where p.transfer = t), 'CONFIRMED');
    end loop;
end $$;

-- What the contracts system says became of an order; false where it can't become that.
create function parley.ledger_order_became(p_order uuid, p_state text, p_reason text) returns boolean
    language plpgsql security definer set search_path = parley, pg_temp as $$
begin
    update transfer_order set state = p_state, reason = p_reason, changed_at = parley.now()
    where id = p_order
      and (state, p_state) in (('ORDERED', 'CONFIRMED'), ('ORDERED', 'REFUSED'), ('CONFIRMED', 'REVERSED'));
    return found;
end $$;

-- What was refused or came back is ordered anew, under a new id; null where nothing of it is to be paid again.
create function parley.ledger_reorder(p_order uuid, p_actor_kind text, p_actor text) returns uuid
    language plpgsql security definer set search_path = parley, pg_temp as $$
declare
    o transfer_order;
begin
    update transfer_order set state = 'REORDERED', changed_at = parley.now()
    where id = p_order and state in ('REFUSED', 'REVERSED');
    if not found then
        return null;
    end if;
    insert into transfer_order (transfer, contract, milestone, currency, payee, amount, state, replaces, ordered_at, changed_at)
    select transfer, contract, milestone, currency, payee, amount, 'ORDERED', id, parley.now(), parley.now()
    from transfer_order where id = p_order
    returning * into o;
    perform transfer_order_told(o, p_actor_kind, p_actor);
    return o.id;
end $$;

revoke execute on function parley.transfer_order_facts, parley.transfer_order_told, parley.ledger_order,
    parley.ledger_order_became, parley.ledger_reorder from public;
grant execute on function parley.ledger_order_became, parley.ledger_reorder to parley_app;
