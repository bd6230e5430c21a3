-- The three roles and two schemas, run once by a superuser before the first start; harmless when run again.
-- Set the passwords of the two login roles apart from this file.
do $$
begin
    if not exists (select from pg_roles where rolname = 'parley_owner') then create role parley_owner nologin; end if;
    if not exists (select from pg_roles where rolname = 'parley_migrator') then create role parley_migrator login in role parley_owner; end if;
    if not exists (select from pg_roles where rolname = 'parley_app') then create role parley_app login; end if;
end $$;
-- Everything the migrations create belongs to the owner.
alter role parley_migrator set role = 'parley_owner';
alter role parley_app set search_path = camunda, parley;
create schema if not exists camunda authorization parley_owner;
create schema if not exists parley authorization parley_owner;
grant usage on schema camunda, parley to parley_app;
alter default privileges for role parley_owner in schema camunda grant select, insert, update, delete on tables to parley_app;
