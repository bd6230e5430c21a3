-- The links that open a party's pages (DOR-2). The token is not kept: its id, signed with a secret that is not here.
create table parley.party_link (
    id           uuid primary key,
    token_sha256 text not null unique check (token_sha256 ~ '^[0-9a-f]{64}$'),
    milestone_id uuid not null references parley.milestone,
    side         text not null check (side in ('CLIENT', 'FREELANCER')),
    created_at   timestamptz not null,
    expires_at   timestamptz not null check (expires_at > created_at),
    revoked_at   timestamptz
);
create index party_link_milestone on parley.party_link (milestone_id, side) where revoked_at is null;
grant select, insert on parley.party_link to parley_app;
grant update (revoked_at) on parley.party_link to parley_app;

-- One-time codes (DOR-4): each for one act on the values that were shown. Its digits are not kept either.
create table parley.one_time_code (
    id          uuid primary key,
    link_id     uuid not null references parley.party_link,
    act         text not null,
    -- SHA-256 of what was shown: the matter, its version, and all values of the form.
    fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
    created_at  timestamptz not null,
    expires_at  timestamptz not null,
    attempts    int not null default 0,
    used_at     timestamptz
);
create index one_time_code_link on parley.one_time_code (link_id, created_at);
grant select, insert on parley.one_time_code to parley_app;
grant update (attempts, used_at) on parley.one_time_code to parley_app;

-- A text of 100 000 characters has up to twice as many once it is quoted in JSON.
alter table parley.response_draft drop constraint response_draft_body_check;
alter table parley.response_draft add check (length(body) <= 300000);
