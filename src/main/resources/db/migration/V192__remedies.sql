-- DOR-4: what one of operations wants to be done about money that waits, and what a second person says.
create table parley.remedy (
    id          uuid primary key,
    kind        text not null check (kind in ('REORDER_TRANSFER', 'CANCEL_CHARGEBACK', 'BOOK_DEPOSIT', 'RETURN_DEPOSIT')),
    -- The transfer order, chargeback or pending deposit, by its kind.
    subject     uuid not null,
    -- Whose money it is.
    milestone   uuid not null references parley.milestone,
    -- The milestone that a deposit is to be booked to.
    target      uuid references parley.milestone,
    ground_text uuid not null references parley.kept_text,
    proposed_by text not null,
    proposed_at timestamptz(3) not null default parley.now(),
    decided_by  text,
    decided_at  timestamptz(3),
    confirmed   boolean,
    constraint remedy_target_of_a_booking check ((kind = 'BOOK_DEPOSIT') = (target is not null)),
    constraint remedy_second_person check (decided_by <> proposed_by),
    constraint remedy_decided_whole check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (confirmed is null))
);
create unique index remedy_open on parley.remedy (subject) where decided_at is null;
grant select, insert (id, kind, subject, milestone, target, ground_text, proposed_by), update (decided_by, decided_at, confirmed)
    on parley.remedy to parley_app;
