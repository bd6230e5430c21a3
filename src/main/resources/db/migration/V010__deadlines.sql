-- Each window with its certificate (DEA-1). A row is opened once and closed once; who closed it was in time by this
-- database's clock (DEA-0), and the checks hold whatever the application does.
create table parley.deadline (
    id          uuid primary key,
    subject     uuid not null,
    rule        text not null check (rule in
        ('REVIEW', 'CLAIM', 'RESPONSE', 'PROPOSAL', 'PROPOSAL_REASSIGNMENT', 'DECISIONS', 'ELECTION')),
    started_at  timestamptz(3) not null,
    due_at      timestamptz(3) not null,
    state       text not null default 'OPEN' check (state in ('OPEN', 'MET', 'EXPIRED', 'CANCELLED')),
    decided_at  timestamptz(3),
    certificate jsonb not null check (jsonb_typeof(certificate) = 'object'),
    opened_at   timestamptz(3) not null default parley.now(),
    constraint deadline_after_start check (due_at > started_at),
    constraint deadline_decided_when_closed check ((state = 'OPEN') = (decided_at is null)),
    -- A target can be met late, a binding one can't, and none expires early.
    constraint deadline_met_in_time check
        (state <> 'MET' or decided_at < due_at or rule in ('PROPOSAL', 'PROPOSAL_REASSIGNMENT')),
    constraint deadline_expired_when_due check (state <> 'EXPIRED' or decided_at >= due_at)
);
create unique index deadline_one_open on parley.deadline (subject, rule) where state = 'OPEN';
create index deadline_open_by_due on parley.deadline (due_at) where state = 'OPEN';
create index deadline_of_subject on parley.deadline (subject, opened_at, id);

-- Refuses the owner too: an open one can be closed or moved later (DEA-3), all else is as it was written.
create function parley.refuse_deadline_change() returns trigger language plpgsql as $$
begin
    if old.state <> 'OPEN' then
        raise exception 'deadline % is closed and never changes', old.id using errcode = 'PA001';
    end if;
    if (new.id, new.subject, new.rule, new.started_at, new.certificate, new.opened_at)
        is distinct from (old.id, old.subject, old.rule, old.started_at, old.certificate, old.opened_at) then
        raise exception 'deadline %: only its state and end change', old.id using errcode = 'PA001';
    end if;
    if new.due_at < old.due_at then
        raise exception 'deadline %: the end moves only later', old.id using errcode = 'PA001';
    end if;
    return new;
end $$;
create trigger deadline_guarded before update on parley.deadline
    for each row execute function parley.refuse_deadline_change();
create trigger deadline_kept before delete or truncate on parley.deadline
    for each statement execute function parley.refuse_change();

-- What opens a deadline can't say that it is closed, nor when it was opened.
grant select, insert (id, subject, rule, started_at, due_at, certificate), update (state, decided_at)
    on parley.deadline to parley_app;
