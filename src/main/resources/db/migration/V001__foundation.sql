-- What every module builds on. The schemas, the roles and their default grants exist before (roles.sql).

-- "Now" for everything that decides (DEA-0), in milliseconds. The sandbox replaces it with a movable one.
create function parley.now() returns timestamptz
    language sql volatile parallel safe
    return date_trunc('milliseconds', clock_timestamp());
grant execute on function parley.now() to parley_app;

-- For tables whose rows never change: refuses the owner too.
create function parley.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% on % is refused: append-only', tg_op, tg_table_name using errcode = 'PA001';
end $$;

-- Texts and names, apart from everything that is sealed or chained (AUD-3).
create table parley.kept_text (
    id    uuid primary key,
    owner uuid not null,
    salt  bytea not null check (length(salt) = 16),
    body  text not null check (length(body) <= 200000)
);
create index kept_text_owner on parley.kept_text (owner);
create trigger kept_text_unchanged before update on parley.kept_text for each row execute function parley.refuse_change();
grant select, insert on parley.kept_text to parley_app;
