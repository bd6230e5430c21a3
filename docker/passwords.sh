#!/usr/bin/env bash
# Run once by the PostgreSQL image, after roles.sql: gives the two login roles their passwords.
set -euo pipefail
psql --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname "$POSTGRES_DB" <<'SQL'
\getenv app PARLEY_DB_PASSWORD
\getenv migrator PARLEY_DB_MIGRATOR_PASSWORD
alter role parley_app password :'app';
alter role parley_migrator password :'migrator';
SQL
