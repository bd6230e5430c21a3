-- At least one row in every table, written as the application and with its rights.

insert into terms (version, contract_kind, currency, service_fee_rate, review_days, claim_days, response_business_days,
    proposal_days, reassignment_days, decision_days, election_days, award_reminder_days, award_reminder_every_days,
    arbitration_share_minor, nobody_elects, one_elects, outage_hours, undelivered_business_days, first_reminder_hours,
    last_reminder_hours, earlier_case_days)
values ('1', 'DIRECT', 'USD', 0.034, 14, 7, 5, 2, 4, 2, 7, 60, 30, 29100, 'CLIENT', 'ELECTOR', 4, 3, 24, 2, 365);

insert into party (id, system, external_id, name, email, zone, region, version) values
    ('00000000-0000-0000-0000-0000000000a1', 'shop', 'clara', 'Clara', 'clara@clients.example', 'UTC', 'US', 0),
    ('00000000-0000-0000-0000-0000000000a2', 'shop', 'fred', 'Fred', 'fred@freelancers.example', 'UTC', 'DE', 0);

insert into contract (id, system, external_id, kind, currency, title, client_id, freelancer_id, terms_version,
    service_fee_rate, ended_by, ended_at, ended_terms, registered_at, version)
values ('00000000-0000-0000-0000-0000000000c1', 'shop', 'lamps', 'DIRECT', 'USD', 'A shop for lamps',
    '00000000-0000-0000-0000-0000000000a1', '00000000-0000-0000-0000-0000000000a2', '1', 0.034, 'CLIENT', now(), '1', now(), 0);

insert into milestone (id, contract_id, external_id, title, amount_minor, clock, clock_id, ended_by, version) values
    ('00000000-0000-0000-0000-0000000000b1', '00000000-0000-0000-0000-0000000000c1', '1', 'Lamp list', 1000, 'CASE',
        '00000000-0000-0000-0000-0000000000d1', 'CLIENT', 0),
    ('00000000-0000-0000-0000-0000000000b2', '00000000-0000-0000-0000-0000000000c1', '2', 'Checkout', 1000, null, null, null, 0);

insert into deposit (id, milestone_id, system, external_id, amount_minor, landed_at)
values (gen_random_uuid(), '00000000-0000-0000-0000-0000000000b1', 'shop', 'deposit-1', 1000, now());

select ledger_deposit(('deposit', '00000000-0000-0000-0000-0000000000c1', '00000000-0000-0000-0000-0000000000b1', 'USD',
    'PARLEY', 'parley')::cause, 1000);
select ledger_hold(('hold-1', '00000000-0000-0000-0000-0000000000c1', '00000000-0000-0000-0000-0000000000b1', 'USD',
    'PARLEY', 'parley')::cause, '00000000-0000-0000-0000-0000000000e1', 400);
select ledger_settle(('settle-1', '00000000-0000-0000-0000-0000000000c1', '00000000-0000-0000-0000-0000000000b1', 'USD',
    'PARLEY', 'parley')::cause, '00000000-0000-0000-0000-0000000000e1', 200, 100, 100, 0.034);
select ledger_hold(('hold-2', '00000000-0000-0000-0000-0000000000c1', '00000000-0000-0000-0000-0000000000b1', 'USD',
    'PARLEY', 'parley')::cause, '00000000-0000-0000-0000-0000000000e2', 300);
select ledger_reverse('reversal-1', 'settle-1', 'PARLEY', 'parley');
select ledger_order_became(id, 'REFUSED', 'no account') from transfer_order where payee = 'CLIENT';
select ledger_reorder(id, 'PARLEY', 'parley') from transfer_order where payee = 'CLIENT';

insert into kept_text (id, owner, salt, body)
values ('00000000-0000-0000-0000-0000000000f1', '00000000-0000-0000-0000-0000000000d1', decode(repeat('00', 16), 'hex'), 'All lamps are in.');

select ledger_charge_back(('chargeback-1', '00000000-0000-0000-0000-0000000000c1', '00000000-0000-0000-0000-0000000000b1', 'USD',
    'PARLEY', 'parley')::cause, '00000000-0000-0000-0000-000000000071', (select id from deposit), 'chargeback-1', 50, 'fraudulent');
insert into pending_deposit (id, milestone_id, system, external_id, amount_minor, currency, reason, state)
values ('00000000-0000-0000-0000-000000000072', '00000000-0000-0000-0000-0000000000b1', 'shop', 'deposit-2', 1000, 'EUR',
    'WRONG_CURRENCY', 'PENDING');
