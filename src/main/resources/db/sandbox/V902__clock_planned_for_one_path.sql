-- A plan that was made for one search path is made anew for the next one: acts have another than the functions they call.
alter function parley.now() set search_path = parley, pg_temp;
