-- DIS-8, RES-6: what was sealed has not changed.
select case_id::text as subject, kind || ' ' || slot || ' was changed' as detail
from parley.sealed where sha256 <> encode(sha256(convert_to(body, 'UTF8')), 'hex')
