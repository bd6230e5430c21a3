create table parley.dispute (
    id              uuid primary key,
    number          bigint not null unique generated always as identity,
    milestone_id    uuid not null references parley.milestone,
    submission_id   uuid references parley.submission,
    ended_review_id uuid references parley.review,
    ground          text not null check (ground in ('PAYMENT_NOT_RELEASED', 'CONTRACT_ENDED')),
    stage           text not null check (stage in
        ('RESPONSE', 'MEDIATION', 'DECISIONS', 'ELECTION', 'ARBITRATION', 'CLOSED')),
    request_version int not null check (request_version > 0),
    amount_minor    bigint not null check (amount_minor > 0),
    hold_id         uuid not null,
    terms_version   text not null,
    filed_at        timestamptz not null,
    closed_at       timestamptz,
    ending          text check (ending in ('APPROVED', 'NO_RESPONSE', 'WITHDRAWN', 'SETTLED', 'PROPOSAL_ACCEPTED',
        'NOBODY_ELECTED', 'ONE_ELECTED', 'AWARDED')),
    to_freelancer   bigint check (to_freelancer >= 0),
    to_client       bigint check (to_client >= 0),
    to_escrow       bigint check (to_escrow >= 0),
    version         bigint not null,
    check ((stage = 'CLOSED') = (closed_at is not null)),
    check (closed_at is null or ending is not null),
    check (ending is null or to_freelancer + to_client + to_escrow = amount_minor)
);
-- A milestone has at most one open case (DIS-11), whatever the code believes.
create unique index dispute_open on parley.dispute (milestone_id) where stage <> 'CLOSED';
create index dispute_milestone on parley.dispute (milestone_id, filed_at);
grant select, insert, update on parley.dispute to parley_app;

-- What was said and decided, sealed once made (DIS-8, RES-6): the application reads, and seals by the function alone.
create table parley.sealed (
    case_id   uuid not null references parley.dispute,
    kind      text not null check (kind in
        ('FILING', 'RESPONSE', 'OFFER', 'SETTLEMENT', 'WITHDRAWAL', 'PROPOSAL', 'DECISION', 'NOTICE', 'ELECTION',
         'AWARD', 'AWARD_CONFIRMATION')),
    slot      text not null,
    body      text not null check (length(body) <= 20000),
    sha256    text not null,
    sealed_at timestamptz not null,
    primary key (case_id, kind, slot)
);
create trigger sealed_unchanged before update or delete on parley.sealed for each row execute function parley.refuse_change();
create trigger sealed_kept before truncate on parley.sealed for each statement execute function parley.refuse_change();
grant select on parley.sealed to parley_app;

-- Seals a document in its slot; false if the slot is taken.
create function parley.seal(p_case uuid, p_kind text, p_slot text, p_body text) returns boolean
    language plpgsql security definer set search_path = parley, pg_temp as $$
begin
    insert into parley.sealed values
        (p_case, p_kind, p_slot, p_body, encode(sha256(convert_to(p_body, 'UTF8')), 'hex'), parley.now())
        on conflict do nothing;
    return found;
end $$;
revoke execute on function parley.seal from public;
grant execute on function parley.seal to parley_app;

-- The client's answer before it is submitted (DIS-8): can be saved and changed, seen by nobody else.
create table parley.response_draft (
    case_id  uuid primary key references parley.dispute,
    body     text not null check (length(body) <= 200000),
    saved_at timestamptz not null
);
grant select, insert, update, delete on parley.response_draft to parley_app;

-- A document: its content lies outside the database under its SHA-256, its name apart (AUD-3).
create table parley.evidence (
    id           uuid primary key,
    milestone_id uuid not null references parley.milestone,
    side         text not null check (side in ('CLIENT', 'FREELANCER')),
    name_id      uuid not null references parley.kept_text,
    media_type   text not null,
    size_bytes   bigint not null check (size_bytes > 0),
    sha256       text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    uploaded_at  timestamptz not null
);
create index evidence_milestone on parley.evidence (milestone_id);
create trigger evidence_unchanged before update or delete on parley.evidence for each row execute function parley.refuse_change();
grant select, insert on parley.evidence to parley_app;
