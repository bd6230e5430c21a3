package dev.parley.api;

import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many rows each table has, ours and the engine's: what a refusal leaves as it was. */
final class Rows {
    private Rows() {}

    static Map<String, Long> count(JdbcClient db) {
        var counts = db.sql("""
                        select format('select %L as name, count(*) as rows from %I.%I', tablename, schemaname, tablename)
                        from pg_tables
                        where schemaname in ('parley', 'camunda') and has_table_privilege(format('%I.%I', schemaname, tablename), 'select')
                        """).query(String.class).list().stream().collect(Collectors.joining(" union all "));
        return db.sql(counts).query((row, n) -> Map.entry(row.getString("name"), row.getLong("rows"))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
