-- The ledger: double entry, append-only, with the database as its guard (ESC-1 to ESC-4, ESC-6). The application may read
-- it and call the functions at the end, nothing else. All amounts are integers of minor units.

create domain parley.ledger_amount as bigint not null check (value between 1 and 1000000000000000);
create domain parley.ledger_part as bigint not null check (value between 0 and 1000000000000000);
create domain parley.ledger_rate as numeric not null check (value between 0 and 1);

-- Where money is. What ref names depends on the kind: WORLD (outside; its negative balance is the money that came in),
-- PAID_OUT, REFUNDED, FEE, ARBITRATION_RETURNED, ARBITRATION_PASSED: the contract; FREE: a milestone; HELD: a hold;
-- ARBITRATION_HELD: a case. Every account belongs to one contract: no row is shared by all.
create table parley.account (
    id       bigint generated always as identity primary key,
    kind     text not null check (kind in ('WORLD', 'FREE', 'HELD', 'PAID_OUT', 'REFUNDED', 'FEE',
                                           'ARBITRATION_HELD', 'ARBITRATION_RETURNED', 'ARBITRATION_PASSED')),
    ref      uuid not null,
    contract uuid not null,
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    balance  bigint not null default 0 check (abs(balance) <= 1000000000000000),
    constraint account_not_overdrawn check (kind = 'WORLD' or balance >= 0),
    unique (kind, ref, currency),
    unique (id, contract, currency)
);
create index account_contract on parley.account (contract);

create table parley.transfer (
    id         bigint generated always as identity primary key,
    reference  text not null constraint transfer_reference_key unique check (length(reference) between 1 and 200),
    content    bytea not null, -- SHA-256 of what was asked for: one reference, one content (ESC-2)
    purpose    text not null check (purpose in ('DEPOSIT', 'HOLD', 'RELEASE', 'REFUND', 'SETTLEMENT', 'ARBITRATION_SHARE',
                                                'ARBITRATION_RETURN', 'ARBITRATION_PASS', 'REVERSAL')),
    contract   uuid not null,
    milestone  uuid not null,
    currency   text not null,
    actor_kind text not null,
    actor      text not null,
    reverses   bigint constraint transfer_reverses_key unique references parley.transfer,
    at         timestamptz not null default parley.now(),
    xact       xid8 not null default pg_current_xact_id(),
    unique (id, contract, currency)
);
create index transfer_milestone on parley.transfer (milestone, id);

-- The two foreign keys keep a transfer within one contract and one currency.
create table parley.posting (
    transfer bigint not null,
    account  bigint not null,
    contract uuid not null,
    currency text not null,
    amount   bigint not null check (amount <> 0 and abs(amount) <= 1000000000000000),
    primary key (transfer, account),
    foreign key (transfer, contract, currency) references parley.transfer (id, contract, currency),
    foreign key (account, contract, currency) references parley.account (id, contract, currency)
);
create index posting_account on parley.posting (account);

create table parley.hold (
    id        uuid primary key,
    contract  uuid not null,
    milestone uuid not null,
    currency  text not null,
    amount    parley.ledger_amount,
    transfer  bigint not null unique,
    foreign key (transfer, contract, currency) references parley.transfer (id, contract, currency)
);
create index hold_milestone on parley.hold (milestone);

create table parley.hold_resolution (
    hold     uuid constraint hold_resolution_pkey primary key references parley.hold,
    transfer bigint not null unique references parley.transfer
);

-- Guards. They hold for the owner too.

create trigger transfer_append_only before update or delete or truncate on parley.transfer execute function parley.refuse_change();
create trigger posting_append_only before update or delete or truncate on parley.posting execute function parley.refuse_change();
create trigger hold_append_only before update or delete or truncate on parley.hold execute function parley.refuse_change();
create trigger hold_resolution_append_only before update or delete or truncate on parley.hold_resolution execute function parley.refuse_change();
create trigger account_stays before delete or truncate on parley.account execute function parley.refuse_change();

-- A balance starts at zero and moves by postings alone (their trigger is the one level above).
create function parley.account_moves_by_postings() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' and new.balance = 0
        or tg_op = 'UPDATE' and pg_trigger_depth() > 1 and to_jsonb(new) - 'balance' = to_jsonb(old) - 'balance' then
        return new;
    end if;
    raise exception '% on account is refused: balances move by postings', tg_op using errcode = 'PA001';
end $$;
create trigger account_moves_by_postings before insert or update on parley.account
    for each row execute function parley.account_moves_by_postings();

create function parley.posting_moves_balance() returns trigger
    language plpgsql set search_path = parley, pg_temp as $$
