-- A mail's bytes hold its reader's link: they are kept while they may have to be repeated (NOT-1), and no longer.
alter table parley.delivery drop constraint delivery_check1;
update parley.delivery set message = null where state <> 'PENDING';
alter table parley.delivery add constraint delivery_message_has_id check (message is null or message_id is not null);
alter table parley.delivery add constraint delivery_message_until_sent check (message is null or state = 'PENDING');

-- The deadlines that a mail takes out of its reader's calendar.
alter table parley.delivery add column takes_out uuid[] not null default '{}';

-- A failed notice that people have dealt with (NOT-3), and the notice that was recorded in its place.
alter table parley.delivery add column mended_at timestamptz;
alter table parley.delivery add column instead_of uuid unique references parley.delivery;
-- Set when the contracts system reports that an accepted mail came back; V110 has them where it ran before.
alter table parley.delivery add column if not exists bounced_at timestamptz(3);
alter table parley.delivery add column if not exists bounce_reason text;
create index delivery_failed on parley.delivery (id)
    where (state = 'FAILED' or bounced_at is not null) and mended_at is null;
grant update (takes_out, mended_at) on parley.delivery to parley_app;

-- DOR-4: one person says what a party's address should be, another decides. Addresses are kept apart, as names are.
create table parley.address_correction (
    notice_id   uuid not null references parley.delivery,
    number      int not null check (number > 0),
    address_id  uuid not null references parley.kept_text,
    proposed_by text not null,
    proposed_at timestamptz not null,
    decided_by  text,
    decided_at  timestamptz,
    confirmed   boolean,
    primary key (notice_id, number),
    check (decided_by <> proposed_by),
    check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (confirmed is null))
);
grant select, insert, update (decided_by, decided_at, confirmed) on parley.address_correction to parley_app;
