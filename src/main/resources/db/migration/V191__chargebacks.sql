-- Deposits that come back (ESC-7). The money is gone from outside, the book's decisions stand: what is missing is a
-- receivable, one account a chargeback, and as much of the milestone's escrow is frozen by it. A transfer that needs frozen
-- money is decided and booked as always, but its orders wait.
alter table parley.account drop constraint account_kind_check;
alter table parley.account add constraint account_kind_check
    check (kind in ('WORLD', 'FREE', 'HELD', 'PAID_OUT', 'REFUNDED', 'FEE',
                    'ARBITRATION_HELD', 'ARBITRATION_RETURNED', 'ARBITRATION_PASSED', 'RECEIVABLE'));
alter table parley.account drop constraint account_not_overdrawn;
alter table parley.account add constraint account_not_overdrawn
    check (case kind when 'WORLD' then true when 'RECEIVABLE' then balance <= 0 else balance >= 0 end);
alter table parley.transfer drop constraint transfer_purpose_check;
alter table parley.transfer add constraint transfer_purpose_check
    check (purpose in ('DEPOSIT', 'HOLD', 'RELEASE', 'REFUND', 'SETTLEMENT', 'ARBITRATION_SHARE', 'ARBITRATION_RETURN',
                       'ARBITRATION_PASS', 'REVERSAL', 'CHARGEBACK', 'REINSTATEMENT', 'CANCELLATION'));

create table parley.chargeback (
    id          uuid primary key,
    deposit     uuid not null references parley.deposit,
    -- The contracts system's own id.
    external_id text not null,
    contract    uuid not null,
    milestone   uuid not null,
    currency    text not null,
    amount      parley.ledger_amount,
    -- Of the milestone's escrow, free and held, and of its orders that wait; the rest was let go before.
    frozen      parley.ledger_part,
    state       text not null check (state in ('FROZEN', 'RECEIVABLE', 'REINSTATED', 'CANCELLED')),
    reason      text not null,
    transfer    bigint not null unique,
    at          timestamptz(3) not null default parley.now(),
    changed_at  timestamptz(3) not null default parley.now(),
    unique (deposit, external_id),
    constraint chargeback_freezes_at_most_itself check (frozen <= amount),
    constraint chargeback_frozen_is_its_state check ((state = 'FROZEN') = (frozen > 0)),
    foreign key (transfer, contract, currency) references parley.transfer (id, contract, currency)
);
create index chargeback_frozen on parley.chargeback (milestone) include (frozen) where frozen > 0;
create index chargeback_open on parley.chargeback (changed_at) where state in ('FROZEN', 'RECEIVABLE');
create index transfer_order_waiting on parley.transfer_order (milestone) where state = 'WAITING';
create trigger chargeback_stays before delete or truncate on parley.chargeback execute function parley.refuse_change();
grant select on parley.chargeback to parley_app;

-- A chargeback only comes to its end. Refuses the owner too.
create function parley.chargeback_moves_on() returns trigger language plpgsql as $$
begin
    if to_jsonb(new) - '{frozen,state,changed_at}'::text[] = to_jsonb(old) - '{frozen,state,changed_at}'::text[]
        and (old.state, new.state) in (('FROZEN', 'RECEIVABLE'), ('FROZEN', 'REINSTATED'), ('FROZEN', 'CANCELLED'),
                                       ('RECEIVABLE', 'REINSTATED')) then
        return new;
    end if;
    raise exception 'chargeback % is % and does not become this', old.id, old.state using errcode = 'PA001';
end $$;
create trigger chargeback_moves_on before update on parley.chargeback
    for each row execute function parley.chargeback_moves_on();

create function parley.ledger_frozen(p_milestone uuid) returns bigint
    language sql stable set search_path = parley, pg_temp as $$
    select coalesce(sum(frozen), 0)::bigint from chargeback where milestone = p_milestone and frozen > 0
$$;