insert into remedy (id, kind, subject, milestone, ground_text, proposed_by) values
    ('00000000-0000-0000-0000-000000000073', 'CANCEL_CHARGEBACK', '00000000-0000-0000-0000-000000000071', '00000000-0000-0000-0000-0000000000b1',
        '00000000-0000-0000-0000-0000000000f1', 'otto');
update remedy set decided_by = 'olga', decided_at = now(), confirmed = true;
insert into remedy (id, kind, subject, milestone, ground_text, proposed_by) values
    ('00000000-0000-0000-0000-000000000074', 'CANCEL_CHARGEBACK', '00000000-0000-0000-0000-000000000071', '00000000-0000-0000-0000-0000000000b1',
        '00000000-0000-0000-0000-0000000000f1', 'otto');

insert into submission (id, milestone_id, system, external_id, note_id, submitted_at, barred, version)
values ('00000000-0000-0000-0000-000000000051', '00000000-0000-0000-0000-0000000000b1', 'system', '1',
    '00000000-0000-0000-0000-0000000000f1', now(), false, 0);

insert into review (id, submission_id, milestone_id, amount_minor, terms_version, state, message_id, opened_at, ended_at, version)
values ('00000000-0000-0000-0000-000000000052', '00000000-0000-0000-0000-000000000051',
    '00000000-0000-0000-0000-0000000000b1', 1000, '1', 'TAKEN_OVER', '00000000-0000-0000-0000-0000000000f1', now(), now(), 0);

insert into dispute (id, milestone_id, submission_id, ended_review_id, ground, stage, request_version, amount_minor, hold_id,
    terms_version, filed_at, version)
values ('00000000-0000-0000-0000-0000000000d1', '00000000-0000-0000-0000-0000000000b1', '00000000-0000-0000-0000-000000000051',
    '00000000-0000-0000-0000-000000000052', 'PAYMENT_NOT_RELEASED', 'RESPONSE', 1, 300,
    '00000000-0000-0000-0000-0000000000e2', '1', now(), 0);
insert into dispute (id, milestone_id, ground, stage, request_version, amount_minor, hold_id, terms_version, filed_at,
    closed_at, ending, to_freelancer, to_client, to_escrow, version)
values ('00000000-0000-0000-0000-0000000000d2', '00000000-0000-0000-0000-0000000000b2', 'CONTRACT_ENDED', 'CLOSED', 1, 400,
    '00000000-0000-0000-0000-0000000000e1', '1', now(), now(), 'SETTLED', 200, 100, 100, 0);

select seal('00000000-0000-0000-0000-0000000000d1', 'FILING', '1', '{}');
insert into webhook_endpoint (id, system, url, description, types, created_at)
values ('00000000-0000-0000-0000-00000000006a', 'shop', 'https://shop.example/hook', '', '{}', now());
select append_events('[{"id": "00000000-0000-0000-0000-000000000061", "stream": "00000000-0000-0000-0000-0000000000d1",
    "type": "dispute.filed", "actor_kind": "PARTY", "actor": "FREELANCER", "facts": "{}"}]');

-- A contract that is over, whose events and postings are closed.
insert into contract (id, system, external_id, kind, currency, title, client_id, freelancer_id, terms_version,
    service_fee_rate, registered_at, version)
values ('00000000-0000-0000-0000-0000000000c2', 'shop', 'done', 'DIRECT', 'USD', 'What is over',
    '00000000-0000-0000-0000-0000000000a1', '00000000-0000-0000-0000-0000000000a2', '1', 0.034, now(), 0);
insert into milestone (id, contract_id, external_id, title, amount_minor, version) values
    ('00000000-0000-0000-0000-0000000000b3', '00000000-0000-0000-0000-0000000000c2', '1', 'All of it', 1000, 0);
select ledger_deposit(('deposit-3', '00000000-0000-0000-0000-0000000000c2', '00000000-0000-0000-0000-0000000000b3', 'USD',
    'PARLEY', 'parley')::cause, 1000);
select ledger_refund(('refund-3', '00000000-0000-0000-0000-0000000000c2', '00000000-0000-0000-0000-0000000000b3', 'USD',
    'PARLEY', 'parley')::cause, 1000);
select ledger_order_became(id, 'CONFIRMED', null) from transfer_order where contract = '00000000-0000-0000-0000-0000000000c2';

