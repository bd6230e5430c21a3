-- The files that evidence consists of, one row for each content: a file that no row names is left over. What the virus
-- scan said stands here, beside the evidence, whose rows never change.
create table parley.evidence_content (
    sha256    text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
    scan      text not null check (scan in ('CLEAN', 'UNSCANNED', 'INFECTED')),
    looked_at timestamptz not null
);
create index evidence_content_unscanned on parley.evidence_content (looked_at) where scan = 'UNSCANNED';
insert into parley.evidence_content select distinct sha256, 'UNSCANNED', parley.now() from parley.evidence;
alter table parley.evidence add foreign key (sha256) references parley.evidence_content;
create index evidence_sha256 on parley.evidence (sha256);
grant select, insert, update on parley.evidence_content to parley_app;
