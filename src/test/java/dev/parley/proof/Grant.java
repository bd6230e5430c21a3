package dev.parley.proof;

import java.util.List;

/** A right that somebody other than the owner has in the schema; on columns, or on all of the table or function. */
record Grant(String grantee, String privilege, String columns, String on) {
    static final String APPLICATION = "parley_app";
    static final String EVERYBODY = "everybody";

    /** All of the schema but those of functions that only a trigger can call. */
    static List<Grant> all(GuardedDatabase database) {
        return database.query(
                """
                with granted as (
                    select x.grantee, x.privilege_type, '' as columns, c.relname as thing
                    from pg_class c cross join aclexplode(c.relacl) x
                    where c.relnamespace = 'parley'::regnamespace and x.grantee <> c.relowner
                    union all
                    select x.grantee, x.privilege_type, string_agg(a.attname, ', ' order by a.attnum), c.relname
                    from pg_attribute a join pg_class c on c.oid = a.attrelid cross join aclexplode(a.attacl) x
                    where c.relnamespace = 'parley'::regnamespace and x.grantee <> c.relowner
                    group by x.grantee, x.privilege_type, c.relname
                    union all
                    select x.grantee, x.privilege_type, '', p.proname
                    from pg_proc p cross join aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x
                    where p.pronamespace = 'parley'::regnamespace and x.grantee <> p.proowner and p.prorettype <> 'trigger'::regtype
                    union all
                    select x.grantee, x.privilege_type, '', n.nspname
                    from pg_namespace n cross join aclexplode(n.nspacl) x
                    where n.nspname = 'parley' and x.grantee <> n.nspowner)
                select coalesce(nullif(grantee, 0)::regrole::text, 'everybody') as grantee, lower(privilege_type) as privilege, columns, thing
                from granted order by 4, 1, 2, 3
                """,
                (row, n) -> new Grant(
                        row.getString("grantee"),
                        row.getString("privilege"),
                        row.getString("columns"),
                        row.getString("thing")));
    }

    /** {@code update (state)}: as the grant and its revocation say it. */
    String what() {
        return columns.isEmpty() ? privilege : privilege + " (" + columns + ")";
    }

    @Override
    public String toString() {
        return "%s: %s on %s".formatted(grantee, what(), on);
    }
}
