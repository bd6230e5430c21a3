package dev.parley.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * What a release of the application left behind, as one zip: the rows of each table, where the sequences stood, which
 * migrations had run, what time it was, and the files of evidence. It is brought back by those same migrations.
 */
final class Release {
    private static final String TABLES = """
            select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname in ('parley', 'camunda') and c.relkind = 'r' and c.relname <> 'flyway_schema_history'
             order by 1""";
    private static final String COLUMNS = """
            select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
             where attrelid = ?::regclass and attnum > 0 and not attisdropped and attgenerated = ''""";
    private static final String MIGRATIONS = """
            select script || ' ' || checksum from parley.flyway_schema_history
             where version is not null order by version""";
    private static final String SEQUENCES = """
            select format('%I.%I', schemaname, sequencename) || ' ' || coalesce(last_value, 0) from pg_sequences
             where schemaname in ('parley', 'camunda')""";
    private static final String NOW = "select parley.now()::text";

    private final Path file;

    Release(Path file) {
        this.file = file;
    }

    /** Keeps the database as it is at one moment, and the evidence. */
    void keep(DataSource superuser, Path evidence) throws IOException, SQLException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.deleteIfExists(file);
        try (var zip = FileSystems.newFileSystem(file, Map.of("create", "true"));
                var connection = superuser.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(java.sql.Connection.TRANSACTION_REPEATABLE_READ);
            var db = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            for (var facts : Map.of("migrations", MIGRATIONS, "sequences", SEQUENCES, "now", NOW)
                    .entrySet())
                Files.writeString(
                        zip.getPath("/" + facts.getKey()), String.join("\n", texts(db, facts.getValue())) + "\n");
            Files.createDirectory(zip.getPath("/rows"));
            var copies = connection.unwrap(PGConnection.class).getCopyAPI();
            for (var table : texts(db, TABLES))
                try (var rows = Files.newOutputStream(zip.getPath("/rows", table))) {
                    copies.copyOut("copy " + table + " (" + columns(db, table) + ") to stdout", rows);
                }
            copy(evidence, zip.getPath("/evidence"));
        }
    }

    /** Fills an empty database that has the three roles, and an empty folder; the clock goes on where it stood. */
    void restore(String url, Path evidence) throws IOException, SQLException {
        try (var zip = FileSystems.newFileSystem(file)) {
            migrate(zip, url);
            var superuser = new DriverManagerDataSource(url, "postgres", "postgres");
            try (var connection = superuser.getConnection()) {
                connection.setAutoCommit(false);
                var db = JdbcClient.create(new SingleConnectionDataSource(connection, true));
                assertThat(texts(db, MIGRATIONS))
                        .as("migrations that were released stay as they were")
                        .isEqualTo(lines(zip, "/migrations"));
                db.sql("set local session_replication_role = replica").update();
                for (var table : texts(db, TABLES))
                    db.sql("delete from " + table).update();
                var copies = connection.unwrap(PGConnection.class).getCopyAPI();
                for (var table : texts(db, TABLES))
                    try (var rows = Files.newInputStream(zip.getPath("/rows", table))) {
                        copies.copyIn("copy " + table + " (" + columns(db, table) + ") from stdin", rows);
                    }
                for (var sequence : lines(zip, "/sequences")) {
                    var stood = sequence.split(" ", 2);
                    db.sql("select setval(?::regclass, greatest(?::bigint, 1), ?::bigint > 0)")
                            .params(stood[0], stood[1], stood[1])
                            .query(Long.class)
                            .single();
                }
                db.sql(
                                "update parley.sandbox_clock set ahead ="
                                        + " make_interval(secs => extract(epoch from ?::timestamptz - clock_timestamp())::float8)")
                        .param(lines(zip, "/now").get(0))
                        .update();
                connection.commit();
            }
            copy(zip.getPath("/evidence"), evidence);
        }
    }

    /** By the files of today that bear the names of those that had run then. */
    private static void migrate(FileSystem zip, String url) throws IOException {
        var scripts = Files.createTempDirectory("migrations");
        for (var migration : lines(zip, "/migrations")) {
            var name = migration.split(" ", 2)[0];
            try (var script = script(name)) {
                Files.copy(script, scripts.resolve(name));
            }
        }
        Flyway.configure()
                .dataSource(url, "parley_migrator", "")
                .createSchemas(false)
                .defaultSchema("parley")
                .outOfOrder(true)
                .locations("filesystem:" + scripts)
                .load()
                .migrate();
    }

    private static java.io.InputStream script(String name) throws IOException {
        var house = new ClassPathResource("db/migration/" + name);
        return (house.exists() ? house : new ClassPathResource("db/sandbox/" + name)).getInputStream();
    }

    private static List<String> texts(JdbcClient db, String query) {
        return db.sql(query).query(String.class).list();
    }

    private static String columns(JdbcClient db, String table) {
        return db.sql(COLUMNS).param(table).query(String.class).single();
    }

    private static List<String> lines(FileSystem zip, String entry) throws IOException {
        return Files.readAllLines(zip.getPath(entry), UTF_8);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            files.forEach(file -> {
                try {
                    var target =
                            to.resolve(Objects.toString(from.relativize(file)).replace('\\', '/'));
                    if (Files.isDirectory(file)) Files.createDirectories(target);
                    else Files.copy(file, target);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        }
    }
}
