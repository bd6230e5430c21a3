package dev.parley.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.springframework.core.io.ClassPathResource;

/** What the application may do in the database: what it needs, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseGrantsTest {
    private static final String NO_PRIVILEGE = "42501";
    private static final List<String> CHANGES = List.of("insert", "update", "delete", "truncate");

    private GuardedDatabase database;
    private List<Grant> grants;
    private String sources;

    @BeforeAll
    void start() throws IOException, SQLException {
        database = GuardedDatabase.start();
        grants = Grant.all(database);
        sources = sources();
    }

    @AfterAll
    void stop() throws IOException, SQLException {
        database.close();
    }

    @Test
    @DisplayName("ESC-1 AUD-1 who may do what in the database is exactly what is written down")
    void exactly() throws IOException {
        var written = new ClassPathResource("guards/grants.txt").getContentAsString(UTF_8);
        assertThat(grants.stream().map(Grant::toString).collect(joining("\n"))).isEqualTo(written.strip());
    }

    @TestFactory
    @DisplayName(
            "ESC-1 each right of the application comes from its grant alone, and a statement of the product uses it")
    Stream<DynamicTest> needed() {
        return mine().filter(grant -> !grant.on().equals("parley"))
                .filter(grant -> !grant.privilege().equals("execute"))
                .map(grant -> DynamicTest.dynamicTest(grant.toString(), () -> {
                    var use = statement(grant.privilege(), grant.on(), first(grant));
                    assertThat(state(List.of(), use)).isNotEqualTo(NO_PRIVILEGE);
                    assertThat(state(
                                    List.of("revoke %s on %s from %s"
                                            .formatted(grant.what(), grant.on(), grant.grantee())),
                                    use))
                            .isEqualTo(NO_PRIVILEGE);
                    assertUsed(grant);
                }));
    }

    @TestFactory
    @DisplayName(
            "ESC-1 a function that acts as the owner is called by the application, by its grant alone, and by nobody else")
    Stream<DynamicTest> functions() {
        return mine().filter(grant -> grant.privilege().equals("execute"))
                .map(grant -> DynamicTest.dynamicTest(grant.on(), () -> {
                    var call = call(grant.on());
                    var revoked = "revoke execute on function parley.%s from %s, public"
                            .formatted(grant.on(), grant.grantee());
                    assertThat(state(List.of(), call)).isNotEqualTo(NO_PRIVILEGE);
                    assertThat(state(List.of(revoked), call)).isEqualTo(NO_PRIVILEGE);
                    assertThat(sources + migrations()).containsPattern("\\b" + grant.on() + "\\(");
                }));
    }

    @Test
    @DisplayName("ESC-1 AUD-1 no function that acts as the owner is everybody's")
    void definers() {
        var open = database.query("""
                select p.proname from pg_proc p
                where p.pronamespace = 'parley'::regnamespace and p.prosecdef and p.prorettype <> 'trigger'::regtype
                  and has_function_privilege('public', p.oid, 'execute')
                """, (row, n) -> row.getString(1));
        assertThat(open).isEmpty();
    }

    @TestFactory
    @DisplayName("ESC-1 DIS-8 AUD-1 what the application may not change it can't, for want of the right alone")
    Stream<DynamicTest> absent() {
        return tables().flatMap(table -> CHANGES.stream().flatMap(privilege -> missing(privilege, table)))
                .map(grant -> DynamicTest.dynamicTest(grant.toString(), () -> {
                    var misuse = statement(grant.privilege(), grant.on(), first(grant));
                    var granted = "grant select, %s on %s to %s".formatted(grant.what(), grant.on(), grant.grantee());
                    assertThat(state(List.of(), misuse)).isEqualTo(NO_PRIVILEGE);
                    assertThat(state(List.of(granted), misuse)).isNotEqualTo(NO_PRIVILEGE);
                }));
    }

    private Stream<String> tables() {
        return database.query("""
                        select relname from pg_class where relnamespace = 'parley'::regnamespace and relkind = 'r'
                           and relname <> 'flyway_schema_history' order by 1
                        """, (row, n) -> row.getString(1)).stream();
    }

    private Stream<Grant> missing(String privilege, String table) {
        var held = mine().filter(
                        grant -> grant.on().equals(table) && grant.privilege().equals(privilege))
                .toList();
        if (held.stream().anyMatch(grant -> grant.columns().isEmpty())) return Stream.empty();
        if (held.isEmpty()) return Stream.of(new Grant(Grant.APPLICATION, privilege, "", table));
        var granted = List.of(held.get(0).columns().split(", ", -1));
        return database.columns(table).stream()
                .filter(column -> !granted.contains(column))
                .map(column -> new Grant(Grant.APPLICATION, privilege, column, table));
    }

    private String first(Grant grant) {
        return grant.columns().isEmpty()
                ? database.columns(grant.on()).get(0)
                : grant.columns().split(",", -1)[0];
    }

    private static String statement(String privilege, String table, String column) {
        return switch (privilege) {
            case "select" -> "select %s from %s".formatted(column, table);
            case "insert" -> "insert into %1$s (%2$s) values (default)".formatted(table, column);
            case "update" -> "update %1$s set %2$s = %2$s".formatted(table, column);
            case "delete" -> "delete from " + table;
            case "truncate" -> "truncate " + table;
            default -> throw new AssertionError("no statement for " + privilege);
        };
    }

    private String state(List<String> preparation, String statement) throws SQLException {
        return database.tried(Grant.APPLICATION, preparation, List.of(statement))
                .state();
    }

    private String call(String function) {
        return database.query("""
                        select 'select parley.' || proname || '(' || coalesce((select string_agg('null::' || format_type(type, null), ', ' order by n)
                            from unnest(proargtypes::oid[]) with ordinality a(type, n)), '') || ')'
                        from pg_proc where pronamespace = 'parley'::regnamespace and proname = ?
                        """, (row, n) -> row.getString(1), function).get(0);
    }

    /** A statement of the product says it, or an aggregate is loaded from and saved to the table. */
    private void assertUsed(Grant grant) {
        if (sources.contains("@Table(name = \"" + grant.on() + "\")")) return;
        var table = "(parley\\.)?" + grant.on() + "\\b";
        var uses = switch (grant.privilege()) {
            case "select" -> Stream.of("(from|join)\\s+" + table);
            case "insert" -> Stream.of("insert into " + table);
            case "delete" -> Stream.of("delete from " + table);
            case "update" ->
                Arrays.stream(grant.columns().split(", ", -1))
                        .map(column -> "(update|insert into) " + table + "[^;]{0,200}?\\bset\\b[^;]{0,300}?\\b" + column
                                + " = ");
            default -> throw new AssertionError("no use of " + grant);
        };
        assertThat(uses)
                .allSatisfy(
                        use -> assertThat(Pattern.compile(use).matcher(sources).find())
                                .as("a use of %s: %s", grant, use)
                                .isTrue());
    }

    private Stream<Grant> mine() {
        return grants.stream().filter(grant -> grant.grantee().equals(Grant.APPLICATION));
    }

    private static String sources() throws IOException {
        return read("src/main/java", ".java") + read("src/main/resources/audit", ".sql");
    }

    private static String migrations() throws IOException {
        return read("src/main/resources/db/migration", ".sql");
    }

    private static String read(String folder, String suffix) throws IOException {
        var text = new StringBuilder();
        try (var files = Files.walk(Path.of(folder))) {
            for (var file : files.filter(path -> path.toString().endsWith(suffix))
                    .sorted()
                    .toList()) text.append(Files.readString(file));
        }
        return text.toString();
    }
}
