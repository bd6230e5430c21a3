package dev.parley.proof;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** All that the tests' database holds, in another one of the same server, which can be spoilt. */
public final class Copy implements AutoCloseable {
    private static final String NAME = "copy";

    private final EmbeddedPostgres postgres;

    public Copy(EmbeddedPostgres postgres) throws SQLException, IOException {
        this.postgres = postgres;
        execute("drop database if exists " + NAME);
        execute("create database " + NAME);
        var roles = new ResourceDatabasePopulator(new ClassPathResource("roles.sql"));
        roles.setSeparator(ScriptUtils.EOF_STATEMENT_SEPARATOR);
        roles.execute(postgres.getDatabase("postgres", NAME));
        Flyway.configure()
                .dataSource(postgres.getDatabase("postgres", NAME))
                .initSql("set role parley_owner")
                .defaultSchema("parley")
                .createSchemas(false)
                .locations("classpath:db/migration", "classpath:db/sandbox")
                .load()
                .migrate();
        fill();
    }

    /** As superuser. */
    public Connection connect() throws SQLException {
        return postgres.getDatabase("postgres", NAME).getConnection();
    }

    private void fill() throws SQLException, IOException {
        try (var from = postgres.getPostgresDatabase().getConnection();
                var to = connect()) {
            var there = JdbcClient.create(new SingleConnectionDataSource(to, true));
            there.sql("set session_replication_role = replica").update();
            for (var table : there.sql("""
                            select format('%I.%I', schemaname, tablename) from pg_tables
                             where schemaname in ('parley', 'camunda') and tablename <> 'flyway_schema_history'
                            """).query(String.class).list()) {
                there.sql("delete from " + table).update();
                copy(table, from, to);
            }
            for (var sequence : there.sql(
                            "select format('%I.%I', schemaname, sequencename) from pg_sequences where schemaname = 'parley'")
                    .query(String.class)
                    .list())
                there.sql("select setval(?, 1000000)")
                        .param(sequence)
                        .query(Long.class)
                        .single();
        }
    }

    private static void copy(String table, Connection from, Connection to) throws SQLException, IOException {
        var rows = new ByteArrayOutputStream();
        from.unwrap(PGConnection.class).getCopyAPI().copyOut("copy " + table + " to stdout", rows);
        to.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + table + " from stdin", new ByteArrayInputStream(rows.toByteArray()));
    }

    private void execute(String sql) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        execute("drop database " + NAME + " with (force)");
    }
}
