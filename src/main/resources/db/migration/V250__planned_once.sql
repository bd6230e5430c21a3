-- What a movement and an event do many times is written so that the server plans it once a connection. A function in SQL
-- that can't be inlined is planned at each call, and so is a statement that looks cheaper for one array than for any.

create or replace function parley.ledger_balance(p_kind text, p_ref uuid, p_currency text) returns bigint
    language plpgsql stable set search_path = parley, pg_temp as $$
begin
    return coalesce((select balance from account where kind = p_kind and ref = p_ref and currency = p_currency), 0);
end $$;

create or replace function parley.ledger_fee(
    p_contract uuid, p_currency text, p_gross parley.ledger_part, p_rate parley.ledger_rate)
    returns bigint language plpgsql stable set search_path = parley, pg_temp as $$
declare
    net   bigint := ledger_balance('PAID_OUT', p_contract, p_currency);
    taken numeric := ledger_balance('FEE', p_contract, p_currency);
begin
    return least(p_gross, greatest(0, round(p_rate * (net + taken + p_gross)) - taken))::bigint;
end $$;

create or replace function parley.ledger_frozen(p_milestone uuid) returns bigint
    language plpgsql stable set search_path = parley, pg_temp as $$
begin
    return (select coalesce(sum(frozen), 0) from chargeback where milestone = p_milestone and frozen > 0);
end $$;

create or replace function parley.ledger_at_hand(p_milestone uuid, p_currency text) returns bigint
    language plpgsql stable set search_path = parley, pg_temp as $$
begin
    return ledger_balance('FREE', p_milestone, p_currency)
        + coalesce((select sum(a.balance) from hold h join account a on (a.kind, a.ref, a.currency) = ('HELD', h.id, h.currency)
                     where h.milestone = p_milestone), 0)
        + coalesce((select sum(amount) from transfer_order where milestone = p_milestone and state = 'WAITING'), 0);
end $$;

create or replace function parley.transfer_order_facts(o parley.transfer_order) returns text
    language plpgsql stable set search_path = parley, pg_temp as $$
begin
    return (
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
        where t.id = o.transfer);
end $$;

-- As before, leg by leg.
create or replace function parley.ledger_order(p_transfer bigint, p_legs parley.leg[], p_state text) returns void
    language plpgsql set search_path = parley, pg_temp as $$
declare
    t transfer;
    l leg;
begin
    select * into t from transfer where id = p_transfer;
    foreach l in array p_legs loop
        if l.amount > 0 and l.kind in ('PAID_OUT', 'REFUNDED', 'FEE', 'ARBITRATION_PASSED') then
            insert into transfer_order (transfer, contract, milestone, currency, payee, amount, state, ordered_at, changed_at)
            values (t.id, t.contract, t.milestone, t.currency, case l.kind when 'PAID_OUT' then 'FREELANCER'
                        when 'REFUNDED' then 'CLIENT' when 'FEE' then 'PLATFORM' else 'PROVIDER' end,
                    l.amount, p_state, t.at, t.at);
        elsif l.kind = 'ARBITRATION_HELD' and t.purpose = 'ARBITRATION_RETURN' then
            insert into transfer_order (transfer, contract, milestone, currency, payee, amount, state, ordered_at, changed_at)
            select t.id, t.contract, t.milestone, t.currency, share.actor_kind, sum(p.amount), p_state, t.at, t.at
            from account a
            join posting p on p.account = a.id and p.amount > 0 and p.transfer > coalesce(
                (select max(ended.transfer) from posting ended
                  where ended.account = a.id and ended.amount < 0 and ended.transfer < t.id), 0)
            join transfer share on share.id = p.transfer
            where (a.kind, a.ref, a.currency) = (l.kind, l.ref, t.currency)
            group by share.actor_kind;
        end if;
    end loop;
end $$;

-- As before, leg by leg; the lock on the contract's WORLD account keeps two movements of a contract apart.
create or replace function parley.ledger_post(p_transfer bigint, p_legs parley.leg[]) returns void
    language plpgsql set search_path = parley, pg_temp as $$
declare
    t      transfer;
    l      leg;
    target bigint;
    leaves boolean := false;
begin
    select * into t from transfer where id = p_transfer;
    foreach l in array p_legs loop
        continue when l.amount = 0;
        select id into target from account where kind = l.kind and ref = l.ref and currency = t.currency;
        if not found then
            insert into account (kind, ref, contract, currency) values (l.kind, l.ref, t.contract, t.currency)
            returning id into target;
        end if;
        insert into posting (transfer, account, contract, currency, amount)
        values (t.id, target, t.contract, t.currency, l.amount);
        leaves := leaves or l.amount > 0
            and l.kind in ('PAID_OUT', 'REFUNDED', 'FEE', 'ARBITRATION_RETURNED', 'ARBITRATION_PASSED');
    end loop;
    if leaves then
        perform ledger_order(t.id, p_legs, case
            when t.purpose in ('RELEASE', 'REFUND', 'SETTLEMENT')
                and ledger_frozen(t.milestone) > ledger_at_hand(t.milestone, t.currency) then 'WAITING'
            else 'ORDERED' end);
        perform transfer_order_told(o, t.actor_kind, t.actor) from transfer_order o where o.transfer = t.id;
    end if;
end $$;

-- A pattern that counts to 64 or 200 is built anew for each value: a length is a length.
alter table parley.case_event
    drop constraint case_event_actor_check,
    drop constraint case_event_previous_hash_check,
    drop constraint case_event_hash_check,
    drop constraint case_event_type_check,
    add constraint case_event_actor_check check (length(actor) between 1 and 200 and actor !~ '[\n\r]'),
    add constraint case_event_previous_hash_check check (length(previous_hash) = 64 and previous_hash !~ '[^0-9a-f]'),
    add constraint case_event_hash_check check (length(hash) = 64 and hash !~ '[^0-9a-f]'),
    add constraint case_event_type_check check (length(type) <= 100 and type ~ '^[a-z][a-z0-9.-]*$');
