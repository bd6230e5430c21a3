package dev.parley.proof;

import java.util.List;
import java.util.stream.Stream;

/**
 * Something in the database that refuses. Its key is its table (or domain) and its name; a trigger is a guard for each
 * event that it stands on; what a closed partition inherits is its open one's. A refusal {@code names} it: the constraint, the column or the function that raises.
 */
record Guard(Kind kind, String on, String name, List<String> columns, String names, String drop) {
    enum Kind {
        CHECK("23514"),
        FOREIGN_KEY("23503"),
        UNIQUE("23505"),
        NOT_NULL("23502"),
        TRIGGER("P[AL]\\d{3}");

        /** The SQL state with which it refuses. */
        final String state;

        Kind(String state) {
            this.state = state;
        }
    }

    /** All of the schema, of which a new one is therefore noticed. What merely identifies a column of a key is the key's. */
    static List<Guard> all(GuardedDatabase database) {
        return Stream.of(constraints(database), indexes(database), columns(database), triggers(database))
                .flatMap(List::stream)
                .toList();
    }

    String key() {
        return on + "." + name;
    }

    private static List<Guard> constraints(GuardedDatabase database) {
        return database.query(
                """
                select c.contype, coalesce(r.relname, d.typname) as owner, c.conname, c.contypid <> 0 as of_domain,
                       (select coalesce(string_agg(a.attname, ',' order by k.n), '')
                          from unnest(c.conkey) with ordinality k(number, n)
                          join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.number) as columns
                from pg_constraint c
                left join pg_class r on r.oid = c.conrelid
                left join pg_type d on d.oid = c.contypid
                where c.connamespace = 'parley'::regnamespace and c.contype <> 't' and c.conislocal and r.relname is distinct from 'flyway_schema_history'
                order by 2, 3
                """,
                (row, n) -> new Guard(
                        switch (row.getString("contype")) {
                            case "c" -> Kind.CHECK;
                            case "f" -> Kind.FOREIGN_KEY;
                            case "u", "p" -> Kind.UNIQUE;
                            case "n" -> Kind.NOT_NULL;
                            default -> throw new IllegalStateException("no attack on " + row.getString("contype"));
                        },
                        row.getString("owner"),
                        row.getString("conname"),
                        List.of(row.getString("columns").split(",", -1)),
                        row.getString(row.getString("contype").equals("n") ? "owner" : "conname"),
                        "alter %s %s drop constraint %s cascade"
                                .formatted(
                                        row.getBoolean("of_domain") ? "domain" : "table",
                                        row.getString("owner"),
                                        row.getString("conname"))));
    }

    /** Unique ones that are no constraint, as they hold for some rows only. */
    private static List<Guard> indexes(GuardedDatabase database) {
        return database.query(
                """
                select r.relname as owner, i.relname as name, string_agg(a.attname, ',') as columns
                from pg_index x
                join pg_class i on i.oid = x.indexrelid
                join pg_class r on r.oid = x.indrelid
                join pg_attribute a on a.attrelid = x.indrelid and a.attnum = any (x.indkey)
                where r.relnamespace = 'parley'::regnamespace and x.indisunique
                  and not exists (select from pg_constraint c where c.conindid = x.indexrelid)
                group by 1, 2
                """,
                (row, n) -> new Guard(
                        Kind.UNIQUE,
                        row.getString("owner"),
                        row.getString("name"),
                        List.of(row.getString("columns").split(",", -1)),
                        row.getString("name"),
                        "drop index " + row.getString("name")));
    }

    /** Columns that take no null. Those of a primary key are the key's, those that the database numbers take nothing at all. */
    private static List<Guard> columns(GuardedDatabase database) {
        return database.query(
                """
                select r.relname as owner, a.attname as name
                from pg_attribute a join pg_class r on r.oid = a.attrelid
                where r.relnamespace = 'parley'::regnamespace and r.relkind = 'r' and r.relname <> 'flyway_schema_history'
                  and a.attnum > 0 and not a.attisdropped and a.attislocal and a.attnotnull and a.attidentity = ''
                  and not exists (select from pg_constraint c
                        where c.conrelid = r.oid and c.contype = 'p' and a.attnum = any (c.conkey))
                """,
                (row, n) -> new Guard(
                        Kind.NOT_NULL,
                        row.getString("owner"),
                        row.getString("name"),
                        List.of(row.getString("name")),
                        row.getString("name"),
                        "alter table %s alter column %s drop not null"
                                .formatted(row.getString("owner"), row.getString("name"))));
    }

    private static List<Guard> triggers(GuardedDatabase database) {
        return database.query(
                """
                select r.relname as owner, t.tgname, e.event, p.proname
                from pg_trigger t
                join pg_class r on r.oid = t.tgrelid
                join pg_proc p on p.oid = t.tgfoid
                join (values (4, 'insert'), (8, 'delete'), (16, 'update'), (32, 'truncate')) e(bit, event) on t.tgtype & e.bit > 0
                where r.relnamespace = 'parley'::regnamespace and not t.tgisinternal
                """,
                (row, n) -> new Guard(
                        Kind.TRIGGER,
                        row.getString("owner"),
                        row.getString("tgname") + "." + row.getString("event"),
                        List.of(),
                        row.getString("proname") + "()",
                        "drop trigger %s on %s".formatted(row.getString("tgname"), row.getString("owner"))));
    }
}
