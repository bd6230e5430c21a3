-- A contracts system lists its contracts, newest first, and looks for those of a party.
create index contract_by_system on parley.contract (system, id);
create index contract_by_client on parley.contract (client_id);
create index contract_by_freelancer on parley.contract (freelancer_id);

-- What a contracts system keeps with a contract, milestone or case for itself: given back as it came, never read here.
create table parley.metadata (
    subject uuid primary key,
    entries text not null check (length(entries) between 2 and 60000)
);
create trigger metadata_unchanged before update or delete on parley.metadata
    for each row execute function parley.refuse_change();
create trigger metadata_kept before truncate on parley.metadata
    for each statement execute function parley.refuse_change();
grant select, insert on parley.metadata to parley_app;
