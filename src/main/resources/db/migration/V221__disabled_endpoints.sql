-- Since when an endpoint is disabled, for operations; of those that were before this is not known.
alter table parley.webhook_endpoint
    add column disabled_at timestamptz,
    add constraint webhook_endpoint_disabled_at check (disabled_at is null or state <> 'ENABLED');
grant update (disabled_at) on parley.webhook_endpoint to parley_app;
