-- ESC-5: a deposit that was taken and can't be in escrow as it is, or that is not settled yet, is visibly pending.
create table parley.pending_deposit (
    id           uuid primary key,
    milestone_id uuid not null references parley.milestone,
    system       text not null,
    external_id  text not null,
    amount_minor bigint not null check (amount_minor > 0),
    currency     text not null,
    reason       text not null check (reason in ('NOT_SETTLED', 'WRONG_CURRENCY')),
    state        text not null check (state in ('PENDING', 'BOOKED', 'RETURNED', 'FAILED')),
    taken_at     timestamptz(3) not null default parley.now(),
    changed_at   timestamptz(3) not null default parley.now(),
    unique (system, external_id)
);
create index pending_deposit_open on parley.pending_deposit (changed_at) where state = 'PENDING';
create trigger pending_deposit_stays before delete or truncate on parley.pending_deposit
    execute function parley.refuse_change();
grant select, insert (id, milestone_id, system, external_id, amount_minor, currency, reason, state), update (state, changed_at)
    on parley.pending_deposit to parley_app;

-- What is pending comes to one end, and never becomes another deposit; what failed may land after all. Refuses the owner too.
create function parley.pending_deposit_ends() returns trigger language plpgsql as $$
begin
    if (old.state = 'PENDING' or (old.state, new.state) = ('FAILED', 'BOOKED'))
        and to_jsonb(new) - '{state,changed_at}'::text[] = to_jsonb(old) - '{state,changed_at}'::text[] then
        return new;
    end if;
    raise exception 'pending deposit % is % and does not become this', old.id, old.state using errcode = 'PA001';
end $$;
create trigger pending_deposit_ends before update on parley.pending_deposit
    for each row execute function parley.pending_deposit_ends();
