-- Each check left here refuses what nothing else does: a foreign key to a table with the same check made two of them idle.
alter table parley.contract drop constraint contract_kind_check;
alter table parley.evidence drop constraint evidence_sha256_check;

-- A sum with an unknown part was taken for the amount: an ending says all three parts, and only an ending does.
alter table parley.dispute add constraint dispute_ending_is_whole check (num_nulls(ending, to_freelancer, to_client, to_escrow) in (0, 4));
