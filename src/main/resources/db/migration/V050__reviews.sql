-- Work submitted toward a milestone, by the contracts system's own id. Barred: a case on it was withdrawn (DIS-10).
create table parley.submission (
    id           uuid primary key,
    milestone_id uuid not null references parley.milestone,
    external_id  text not null,
    note_id      uuid references parley.kept_text,
    submitted_at timestamptz not null,
    barred       boolean not null default false,
    version      bigint not null,
    unique (milestone_id, external_id)
);
create index submission_newest on parley.submission (milestone_id, submitted_at);
grant select, insert, update on parley.submission to parley_app;

-- One review of a submission; a case that leaves work to review starts a new one (REV-8).
create table parley.review (
    id            uuid primary key,
    submission_id uuid not null references parley.submission,
    milestone_id  uuid not null references parley.milestone,
    amount_minor  bigint not null check (amount_minor > 0),
    terms_version text not null,
    state         text not null check (state in
        ('OPEN', 'APPROVED', 'APPROVED_BY_SILENCE', 'CHANGES_REQUESTED', 'TAKEN_OVER', 'ENDED_WITH_CONTRACT')),
    message_id    uuid references parley.kept_text,
    opened_at     timestamptz not null,
    ended_at      timestamptz,
    version       bigint not null,
    check ((state = 'OPEN') = (ended_at is null))
);
create index review_milestone on parley.review (milestone_id, opened_at);
grant select, insert, update on parley.review to parley_app;
