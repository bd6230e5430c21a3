-- Who mediated which case, from when to when. The client and freelancer stand here so that earlier cases with either
-- party are found without a join over all cases (RES-2).
create table parley.assignment (
    id            uuid primary key,
    case_id       uuid not null references parley.dispute,
    mediator      text not null,
    client_id     uuid not null,
    freelancer_id uuid not null,
    assigned_at   timestamptz not null,
    ended_at      timestamptz,
    ended_because text,
    check ((ended_at is null) = (ended_because is null))
);
create unique index assignment_open on parley.assignment (case_id) where ended_at is null;
create index assignment_load on parley.assignment (mediator) where ended_at is null;
create index assignment_client on parley.assignment (client_id, assigned_at);
create index assignment_freelancer on parley.assignment (freelancer_id, assigned_at);
grant select, insert, update on parley.assignment to parley_app;

-- A mediator's interest in a party, declared by themselves: they never get its cases.
create table parley.declared_interest (
    mediator    text not null,
    party_id    uuid not null references parley.party,
    declared_at timestamptz not null,
    primary key (mediator, party_id)
);
grant select, insert on parley.declared_interest to parley_app;
