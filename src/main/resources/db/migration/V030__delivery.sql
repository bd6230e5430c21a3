-- What leaves the house: recorded in the transaction that causes it, sent after it (NOT-1).
create table parley.delivery (
    id              uuid primary key,
    channel         text not null default 'MAIL' check (channel in ('MAIL')),
    kind            text not null,
    role            text not null,
    name            text not null,
    address         text not null,
    subject_id      uuid not null,
    -- The open deadline that it asks to answer: once that is closed, the delivery is dropped (NOT-2).
    deadline_id     uuid,
    due_at          timestamptz,
    -- Already in words: amounts, and instants in the recipient's zone.
    facts           jsonb not null,
    recorded_at     timestamptz not null,
    not_before      timestamptz not null,
    state           text not null default 'PENDING' check (state in ('PENDING', 'ACCEPTED', 'DROPPED', 'FAILED')),
    attempts        integer not null default 0,
    -- A sender that takes the row moves this to the end of its lease: if it dies, the row is due again then.
    next_attempt_at timestamptz not null,
    -- Stored before it is first spoken; each repetition sends the same bytes.
    message         bytea,
    message_id      text unique,
    accepted_at     timestamptz,
    last_error      text,
    dropped_because text,
    check ((due_at is null) or (deadline_id is not null)),
    check ((message is null) = (message_id is null)),
    check ((state = 'ACCEPTED') = (accepted_at is not null)),
    check ((state = 'DROPPED') = (dropped_because is not null)),
    check (state <> 'FAILED' or last_error is not null)
);
create index delivery_due on parley.delivery (next_attempt_at) where state = 'PENDING';
create index delivery_subject on parley.delivery (subject_id);
grant select, insert on parley.delivery to parley_app;
grant update (state, attempts, next_attempt_at, message, message_id, accepted_at, last_error, dropped_because)
    on parley.delivery to parley_app;
