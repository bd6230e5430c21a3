-- What was carried out for a caller under its Idempotency-Key, with the answer, in the act's own transaction (DOR-1).
create table parley.idempotency (
    client       text not null,
    key          text not null check (length(key) between 8 and 255),
    request_hash text not null check (request_hash ~ '^[0-9a-f]{64}$'),
    status       int not null check (status between 200 and 299),
    location     text,
    body         text not null,
    created_at   timestamptz not null,
    primary key (client, key)
);
create trigger idempotency_unchanged before update on parley.idempotency for each row execute function parley.refuse_change();
grant select, insert on parley.idempotency to parley_app;
