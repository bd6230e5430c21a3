-- A submission's own id is unique in its contracts system, as those of contracts and deposits are. Until now it was so on
-- its milestone only: where one came again on another milestone, the first keeps it, and the others stay as they are.
alter table parley.submission add column system text, add column repeated boolean not null default false;
update parley.submission s
   set system = c.system,
       repeated = exists (
           select from parley.submission f
             join parley.milestone fm on fm.id = f.milestone_id
             join parley.contract fc on fc.id = fm.contract_id
            where fc.system = c.system and f.external_id = s.external_id
              and (f.submitted_at, f.id) < (s.submitted_at, s.id))
  from parley.milestone m join parley.contract c on c.id = m.contract_id
 where m.id = s.milestone_id;
alter table parley.submission alter column system set not null;
create unique index submission_own_id on parley.submission (system, external_id) where not repeated;
