-- Growth in time (ADR 13). Events and postings of what is over for good go to closed partitions: tables that inherit from
-- the open ones, so that whoever reads the chain or the book reads both, and whoever writes writes the open ones. Rows are
-- moved there by the owner's function, in small steps, unchanged; nothing is ever deleted, and nothing leaves a closed one.

create table parley.case_event_closed (
    primary key (position),
    unique (id),
    unique (stream, seq)
) inherits (parley.case_event);

create table parley.posting_closed (
    primary key (transfer, account),
    foreign key (transfer, contract, currency) references parley.transfer (id, contract, currency),
    foreign key (account, contract, currency) references parley.account (id, contract, currency)
) inherits (parley.posting);
create index posting_closed_account on parley.posting_closed (account);

-- A row enters a closed partition only as a copy of an open one, and leaves the open one only when its copy stands. Both
-- hold for the owner too. Arguments: the other table, and which of its rows, c, is the one that is moved, $1.
create function parley.moves_unchanged() returns trigger
    language plpgsql security definer set search_path = parley, pg_temp as $$
declare
    moved record;
    found boolean;
begin
    if tg_op = 'DELETE' then moved := old; else moved := new; end if;
    execute format('select exists (select from only %I c where %s and to_jsonb(c) = to_jsonb($1))', tg_argv[0], tg_argv[1])
        into found using moved;
    if not found then
        raise exception '% on % is refused: append-only, and closed by moving', tg_op, tg_table_name using errcode = 'PA001';
    end if;
    return moved;
end $$;

-- At commit no row stands in both.
create function parley.stands_once() returns trigger
    language plpgsql security definer set search_path = parley, pg_temp as $$
declare
    found boolean;
begin
    execute format('select exists (select from only %I c where %s)', tg_argv[0], tg_argv[1]) into found using new;
    if found then
        raise exception 'a row of % stands in % as well', tg_table_name, tg_argv[0] using errcode = 'PA002';
    end if;
    return null;
end $$;

drop trigger case_event_append_only on parley.case_event;
create trigger case_event_append_only before update or truncate on parley.case_event execute function parley.refuse_change();
create trigger case_event_moves before delete on parley.case_event
    for each row execute function parley.moves_unchanged('case_event_closed', 'c.position = ($1).position');
create trigger case_event_closed_comes before insert on parley.case_event_closed
    for each row execute function parley.moves_unchanged('case_event', 'c.position = ($1).position');
create trigger case_event_closed_stays before update or delete on parley.case_event_closed
    for each row execute function parley.refuse_change();
create trigger case_event_closed_kept before truncate on parley.case_event_closed execute function parley.refuse_change();
create constraint trigger case_event_closed_once after insert on parley.case_event_closed
    deferrable initially deferred for each row
    execute function parley.stands_once('case_event', 'c.position = ($1).position');

drop trigger posting_append_only on parley.posting;
create trigger posting_append_only before update or truncate on parley.posting execute function parley.refuse_change();
create trigger posting_moves before delete on parley.posting
    for each row execute function parley.moves_unchanged(
        'posting_closed', 'c.transfer = ($1).transfer and c.account = ($1).account');
create trigger posting_closed_comes before insert on parley.posting_closed
    for each row execute function parley.moves_unchanged('posting', 'c.transfer = ($1).transfer and c.account = ($1).account');
create trigger posting_closed_stays before update or delete on parley.posting_closed
    for each row execute function parley.refuse_change();
create trigger posting_closed_kept before truncate on parley.posting_closed execute function parley.refuse_change();
create constraint trigger posting_closed_once after insert on parley.posting_closed
    deferrable initially deferred for each row
    execute function parley.stands_once('posting', 'c.transfer = ($1).transfer and c.account = ($1).account');

-- Whether nothing can come of a contract's money or cases but what somebody begins anew: no clock runs, no money lies in
-- escrow or is missing, no order or deposit waits, and nothing has happened since p_since.
create function parley.is_over(p_contract uuid, p_streams uuid[], p_since timestamptz) returns boolean
    language plpgsql stable set search_path = parley, pg_temp as $$
begin
    return not exists (select from milestone where contract_id = p_contract and clock is not null)
        and not exists (select from account where contract = p_contract and balance <> 0
                           and kind in ('FREE', 'HELD', 'ARBITRATION_HELD', 'RECEIVABLE'))
        and not exists (select from transfer_order where contract = p_contract
                           and state in ('WAITING', 'ORDERED', 'REFUSED', 'REVERSED'))
        and not exists (select from pending_deposit p join milestone m on m.id = p.milestone_id
                         where p.state = 'PENDING' and m.contract_id = p_contract)
        and not exists (select from only case_event where stream = any (p_streams) and at >= p_since);
end $$;

-- Closes a contract that is over; nothing is done while somebody else is at it, for whom nobody waits here.
create function parley.close_contract(p_contract uuid, p_since timestamptz) returns void
    language plpgsql set search_path = parley, pg_temp as $$
declare
    streams uuid[] := array(select p_contract
                            union select id from milestone where contract_id = p_contract
                            union select d.id from dispute d join milestone m on m.id = d.milestone_id
                                   where m.contract_id = p_contract);
    locked  bigint;
begin
    -- An act locks its milestone, all that happens its stream, and every movement of money the contract's WORLD account.
    perform from milestone where contract_id = p_contract for no key update skip locked;
    get diagnostics locked = row_count;
    if locked < (select count(*) from milestone where contract_id = p_contract) then return; end if;
    perform from stream_head where stream = any (streams) for no key update skip locked;
    get diagnostics locked = row_count;
    if locked < (select count(*) from stream_head where stream = any (streams)) then return; end if;
    perform from account where contract = p_contract and kind = 'WORLD' for no key update skip locked;
    get diagnostics locked = row_count;
    if locked < (select count(*) from account where contract = p_contract and kind = 'WORLD') then return; end if;
    if not is_over(p_contract, streams, p_since) then return; end if;
    insert into case_event_closed select * from only case_event where stream = any (streams);
    delete from only case_event where stream = any (streams);
    insert into posting_closed
    select p.* from only posting p join account a on a.id = p.account where a.contract = p_contract;
    delete from only posting where account in (select id from account where contract = p_contract);
end $$;

-- One step: looks at so many open events after this position, and closes the contracts of theirs that are over and quiet
-- since p_since. Returns the position to go on after; null when it has come to newer ones, or another node is at it.
create function parley.close_finished(p_after bigint, p_since timestamptz, p_most int) returns bigint
    language plpgsql security definer set search_path = parley, pg_temp as $$
declare
    last     bigint;
    earliest timestamptz;
    finished uuid;
begin
    if not pg_try_advisory_xact_lock(hashtextextended('closing', 0)) then return null; end if;
    select max(position), min(at) into last, earliest
    from (select position, at from only case_event where position > p_after order by position limit p_most) looked_at;
    if last is null or earliest >= p_since then return null; end if;
    for finished in select distinct f.contract_id from only case_event e join feed f using (position)
                     where e.position > p_after and e.position <= last and e.at < p_since loop
        perform close_contract(finished, p_since);
    end loop;
    return last;
end $$;

revoke execute on function parley.moves_unchanged, parley.stands_once, parley.is_over, parley.close_contract,
    parley.close_finished from public;
grant execute on function parley.close_finished to parley_app;