begin
    if not exists (select from transfer where id = new.transfer and xact = pg_current_xact_id()) then
        raise exception 'transfer % is complete: nothing is added to it', new.transfer using errcode = 'PL001';
    end if;
    update account set balance = balance + new.amount where id = new.account;
    return null;
end $$;
create trigger posting_moves_balance after insert on parley.posting
    for each row execute function parley.posting_moves_balance();

-- The deferred checks run at commit as whoever commits, the application: hence security definer. Each stands on all
-- tables that it speaks of, so that firing it early (set constraints) opens no gap for what comes after.
create function parley.transfer_balances() returns trigger
    language plpgsql security definer set search_path = parley, pg_temp as $$
declare
    subject bigint := to_jsonb(new) ->> tg_argv[0];
begin
    if exists (select from posting where transfer = subject having count(*) < 2 or sum(amount) <> 0) then
        raise exception 'transfer % does not balance', subject using errcode = 'PL002';
    end if;
    return null;
end $$;
create constraint trigger transfer_balances after insert on parley.transfer
    deferrable initially deferred for each row execute function parley.transfer_balances('id');
create constraint trigger transfer_balances after insert on parley.posting
    deferrable initially deferred for each row execute function parley.transfer_balances('transfer');

create function parley.hold_is_whole() returns trigger
    language plpgsql security definer set search_path = parley, pg_temp as $$
declare
    subject uuid := to_jsonb(new) ->> tg_argv[0];
begin
    if not exists (
        select from hold h
        left join hold_resolution r on r.hold = h.id
        join account a on a.kind = 'HELD' and a.ref = h.id and a.currency = h.currency
        where h.id = subject and a.balance = case when r.hold is null then h.amount else 0 end) then
        raise exception 'hold % is neither held whole nor resolved whole', subject using errcode = 'PL003';
    end if;
    return null;
end $$;
create constraint trigger hold_is_whole after insert on parley.hold
    deferrable initially deferred for each row execute function parley.hold_is_whole('id');
create constraint trigger hold_is_whole after insert on parley.hold_resolution
    deferrable initially deferred for each row execute function parley.hold_is_whole('hold');
create constraint trigger hold_is_whole after update on parley.account
    deferrable initially deferred for each row when (new.kind = 'HELD') execute function parley.hold_is_whole('ref');

-- A transfer with its postings, as readers see it.
create view parley.transfer_posted as
select t.id, t.reference, t.purpose, t.contract, t.milestone, t.currency, t.actor_kind, t.actor, t.at,
       o.reference as reverses, p.kinds, p.refs, p.amounts
from parley.transfer t
left join parley.transfer o on o.id = t.reverses
cross join lateral (
    select array_agg(a.kind order by p.amount, a.id) as kinds,
           array_agg(a.ref order by p.amount, a.id) as refs,
           array_agg(p.amount order by p.amount, a.id) as amounts
    from parley.posting p join parley.account a on a.id = p.account
    where p.transfer = t.id) p;

-- How every movement works: begun under its contract's lock, then posted. They run with the rights of whoever calls
-- them; the application, which may not write, gets nowhere with them.

-- What causes a movement, and whose money it moves.
create type parley.cause as (reference text, contract uuid, milestone uuid, currency text, actor_kind text, actor text);
create type parley.leg as (kind text, ref uuid, amount bigint);

-- Every movement locks its contract's WORLD account first, and all accounts it touches are that contract's: two
-- movements of one contract queue, and a transaction of several can't deadlock with another.
create function parley.ledger_lock(p_contract uuid, p_currency text) returns void
    language plpgsql set search_path = parley, pg_temp as $$
begin
    insert into account (kind, ref, contract, currency)
    select 'WORLD', p_contract, p_contract, p_currency
    where not exists (select from account where kind = 'WORLD' and ref = p_contract and currency = p_currency)
    on conflict do nothing;
    perform from account where kind = 'WORLD' and ref = p_contract and currency = p_currency for no key update;
end $$;

-- The id of the new transfer, or null if the reference stands already for this very content (ESC-2).
create function parley.ledger_begin(c parley.cause, p_purpose text, p_content jsonb, p_reverses bigint default null)
    returns bigint language plpgsql set search_path = parley, pg_temp as $$
declare
    asked bytea := sha256(convert_to(
        jsonb_build_array(p_purpose, c.contract, c.milestone, c.currency, p_content)::text, 'UTF8'));
    known bytea;
    begun bigint;
begin
    perform ledger_lock(c.contract, c.currency);
    select content into known from transfer where reference = c.reference;
    if known = asked then
        return null;
    elsif known is not null then
        raise exception 'reference % stands for another movement', c.reference
            using errcode = 'unique_violation', constraint = 'transfer_reference_key';
    end if;
    insert into transfer (reference, content, purpose, contract, milestone, currency, actor_kind, actor, reverses)
    values (c.reference, asked, p_purpose, c.contract, c.milestone, c.currency, c.actor_kind, c.actor, p_reverses)
    returning id into begun;
    return begun;
