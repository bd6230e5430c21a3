-- As before, in a language that keeps its plan: every act asks it a dozen times.
create or replace function parley.now() returns timestamptz language plpgsql volatile parallel safe as $$
begin
    return date_trunc('milliseconds', clock_timestamp() + (select ahead from parley.sandbox_clock));
end $$;
