-- Sandbox only: a clock that can be moved forward.
create table parley.sandbox_clock (
    only_row boolean primary key default true check (only_row),
    ahead    interval not null default interval '0'
);
insert into parley.sandbox_clock default values;
grant select, update on parley.sandbox_clock to parley_app;

create or replace function parley.now() returns timestamptz
    language sql volatile parallel safe
    return date_trunc('milliseconds', clock_timestamp() + (select ahead from parley.sandbox_clock));

-- What the sandbox has already played, so that a restart does not play it again.
create table parley.sandbox_sample (name text primary key, subject uuid not null, played_at timestamptz not null);
grant select, insert on parley.sandbox_sample to parley_app;
