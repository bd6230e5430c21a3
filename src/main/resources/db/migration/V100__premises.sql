-- What a notice takes for granted, asked again before it leaves: once it is no longer so, it is dropped (NOT-2).
alter table parley.delivery add column premises jsonb not null default '[]';
alter table parley.delivery add column milestone_id uuid;
update parley.delivery set premises = jsonb_build_array(
        jsonb_build_object('fact', 'WINDOW_OPEN', 'subject', deadline_id, 'value', ''))
    where state = 'PENDING' and deadline_id is not null;
create index delivery_milestone on parley.delivery (milestone_id);