select number_events();
select close_finished(0, now() + interval '1 hour', 1000);
select append_events('[{"id": "00000000-0000-0000-0000-000000000069", "stream": "00000000-0000-0000-0000-0000000000b1",
    "type": "deposit.landed", "actor_kind": "PARLEY", "actor": "parley", "facts": "{}"}]');

insert into response_draft (case_id, body, saved_at) values ('00000000-0000-0000-0000-0000000000d1', '{}', now());

insert into evidence_content (sha256, scan, looked_at) values (repeat('a', 64), 'CLEAN', now());
insert into evidence (id, milestone_id, side, name_id, media_type, size_bytes, sha256, uploaded_at)
values ('00000000-0000-0000-0000-000000000062', '00000000-0000-0000-0000-0000000000b1', 'CLIENT',
    '00000000-0000-0000-0000-0000000000f1', 'text/plain', 1, repeat('a', 64), now());

insert into assignment (id, case_id, mediator, client_id, freelancer_id, assigned_at)
values ('00000000-0000-0000-0000-000000000063', '00000000-0000-0000-0000-0000000000d1', 'mia',
    '00000000-0000-0000-0000-0000000000a1', '00000000-0000-0000-0000-0000000000a2', now());
insert into declared_interest (mediator, party_id, declared_at) values ('max', '00000000-0000-0000-0000-0000000000a1', now());

insert into metadata (subject, entries) values ('00000000-0000-0000-0000-0000000000d1', '{}');
insert into idempotency (client, key, request_hash, status, location, body, created_at)
values ('shop', 'key-0001', repeat('a', 64), 200, null, '{}', now());

insert into deadline (id, subject, rule, started_at, due_at, certificate)
values ('00000000-0000-0000-0000-000000000064', '00000000-0000-0000-0000-0000000000d1', 'RESPONSE', now(),
    now() + interval '7 days', '{}');
insert into deadline_proposal (deadline, number, cause, from_due, until, proposer, ground_text)
select id, 1, 'OPERATIONS', due_at, due_at + interval '1 day', 'otto', '00000000-0000-0000-0000-0000000000f1' from deadline;
insert into deadline_proposal (deadline, number, cause, from_due, until, proposer)
select id, 2, 'AGREED', due_at, due_at + interval '1 day', 'CLIENT' from deadline;
insert into deadline_answer (deadline, number, answerer, accepted)
values ('00000000-0000-0000-0000-000000000064', 1, 'olga', true);
insert into deadline_move (deadline, number, from_due, to_due, cause, grounds, ground_text, steps, actor_kind, actor)
select id, 1, due_at, due_at + interval '1 day', 'AGREED', null, '00000000-0000-0000-0000-0000000000f1', '[]', 'PARTY', 'CLIENT'
from deadline;
insert into outage (since, until) values (now() - interval '6 hours', now() - interval '1 hour');

insert into delivery (id, kind, role, name, address, subject_id, facts, recorded_at, not_before, next_attempt_at)
values ('00000000-0000-0000-0000-000000000065', 'DISPUTE_FILED', 'CLIENT', 'Clara', 'clara@clients.example',
    '00000000-0000-0000-0000-0000000000d1', '{}', now(), now(), now());
update delivery set message_id = '<1@parley.example>', message = '\x00';
insert into delivery (id, kind, role, name, address, subject_id, facts, recorded_at, not_before, next_attempt_at, instead_of)
values ('00000000-0000-0000-0000-000000000066', 'DISPUTE_FILED', 'CLIENT', 'Clara', 'clara@clients.example',
    '00000000-0000-0000-0000-0000000000d1', '{}', now(), now(), now(), '00000000-0000-0000-0000-000000000065');
insert into address_correction (notice_id, number, address_id, proposed_by, proposed_at)
values ('00000000-0000-0000-0000-000000000065', 1, '00000000-0000-0000-0000-0000000000f1', 'otto', now());
update address_correction set decided_by = 'olga', decided_at = now(), confirmed = true;

insert into party_link (id, token_sha256, milestone_id, side, created_at, expires_at)
values ('00000000-0000-0000-0000-000000000067', repeat('a', 64), '00000000-0000-0000-0000-0000000000b1', 'CLIENT', now(),
    now() + interval '30 days');
insert into one_time_code (id, link_id, act, fingerprint, created_at, expires_at)
values ('00000000-0000-0000-0000-000000000068', '00000000-0000-0000-0000-000000000067', 'approve', repeat('a', 64), now(),
    now() + interval '10 minutes');