-- What the milestone still has to pay with: its escrow, free and held, and what waits to be paid.
create function parley.ledger_at_hand(p_milestone uuid, p_currency text) returns bigint
    language sql stable set search_path = parley, pg_temp as $$
    select (ledger_balance('FREE', p_milestone, p_currency)
        + coalesce((select sum(a.balance) from hold h join account a on (a.kind, a.ref, a.currency) = ('HELD', h.id, h.currency)
                     where h.milestone = p_milestone), 0)
        + coalesce((select sum(amount) from transfer_order where milestone = p_milestone and state = 'WAITING'), 0))::bigint
$$;

-- As before; the orders of a transfer wait where less than is frozen would be left without them.
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
        perform ledger_order(t.id, p_legs, case
            when t.purpose in ('RELEASE', 'REFUND', 'SETTLEMENT')
                and ledger_frozen(t.milestone) > ledger_at_hand(t.milestone, t.currency) then 'WAITING'
            else 'ORDERED' end)
        from transfer t where t.id = p_transfer;
        perform transfer_order_told(o, t.actor_kind, t.actor)
        from transfer t join transfer_order o on o.transfer = t.id where t.id = p_transfer;
    end if;
end $$;

-- What waits and need not any more is ordered, the oldest first; the orders of one transfer go together.
create function parley.ledger_let_go(c parley.cause) returns void
    language plpgsql set search_path = parley, pg_temp as $$
declare
    waiting record;
    o       transfer_order;
begin
    for waiting in select transfer, sum(amount) as amount from transfer_order
                    where milestone = c.milestone and state = 'WAITING' group by transfer order by transfer loop
        if ledger_at_hand(c.milestone, c.currency) - waiting.amount >= ledger_frozen(c.milestone) then
            for o in update transfer_order set state = 'ORDERED', changed_at = parley.now()
                      where transfer = waiting.transfer and state = 'WAITING' returning * loop
                perform transfer_order_told(o, c.actor_kind, c.actor);
            end loop;
        end if;
    end loop;
end $$;

-- A deposit came back, whole or in part: as much of the milestone's money is frozen as is still there and not yet frozen.
create function parley.ledger_charge_back(
    c parley.cause, p_chargeback uuid, p_deposit uuid, p_external_id text, p_amount parley.ledger_amount, p_reason text)
    returns setof parley.transfer_posted language plpgsql security definer set search_path = parley, pg_temp as $$
declare
    t       bigint := ledger_begin(c, 'CHARGEBACK', jsonb_build_array(p_deposit, p_external_id, p_amount));
    stopped bigint;
begin
    if t is not null then
        stopped := greatest(0, least(p_amount, ledger_at_hand(c.milestone, c.currency) - ledger_frozen(c.milestone)));
        perform ledger_post(t, array[('WORLD', c.contract, p_amount), ('RECEIVABLE', p_chargeback, -p_amount)]::leg[]);
        insert into chargeback (id, deposit, external_id, contract, milestone, currency, amount, frozen, state, reason, transfer)
        values (p_chargeback, p_deposit, p_external_id, c.contract, c.milestone, c.currency, p_amount, stopped,
                case when stopped > 0 then 'FROZEN' else 'RECEIVABLE' end, p_reason, t);
    end if;
    return query select * from transfer_posted where reference = c.reference;
end $$;

-- What is still missing of a chargeback came in after all.
create function parley.ledger_reinstate(c parley.cause, p_chargeback uuid) returns setof parley.transfer_posted
    language plpgsql security definer set search_path = parley, pg_temp as $$
declare
    t       bigint := ledger_begin(c, 'REINSTATEMENT', jsonb_build_array(p_chargeback));
    missing bigint := -ledger_balance('RECEIVABLE', p_chargeback, c.currency);
begin
    if t is not null then
        perform ledger_post(t, array[('WORLD', c.contract, -missing), ('RECEIVABLE', p_chargeback, missing)]::leg[]);
        update chargeback set frozen = 0, state = 'REINSTATED', changed_at = parley.now() where id = p_chargeback;
        perform ledger_let_go(c);
    end if;
    return query select * from transfer_posted where reference = c.reference;
end $$;

-- Less of an order that waits: what is left of it waits under a new id.
create function parley.ledger_cut(c parley.cause, o parley.transfer_order, p_amount bigint) returns void
    language plpgsql set search_path = parley, pg_temp as $$
