-- TER-1: the remaining periods of RULES join the terms, with what every version so far meant.
alter table parley.terms
    add column outage_hours             int not null default 4 check (outage_hours > 0),
    add column undelivered_business_days int not null default 3 check (undelivered_business_days > 0),
    add column first_reminder_hours     int not null default 24 check (first_reminder_hours > last_reminder_hours),
    add column last_reminder_hours      int not null default 2 check (last_reminder_hours > 0),
    add column earlier_case_days        int not null default 365 check (earlier_case_days > 0);
alter table parley.terms
    alter column outage_hours drop default,
    alter column undelivered_business_days drop default,
    alter column first_reminder_hours drop default,
    alter column last_reminder_hours drop default,
    alter column earlier_case_days drop default;

-- DEA-4: a gap in the heartbeat up to this long moves no window of any terms; with no terms there is no window.
create function parley.shortest_outage() returns interval language sql stable
    return (select coalesce(make_interval(hours => min(outage_hours)), interval '1 hour') from parley.terms);
grant execute on function parley.shortest_outage() to parley_app;