end $$;

-- Posts the legs, zero ones left out, in the order of their accounts' ids; accounts come to be when first needed.
create function parley.ledger_post(p_transfer bigint, p_legs parley.leg[]) returns void
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
end $$;

create function parley.ledger_balance(p_kind text, p_ref uuid, p_currency text) returns bigint
    language sql stable set search_path = parley, pg_temp as $$
    select coalesce((select balance from account where kind = p_kind and ref = p_ref and currency = p_currency), 0)
$$;

-- ESC-4: the service fee on a release of p_gross now. Fee taken so far = rate x released so far, rounded half up (numeric
-- rounds ties away from zero), so that no rounding adds up; never negative, never more than is released.
create function parley.ledger_fee(p_contract uuid, p_currency text, p_gross parley.ledger_part, p_rate parley.ledger_rate)
    returns bigint language sql stable set search_path = parley, pg_temp as $$
    select least(p_gross, greatest(0, round(p_rate * (net + fee + p_gross)) - fee))::bigint
    from (select ledger_balance('PAID_OUT', p_contract, p_currency) as net,
                 ledger_balance('FEE', p_contract, p_currency)::numeric as fee) taken
$$;

-- The movements: all that the application can do to the ledger. Each returns its transfer, a known one if repeated.

create function parley.ledger_deposit(c parley.cause, p_amount parley.ledger_amount) returns setof parley.transfer_posted
    language plpgsql security definer set search_path = parley, pg_temp as $$
declare
    t bigint := ledger_begin(c, 'DEPOSIT', jsonb_build_array(p_amount));
begin
    if t is not null then
        perform ledger_post(t, array[('WORLD', c.contract, -p_amount), ('FREE', c.milestone, p_amount)]::leg[]);
    end if;
    return query select * from transfer_posted where reference = c.reference;
end $$;

create function parley.ledger_hold(c parley.cause, p_hold uuid, p_amount parley.ledger_amount) returns setof parley.transfer_posted
    language plpgsql security definer set search_path = parley, pg_temp as $$
declare
    t bigint := ledger_begin(c, 'HOLD', jsonb_build_array(p_hold, p_amount));
begin
    if t is not null then
        insert into hold (id, contract, milestone, currency, amount, transfer)
        values (p_hold, c.contract, c.milestone, c.currency, p_amount, t);
        perform ledger_post(t, array[('FREE', c.milestone, -p_amount), ('HELD', p_hold, p_amount)]::leg[]);
    end if;
    return query select * from transfer_posted where reference = c.reference;
end $$;

create function parley.ledger_release(c parley.cause, p_gross parley.ledger_amount, p_rate parley.ledger_rate)
    returns setof parley.transfer_posted language plpgsql security definer set search_path = parley, pg_temp as $$
declare
    t   bigint := ledger_begin(c, 'RELEASE', jsonb_build_array(p_gross, trim_scale(p_rate)));
    fee bigint;
begin
    if t is not null then
        fee := ledger_fee(c.contract, c.currency, p_gross, p_rate);
        perform ledger_post(t, array[('FREE', c.milestone, -p_gross),
                                     ('PAID_OUT', c.contract, p_gross - fee), ('FEE', c.contract, fee)]::leg[]);
    end if;
    return query select * from transfer_posted where reference = c.reference;
end $$;

create function parley.ledger_refund(c parley.cause, p_amount parley.ledger_amount) returns setof parley.transfer_posted
    language plpgsql security definer set search_path = parley, pg_temp as $$
declare
    t bigint := ledger_begin(c, 'REFUND', jsonb_build_array(p_amount));
begin
    if t is not null then
        perform ledger_post(t, array[('FREE', c.milestone, -p_amount), ('REFUNDED', c.contract, p_amount)]::leg[]);
    end if;
    return query select * from transfer_posted where reference = c.reference;
end $$;

-- ESC-3: resolves the hold whole, and once.
create function parley.ledger_settle(
    c parley.cause, p_hold uuid, p_freelancer parley.ledger_part, p_client parley.ledger_part, p_escrow parley.ledger_part,
    p_rate parley.ledger_rate)
    returns setof parley.transfer_posted language plpgsql security definer set search_path = parley, pg_temp as $$
declare
    t     bigint := ledger_begin(c, 'SETTLEMENT',
                        jsonb_build_array(p_hold, p_freelancer, p_client, p_escrow, trim_scale(p_rate)));
    whole bigint := p_freelancer + p_client + p_escrow;
    fee   bigint;