declare
    rest transfer_order;
begin
    if p_amount = 0 then
        return;
    end if;
    update transfer_order set state = 'CANCELLED', changed_at = parley.now() where id = o.id returning * into o;
    perform transfer_order_told(o, c.actor_kind, c.actor);
    if p_amount < o.amount then
        insert into transfer_order (transfer, contract, milestone, currency, payee, amount, state, replaces, ordered_at, changed_at)
        values (o.transfer, o.contract, o.milestone, o.currency, o.payee, o.amount - p_amount, 'WAITING', o.id,
                o.changed_at, o.changed_at)
        returning * into rest;
        perform transfer_order_told(rest, c.actor_kind, c.actor);
    end if;
end $$;

-- The frozen part of a chargeback is given up: out of what waits to be refunded, then out of what waits for the freelancer,
-- whose service fee shrinks by ESC-4, then out of free escrow. What is on hold stays until its case is over.
create function parley.ledger_cancel(c parley.cause, p_chargeback uuid, p_rate parley.ledger_rate)
    returns setof parley.transfer_posted language plpgsql security definer set search_path = parley, pg_temp as $$
declare
    t        bigint := ledger_begin(c, 'CANCELLATION', jsonb_build_array(p_chargeback));
    whole    bigint := (select frozen from chargeback where id = p_chargeback);
    rest     bigint := whole;
    refunded bigint := 0;
    paid     bigint := 0;
    fee      bigint := 0;
    part     bigint;
    fee_part bigint;
    o        transfer_order;
    f        transfer_order;
begin
    if t is not null then
        for o in select * from transfer_order
                  where milestone = c.milestone and state = 'WAITING' and payee = 'CLIENT' order by transfer, id loop
            part := least(rest, o.amount);
            perform ledger_cut(c, o, part);
            refunded := refunded + part;
            rest := rest - part;
        end loop;
        for o in select * from transfer_order
                  where milestone = c.milestone and state = 'WAITING' and payee = 'FREELANCER' order by transfer, id loop
            select * into f from transfer_order where transfer = o.transfer and state = 'WAITING' and payee = 'PLATFORM';
            part := least(rest, o.amount + coalesce(f.amount, 0));
            fee_part := ledger_balance('FEE', c.contract, c.currency) - fee - round(p_rate
                * (ledger_balance('PAID_OUT', c.contract, c.currency) - paid + ledger_balance('FEE', c.contract, c.currency) - fee - part));
            fee_part := least(part, coalesce(f.amount, 0), greatest(fee_part, part - o.amount, 0));
            perform ledger_cut(c, o, part - fee_part);
            perform ledger_cut(c, f, fee_part);
            paid := paid + part - fee_part;
            fee := fee + fee_part;
            rest := rest - part;
        end loop;
        if rest > ledger_balance('FREE', c.milestone, c.currency) then
            raise exception '% of what is frozen is on hold', rest using errcode = 'PL006', constraint = 'chargeback_cancellable';
        end if;
        perform ledger_post(t, array[('REFUNDED', c.contract, -refunded), ('PAID_OUT', c.contract, -paid),
            ('FEE', c.contract, -fee), ('FREE', c.milestone, -rest), ('RECEIVABLE', p_chargeback, whole)]::leg[]);
        update chargeback set frozen = 0, changed_at = parley.now(),
            state = case when ledger_balance('RECEIVABLE', p_chargeback, c.currency) = 0 then 'CANCELLED' else 'RECEIVABLE' end
        where id = p_chargeback;
        perform ledger_let_go(c);
    end if;
    return query select * from transfer_posted where reference = c.reference;
end $$;

revoke execute on function parley.ledger_at_hand, parley.ledger_let_go, parley.ledger_cut, parley.ledger_charge_back,
    parley.ledger_reinstate, parley.ledger_cancel, parley.ledger_frozen from public;
grant execute on function parley.ledger_frozen, parley.ledger_charge_back, parley.ledger_reinstate, parley.ledger_cancel
    to parley_app;
