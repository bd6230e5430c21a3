package dev.parley.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** A migrated database of its own with a row in every table; what is tried on it is undone. */
final class GuardedDatabase implements AutoCloseable {
    private static final Pattern CHANGES = Pattern.compile("(?s)\\s*(insert|update|delete)\\b.*");

    private final EmbeddedPostgres postgres;
    private final JdbcTemplate db;
    private final Connection connection;

    private GuardedDatabase(EmbeddedPostgres postgres) throws SQLException {
        this.postgres = postgres;
        this.connection = postgres.getPostgresDatabase().getConnection();
        connection.setAutoCommit(false);
        this.db = new JdbcTemplate(postgres.getPostgresDatabase());
    }

    static GuardedDatabase start() throws IOException, SQLException {
        var postgres = EmbeddedPostgres.start();
        var roles = new ResourceDatabasePopulator(new ClassPathResource("roles.sql"));
        roles.setSeparator(ScriptUtils.EOF_STATEMENT_SEPARATOR);
        roles.execute(postgres.getPostgresDatabase());
        Flyway.configure()
                .dataSource(postgres.getPostgresDatabase())
                .initSql("set role parley_owner")
                .defaultSchema("parley")
                .createSchemas(false)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        var database = new GuardedDatabase(postgres);
        database.fill();
        return database;
    }

    private void fill() throws IOException, SQLException {
        be("parley_app");
        for (var sql : new ClassPathResource("guards/rows.sql")
                .getContentAsString(UTF_8)
                .split(";\n", -1)) {
            if (!sql.isBlank()) execute(sql);
        }
        connection.commit();
    }

    <T> List<T> query(String sql, RowMapper<T> row, Object... arguments) {
        return db.query(sql, row, arguments);
    }

    /** Of a table, but for those that the database numbers itself. */
    List<String> columns(String table) {
        return query("""
                select attname from pg_attribute
                where attrelid = ('parley.' || ?)::regclass and attnum > 0 and not attisdropped and attidentity = ''
                order by attnum
                """, (row, n) -> row.getString(1), table);
    }

    /** What became of the statements: all went through, each to at least one row, or what the database refused them with. */
    record Answer(String state, String told) {
        static final Answer ACCEPTED = new Answer("accepted", "");
    }

    /** Runs the preparation as the owner, then the statements as the role, as if they were committed; all is undone. */
    Answer tried(String role, List<String> preparation, List<String> statements) throws SQLException {
        try {
            be("parley_owner");
            for (var sql : preparation) execute(sql);
            be(role);
            for (var sql : statements) {
                if (execute(sql) == 0) throw new AssertionError("changes nothing: " + sql);
            }
            execute("set constraints all immediate");
            return Answer.ACCEPTED;
        } catch (PSQLException refused) {
            var message = refused.getServerErrorMessage();
            if (message == null) throw refused;
            return new Answer(refused.getSQLState(), told(message));
        } finally {
            connection.rollback();
        }
    }

    /** The message, the constraint or column that it names, and the function that raised it. */
    private static String told(ServerErrorMessage message) {
        return message.getMessage() + " | " + message.getConstraint() + " | " + message.getColumn() + " | "
                + message.getWhere();
    }

    private void be(String role) throws SQLException {
        execute("set local role " + role);
        execute("set local search_path = parley");
    }

    /** How many rows it changed; one for what changes no rows by its nature. */
    private int execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
            return CHANGES.matcher(sql).matches() ? statement.getUpdateCount() : 1;
        }
    }

    @Override
    public void close() throws IOException, SQLException {
        connection.close();
        postgres.close();
    }
}
