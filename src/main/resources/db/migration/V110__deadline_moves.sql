-- Every move of a deadline's end, with its cause (DEA-3, DEA-4, NOT-4). The row is the move: it sets the end itself, and
-- nothing else can, not even the owner.
create table parley.deadline_move (
    deadline    uuid not null references parley.deadline,
    number      int not null check (number > 0),
    from_due    timestamptz(3) not null,
    to_due      timestamptz(3) not null,
    cause       text not null check (cause in ('UNDELIVERED', 'BROUGHT_FORWARD', 'AGREED', 'OPERATIONS', 'OUTAGE')),
    -- In code: the sides that were not reached, or the interval of the outage. What people wrote is a kept text.
    grounds     text,
    ground_text uuid references parley.kept_text,
    -- How the new end was computed, step by step; empty where people chose it.
    steps       jsonb not null check (jsonb_typeof(steps) = 'array'),
    actor_kind  text not null,
    actor       text not null,
    at          timestamptz(3) not null default parley.now(),
    primary key (deadline, number),
    constraint deadline_moves_later check (case when cause = 'BROUGHT_FORWARD' then to_due < from_due else to_due > from_due end)
);
-- What happens to a window at most once.
create unique index deadline_move_once on parley.deadline_move (deadline, cause)
    where cause in ('UNDELIVERED', 'BROUGHT_FORWARD', 'AGREED');
create trigger deadline_move_append_only before update or delete or truncate on parley.deadline_move
    execute function parley.refuse_change();
grant select, insert (deadline, number, from_due, to_due, cause, grounds, ground_text, steps, actor_kind, actor)
    on parley.deadline_move to parley_app;

create function parley.move_deadline() returns trigger
    language plpgsql security definer set search_path = parley, pg_temp as $$
begin
    update deadline set due_at = new.to_due where id = new.deadline and state = 'OPEN' and due_at = new.from_due;
    if not found then
        raise exception 'deadline %: no open window ends at %', new.deadline, new.from_due using errcode = 'PA001';
    end if;
    return null;
end $$;
create trigger deadline_moves after insert on parley.deadline_move
    for each row execute function parley.move_deadline();

-- As before, but the end changes only with its recorded move; earlier only an extension of NOT-4 that has just been given
-- and that waits for the party to be reached, and never to before the end that it extended.
create or replace function parley.refuse_deadline_change() returns trigger language plpgsql as $$
declare
    move      parley.deadline_move;
    extension parley.deadline_move;
begin
    if old.state <> 'OPEN' then
        raise exception 'deadline % is closed and never changes', old.id using errcode = 'PA001';
    end if;
    if (new.id, new.subject, new.rule, new.started_at, new.certificate, new.opened_at)
        is distinct from (old.id, old.subject, old.rule, old.started_at, old.certificate, old.opened_at) then
        raise exception 'deadline %: only its state and end change', old.id using errcode = 'PA001';
    end if;
    if new.due_at = old.due_at then
        return new;
    end if;
    select * into move from parley.deadline_move m where m.deadline = old.id order by m.number desc limit 1;
    if (move.from_due, move.to_due) is distinct from (old.due_at, new.due_at) then
        raise exception 'deadline %: the end moves only with a recorded move', old.id using errcode = 'PA001';
    end if;
    if new.due_at < old.due_at then
        select * into extension from parley.deadline_move m where m.deadline = old.id and m.number = move.number - 1;
        if extension.cause is distinct from 'UNDELIVERED' or new.due_at < extension.from_due then
            raise exception 'deadline %: the end moves only later', old.id using errcode = 'PA001';
        end if;
    end if;
    return new;
end $$;

-- Another end that somebody asks for: a party, for the other's agreement, or one of operations, for a second person (DEA-3).
create table parley.deadline_proposal (
    deadline    uuid not null references parley.deadline,
    number      int not null check (number > 0),
    cause       text not null check (cause in ('AGREED', 'OPERATIONS')),
    from_due    timestamptz(3) not null,
    until       timestamptz(3) not null check (until > from_due),
    -- A side, or one of the staff.
    proposer    text not null,
    ground_text uuid references parley.kept_text,
    at          timestamptz(3) not null default parley.now(),
    primary key (deadline, number),
    check ((cause = 'OPERATIONS') = (ground_text is not null))
);
create trigger deadline_proposal_append_only before update or delete or truncate on parley.deadline_proposal
    execute function parley.refuse_change();
grant select, insert (deadline, number, cause, from_due, until, proposer, ground_text) on parley.deadline_proposal to parley_app;

create table parley.deadline_answer (
    deadline uuid not null,
    number   int not null,
    answerer text not null,
    accepted boolean not null,
    at       timestamptz(3) not null default parley.now(),
    primary key (deadline, number),
    foreign key (deadline, number) references parley.deadline_proposal
);
create trigger deadline_answer_append_only before update or delete or truncate on parley.deadline_answer
    execute function parley.refuse_change();
grant select, insert (deadline, number, answerer, accepted) on parley.deadline_answer to parley_app;

-- Refuses the owner too: nobody answers their own proposal (DOR-4).
create function parley.refuse_own_answer() returns trigger language plpgsql as $$
begin
    if exists (select from parley.deadline_proposal p
                where p.deadline = new.deadline and p.number = new.number and p.proposer = new.answerer) then
        raise exception 'deadline %: % can''t answer their own proposal', new.deadline, new.answerer using errcode = 'PA001';
    end if;
    return new;
end $$;
create trigger deadline_answer_guarded before insert on parley.deadline_answer
    for each row execute function parley.refuse_own_answer();

-- When one of our nodes was last alive: an outage is a gap in it (DEA-4).
create table parley.heartbeat (
    only_row boolean primary key default true check (only_row),
    at       timestamptz(3) not null
);
insert into parley.heartbeat (at) values (parley.now());
grant select, update (at) on parley.heartbeat to parley_app;

create table parley.outage (
    since      timestamptz(3) primary key,
    until      timestamptz(3) not null check (until > since),
    noticed_at timestamptz(3) not null default parley.now()
);
create trigger outage_append_only before update or delete or truncate on parley.outage
    execute function parley.refuse_change();
grant select, insert (since, until) on parley.outage to parley_app;

-- What the contracts system says became of a notice that the mail server had accepted (NOT-4).
alter table parley.delivery add column bounced_at timestamptz(3);
alter table parley.delivery add column bounce_reason text;
alter table parley.delivery add column acknowledged_at timestamptz(3);
alter table parley.delivery add constraint delivery_bounce_has_a_reason check ((bounced_at is null) = (bounce_reason is null));
create index delivery_deadline on parley.delivery (deadline_id) where deadline_id is not null;
grant update (bounced_at, bounce_reason, acknowledged_at) on parley.delivery to parley_app;
