-- Terms as they were when something was pinned to them (TER-2): a row never changes.
create table parley.terms (
    version                   text not null,
    contract_kind             text not null check (contract_kind in ('MARKETPLACE', 'DIRECT')),
    currency                  char(3) not null,
    service_fee_rate          numeric(6, 5) not null check (service_fee_rate between 0 and 0.5),
    review_days               int not null check (review_days > 0),
    claim_days                int not null check (claim_days > 0),
    response_business_days    int not null check (response_business_days > 0),
    proposal_days             int not null check (proposal_days > 0),
    reassignment_days         int not null check (reassignment_days > proposal_days),
    decision_days             int not null check (decision_days > 0),
    election_days             int not null check (election_days > 0),
    award_reminder_days       int not null check (award_reminder_days > 0),
    award_reminder_every_days int not null check (award_reminder_every_days > 0),
    arbitration_share_minor   bigint not null check (arbitration_share_minor > 0),
    nobody_elects             text not null check (nobody_elects in ('CLIENT', 'FREELANCER')),
    one_elects                text not null check (one_elects in ('ELECTOR', 'CLIENT', 'FREELANCER')),
    primary key (version, contract_kind, currency)
);
create trigger terms_unchanged before update or delete on parley.terms for each row execute function parley.refuse_change();
grant select, insert on parley.terms to parley_app;

-- A party as the contracts system that owns it describes it. Zone and region null: not known, or not the party's own word.
create table parley.party (
    id          uuid primary key,
    system      text not null,
    external_id text not null,
    name        text not null,
    email       text not null,
    zone        text,
    region      text,
    version     bigint not null,
    unique (system, external_id)
);
grant select, insert, update on parley.party to parley_app;

create table parley.contract (
    id               uuid primary key,
    system           text not null,
    external_id      text not null,
    kind             text not null check (kind in ('MARKETPLACE', 'DIRECT')),
    currency         char(3) not null,
    title            text not null,
    client_id        uuid not null references parley.party,
    freelancer_id    uuid not null references parley.party,
    terms_version    text not null,
    service_fee_rate numeric(6, 5) not null,
    ended_by         text check (ended_by in ('CLIENT', 'FREELANCER')),
    ended_at         timestamptz,
    ended_terms      text,
    registered_at    timestamptz not null,
    version          bigint not null,
    unique (system, external_id),
    check (client_id <> freelancer_id),
    check ((ended_by is null) = (ended_at is null)),
    check ((ended_by is null) = (ended_terms is null)),
    foreign key (ended_terms, kind, currency) references parley.terms (version, contract_kind, currency),
    foreign key (terms_version, kind, currency) references parley.terms (version, contract_kind, currency)
);
grant select, insert, update on parley.contract to parley_app;

-- The row that every act on a milestone locks. It has at most one open review, claim window or case (REV-1).
create table parley.milestone (
    id           uuid primary key,
    contract_id  uuid not null references parley.contract,
    external_id  text not null,
    title        text not null,
    amount_minor bigint not null check (amount_minor > 0),
    clock        text check (clock in ('REVIEW', 'CLAIM', 'CASE')),
    clock_id     uuid,
    ended_by     text check (ended_by in ('CLIENT', 'FREELANCER')),
    version      bigint not null,
    unique (contract_id, external_id),
    check ((clock is null) = (clock_id is null))
);
create unique index milestone_clock on parley.milestone (clock_id) where clock_id is not null;
grant select, insert, update on parley.milestone to parley_app;

-- A deposit's own id at the contracts system: a repeat is harmless, a contradiction is refused.
create table parley.deposit (
    id           uuid primary key,
    milestone_id uuid not null references parley.milestone,
    system       text not null,
    external_id  text not null,
    amount_minor bigint not null check (amount_minor > 0),
    landed_at    timestamptz not null,
    unique (system, external_id)
);
create trigger deposit_unchanged before update or delete on parley.deposit for each row execute function parley.refuse_change();
grant select, insert on parley.deposit to parley_app;