begin
    if t is not null then
        if not exists (select from hold where id = p_hold
                and (contract, milestone, currency, amount) = (c.contract, c.milestone, c.currency, whole)) then
            raise exception 'hold % is not one of % on milestone %', p_hold, whole, c.milestone using errcode = 'PL004';
        end if;
        insert into hold_resolution (hold, transfer) values (p_hold, t);
        fee := ledger_fee(c.contract, c.currency, p_freelancer, p_rate);
        perform ledger_post(t, array[('HELD', p_hold, -whole), ('FREE', c.milestone, p_escrow),
                                     ('REFUNDED', c.contract, p_client),
                                     ('PAID_OUT', c.contract, p_freelancer - fee), ('FEE', c.contract, fee)]::leg[]);
    end if;
    return query select * from transfer_posted where reference = c.reference;
end $$;

create function parley.ledger_take_share(c parley.cause, p_case uuid, p_share parley.ledger_amount)
    returns setof parley.transfer_posted language plpgsql security definer set search_path = parley, pg_temp as $$
declare
    t bigint := ledger_begin(c, 'ARBITRATION_SHARE', jsonb_build_array(p_case, p_share));
begin
    if t is not null then
        perform ledger_post(t, array[('WORLD', c.contract, -p_share), ('ARBITRATION_HELD', p_case, p_share)]::leg[]);
    end if;
    return query select * from transfer_posted where reference = c.reference;
end $$;

-- All arbitration fees held for the case go back to who paid them, or on to the provider; none held, no transfer.
create function parley.ledger_end_shares(c parley.cause, p_case uuid, p_passed_on boolean)
    returns setof parley.transfer_posted language plpgsql security definer set search_path = parley, pg_temp as $$
declare
    t    bigint;
    held bigint;
begin
    perform ledger_lock(c.contract, c.currency);
    held := ledger_balance('ARBITRATION_HELD', p_case, c.currency);
    if held > 0 or exists (select from transfer where reference = c.reference) then
        t := ledger_begin(c, case when p_passed_on then 'ARBITRATION_PASS' else 'ARBITRATION_RETURN' end,
                          jsonb_build_array(p_case));
    end if;
    if t is not null then
        perform ledger_post(t, array[('ARBITRATION_HELD', p_case, -held),
            (case when p_passed_on then 'ARBITRATION_PASSED' else 'ARBITRATION_RETURNED' end, c.contract, held)]::leg[]);
    end if;
    return query select * from transfer_posted where reference = c.reference;
end $$;

-- Posts the negation of a transfer, once. What came out of a hold goes back to free escrow: a hold is resolved once.
-- An unknown original gives no row.
create function parley.ledger_reverse(p_reference text, p_original text, p_actor_kind text, p_actor text)
    returns setof parley.transfer_posted language plpgsql security definer set search_path = parley, pg_temp as $$
declare
    o    transfer;
    t    bigint;
    legs leg[];
begin
    select * into o from transfer where reference = p_original;
    if not found then
        return;
    end if;
    t := ledger_begin((p_reference, o.contract, o.milestone, o.currency, p_actor_kind, p_actor)::cause, 'REVERSAL',
                      jsonb_build_array(p_original), o.id);
    if t is not null then
        select array_agg((l.kind, l.ref, l.amount)::leg) into legs from (
            select case a.kind when 'HELD' then 'FREE' else a.kind end as kind,
                   case a.kind when 'HELD' then o.milestone else a.ref end as ref,
                   -sum(p.amount)::bigint as amount
            from posting p join account a on a.id = p.account
            where p.transfer = o.id group by 1, 2) l
        where l.amount <> 0;
        if legs is null then
            raise exception '% only moved money into or out of a hold: settle the hold', p_original
                using errcode = 'PL005', constraint = 'transfer_reversible';
        end if;
        perform ledger_post(t, legs);
    end if;
    return query select * from transfer_posted where reference = p_reference;
end $$;

grant select on parley.account, parley.transfer, parley.posting, parley.hold, parley.hold_resolution, parley.transfer_posted to parley_app;
revoke execute on function parley.ledger_deposit, parley.ledger_hold, parley.ledger_release, parley.ledger_refund,
    parley.ledger_settle, parley.ledger_take_share, parley.ledger_end_shares, parley.ledger_reverse from public;
grant execute on function parley.ledger_fee, parley.ledger_balance, parley.ledger_deposit, parley.ledger_hold, parley.ledger_release,
    parley.ledger_refund, parley.ledger_settle, parley.ledger_take_share, parley.ledger_end_shares, parley.ledger_reverse
    to parley_app;
