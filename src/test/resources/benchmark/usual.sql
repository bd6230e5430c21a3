-- The tables that the yardstick's tasks write.
create table dispute (
    id uuid primary key, milestone text not null, client text not null, freelancer text not null, ground text not null,
    amount bigint not null, currency text not null, statement text not null, state text not null,
    mediator text, filed_at timestamptz not null default now(), closed_at timestamptz
);
create table response (
    dispute uuid primary key references dispute, reason text not null, description text not null,
    at timestamptz not null default now()
);
create table proposal (
    dispute uuid primary key references dispute, mediator text not null, to_freelancer bigint not null,
    to_client bigint not null, reasons text not null, at timestamptz not null default now()
);
create table decision (
    dispute uuid references dispute, side text, accepted boolean not null, at timestamptz not null default now(),
    primary key (dispute, side)
);
create table review (
    id uuid primary key, milestone text not null, amount bigint not null, state text not null,
    opened_at timestamptz not null default now(), ended_at timestamptz
);
create table entry (
    id bigint generated always as identity primary key, subject uuid not null, account text not null,
    amount bigint not null, at timestamptz not null default now()
);
create index entry_subject on entry (subject);
create table notice (
    id bigint generated always as identity primary key, subject uuid not null, recipient text not null,
    kind text not null, body text not null, state text not null default 'PENDING', at timestamptz not null default now()
);
create index notice_subject on notice (subject);
