package dev.parley.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.springframework.core.io.ClassPathResource;

/**
 * Each guard of the database is needed: an attack that it refuses, by its name, goes through once it alone is gone. The
 * attacks are in {@code guards/attacks.properties}; most are made from the catalog.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseGuardsTest {
    private static final String OWNER = "parley_owner";

    private GuardedDatabase database;
    private Map<String, String> attacks;
    private List<Guard> guards;

    @BeforeAll
    void start() throws IOException, SQLException {
        database = GuardedDatabase.start();
        attacks = properties("guards/attacks.properties");
        guards = Guard.all(database);
    }

    @AfterAll
    void stop() throws IOException, SQLException {
        database.close();
    }

    @TestFactory
    @DisplayName("ESC-1 each guard refuses an attack that nothing else refuses")
    Stream<DynamicTest> needed() {
        return guards.stream()
                .filter(guard -> !"kept".equals(attacks.get(guard.key())))
                .map(guard -> DynamicTest.dynamicTest(guard.kind() + " " + guard.key(), () -> {
                    var preparation = preparation(guard);
                    var attack = attack(guard);

                    var refused = database.tried(OWNER, preparation, attack);
                    assertThat(refused.state()).as("%s: %s", attack, refused).matches(guard.kind().state);
                    assertThat(refused.told()).contains(guard.names());

                    var unguarded = new ArrayList<>(preparation);
                    unguarded.add(guard.drop());
                    assertThat(database.tried(OWNER, unguarded, attack))
                            .as("%s without the guard", attack)
                            .isEqualTo(GuardedDatabase.Answer.ACCEPTED);
                }));
    }

    @Test
    @DisplayName("ESC-1 no attack is on a guard that is not there")
    void noAttackIsLeft() {
        var known = new TreeSet<String>();
        guards.forEach(guard -> {
            known.add(guard.key());
            known.add("another." + guard.on());
        });
        assertThat(known).containsAll(attacks.keySet());
    }

    /** What stands beside the guard under attack is left standing, but for triggers where a constraint is attacked. */
    private List<String> preparation(Guard guard) {
        if (attacks.getOrDefault(guard.key(), "").matches("(?s)(insert|update|delete|truncate|select)\\b.*"))
            return List.of();
        if (guard.kind() != Guard.Kind.TRIGGER)
            return List.of("alter table %s disable trigger user".formatted(guard.on()));
        var statements = new ArrayList<String>();
        guards.stream()
                .filter(other ->
                        other.kind() == Guard.Kind.TRIGGER && !other.drop().equals(guard.drop()))
                .map(other ->
                        other.drop().replaceFirst("drop trigger (\\w+) on (\\w+)", "alter table $2 disable trigger $1"))
                .distinct()
                .forEach(statements::add);
        statements.add(insert(guard.on(), another(guard.on())));
        return statements;
    }

    private List<String> attack(Guard guard) {
        var own = attacks.get(guard.key());
        if (own == null) return List.of(made(guard));
        if (own.matches("(?s)(insert|update|delete|truncate|select)\\b.*")) return List.of(own.split("\\s*;\\s*", -1));
        var row = guard.kind() == Guard.Kind.UNIQUE ? new LinkedHashMap<String, String>() : another(guard.on());
        row.putAll(assignments(own));
        return List.of(insert(guard.on(), row));
    }

    private String made(Guard guard) {
        var row = another(guard.on());
        switch (guard.kind()) {
            case FOREIGN_KEY -> row.put(guard.columns().get(0), unknown(guard));
            case UNIQUE -> guard.columns().forEach(row::remove);
            case NOT_NULL -> row.put(guard.name(), "null");
            case TRIGGER -> {
                return change(guard);
            }
            case CHECK -> throw new AssertionError("no attack on " + guard.key());
        }
        return insert(guard.on(), row);
    }

    private String change(Guard guard) {
        var fresh = " where xmin = pg_current_xact_id()::xid";
        return switch (guard.name().replaceFirst(".*\\.", "")) {
            case "update" ->
                "update %1$s set %2$s = %2$s"
                                .formatted(
                                        guard.on(), database.columns(guard.on()).get(0))
                        + fresh;
            case "delete" -> "delete from " + guard.on() + fresh;
            case "truncate" -> "truncate %s cascade".formatted(guard.on());
            default -> throw new AssertionError("no attack on " + guard.key());
        };
    }

    private String unknown(Guard guard) {
        var type = database.query(
                        "select format_type(atttypid, null) from pg_attribute where attrelid = ('parley.' || ?)::regclass and attname = ?",
                        (row, n) -> row.getString(1),
                        guard.on(),
                        guard.columns().get(0))
                .get(0);
        return switch (type) {
            case "uuid" -> "gen_random_uuid()";
            case "bigint" -> "-1";
            default -> "'unknown'";
        };
    }

    /** What makes another valid row of the table's first one. */
    private Map<String, String> another(String table) {
        return assignments(attacks.getOrDefault("another." + table, ""));
    }

    private static Map<String, String> assignments(String text) {
        var assignments = new LinkedHashMap<String, String>();
        Arrays.stream(text.split(";", -1)).filter(part -> !part.isBlank()).forEach(part -> {
            var sides = part.split("=", 2);
            assignments.put(sides[0].strip(), sides[1].strip());
        });
        return assignments;
    }

    /** A copy of the table's first row, but for these values. */
    private String insert(String table, Map<String, String> values) {
        var all = new LinkedHashMap<String, String>();
        database.columns(table).forEach(column -> all.put(column, column));
        all.putAll(values);
        return "insert into %s (%s) overriding system value select %s from only %s order by ctid limit 1"
                .formatted(table, String.join(", ", all.keySet()), String.join(", ", all.values()), table);
    }

    private static Map<String, String> properties(String file) throws IOException {
        var read = new Properties();
        read.load(new StringReader(new ClassPathResource(file).getContentAsString(UTF_8)));
        var entries = new LinkedHashMap<String, String>();
        read.stringPropertyNames().forEach(name -> entries.put(name, read.getProperty(name)));
        return entries;
    }
}
