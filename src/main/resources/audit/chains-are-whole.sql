-- AUD-1: every event is chained to the one before, and the last is the chain's head.
select stream::text as subject, problem as detail from (
    select e.stream, case
        when e.seq <> row_number() over chain then 'event ' || e.seq || ' is out of order'
        when e.previous_hash <> lag(e.hash, 1, encode(sha256(convert_to(e.stream::text, 'UTF8')), 'hex')) over chain
            then 'event ' || e.seq || ' is not chained to the one before'
        when e.hash <> encode(sha256(convert_to(concat_ws(E'\n', e.previous_hash, e.stream, e.seq, e.id, e.type, e.actor_kind,
                e.actor, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), e.facts), 'UTF8')), 'hex')
            then 'event ' || e.seq || ' was changed'
        when lead(e.seq) over chain is null and (h.seq, h.hash) is distinct from (e.seq, e.hash) then 'the end is cut off'
        end as problem
    from parley.case_event e left join parley.stream_head h using (stream)
    window chain as (partition by e.stream order by e.seq)
    union all
    select stream, 'all events are gone' from parley.stream_head h
    where not exists (select from parley.case_event e where e.stream = h.stream)) links
where problem is not null
