-- The journal: what happened on each stream (a contract, a milestone, a case), append-only and chained (AUD-1).

-- The end of each chain: the row that an append locks, and what shows that no last event was cut off.
create table parley.stream_head (
    stream uuid primary key,
    seq    int not null check (seq > 0),
    hash   text not null
);

create table parley.case_event (
    position      bigint generated always as identity primary key,
    id            uuid not null unique,
    stream        uuid not null,
    seq           int not null check (seq > 0),
    type          text not null check (type ~ '^[a-z][a-z0-9.-]{0,99}$'),
    actor_kind    text not null check (actor_kind ~ '^[A-Z_]+$'),
    actor         text not null check (actor ~ '^[^\n\r]{1,200}$'),
    facts         text not null check (facts is json object and length(facts) <= 100000),
    at            timestamptz(3) not null,
    previous_hash text not null check (previous_hash ~ '^[0-9a-f]{64}$'),
    hash          text not null check (hash ~ '^[0-9a-f]{64}$'),
    unique (stream, seq)
);
create trigger case_event_append_only before update or delete or truncate on parley.case_event execute function parley.refuse_change();
create trigger stream_head_stays before delete or truncate on parley.stream_head execute function parley.refuse_change();

-- Appends one event to its stream's chain. hash = lower-case hex of the SHA-256 over these lines in UTF-8, joined by line
-- feeds, none at the end: previous_hash, stream, seq, id, type, actor_kind, actor, at (2026-01-31T09:05:00.000Z), facts.
-- The first event's previous_hash is the SHA-256 of the stream's id as text. Journal.java recomputes it.
create function parley.append_event(
    p_id uuid, p_stream uuid, p_type text, p_actor_kind text, p_actor text, p_facts text) returns bigint
    language plpgsql security definer set search_path = parley, pg_temp as $$
declare
    head     stream_head;
    happened timestamptz(3);
    chained  text;
    placed   bigint;
begin
    insert into stream_head as h (stream, seq, hash)
    values (p_stream, 1, encode(sha256(convert_to(p_stream::text, 'UTF8')), 'hex'))
    on conflict (stream) do update set seq = h.seq + 1
    returning * into head;
    happened := parley.now();
    chained := encode(sha256(convert_to(concat_ws(E'\n', head.hash, p_stream, head.seq, p_id, p_type, p_actor_kind, p_actor,
        to_char(happened at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), p_facts), 'UTF8')), 'hex');
    insert into case_event (id, stream, seq, type, actor_kind, actor, facts, at, previous_hash, hash)
    values (p_id, p_stream, head.seq, p_type, p_actor_kind, p_actor, p_facts, happened, head.hash, chained)
    returning position into placed;
    update stream_head set hash = chained where stream = p_stream;
    return placed;
end $$;

grant select on parley.case_event, parley.stream_head to parley_app;
revoke execute on function parley.append_event from public;
grant execute on function parley.append_event to parley_app;
