package dev.parley.proof;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** A durable PostgreSQL that belongs to no node, with Parley's three roles, and what can be done to it. */
final class Database implements AutoCloseable {
    private final Path data;
    private final EmbeddedPostgres postgres;
    private final DriverManagerDataSource superuser;

    Database(Path folder) throws IOException {
        this(folder, "postgres");
    }

    Database(Path folder, String name) throws IOException {
        data = folder.resolve(name);
        postgres = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "120")
                .start();
        superuser = new DriverManagerDataSource(url(), "postgres", "postgres");
        var roles = new ResourceDatabasePopulator(new ClassPathResource("roles.sql"));
        roles.setSeparator(ScriptUtils.EOF_STATEMENT_SEPARATOR);
        roles.execute(superuser);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
    }

    /** As superuser, each statement on a connection of its own. */
    JdbcClient sql() {
        return JdbcClient.create(superuser);
    }

    /** As superuser and past all triggers, in one transaction: what time would have done. */
    void pretend(String... statements) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local session_replication_role = replica");
            for (var sql : statements) statement.execute(sql);
            connection.commit();
        }
    }

    Connection connect() throws SQLException {
        return superuser.getConnection();
    }

    /** The server processes that serve the application, whatever they do. */
    List<Long> backends() {
        return sql().sql("select pid from pg_stat_activity where usename = 'parley_app'")
                .query(Long.class)
                .list();
    }

    void terminate(long backend) {
        sql().sql("select pg_terminate_backend(?)")
                .param((int) backend)
                .query(Boolean.class)
                .single();
    }

    /** A real kill -9 of one server process: the server then ends all others and recovers from its log. */
    static void kill(long backend) {
        ProcessHandle.of(backend).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** {@code pg_ctl restart -m immediate}: no checkpoint, no good-bye. */
    void restartImmediately() throws IOException, InterruptedException {
        pgCtl(
                "restart",
                "-m",
                "immediate",
                "-w",
                "-l",
                data.resolveSibling("postgres.log").toString());
    }

    /** Back after a crash. */
    void awaitUp() throws InterruptedException {
        for (var tries = 300; ; tries--)
            try (var connection = connect()) {
                if (connection.isValid(1)) return;
            } catch (SQLException recovering) {
                if (tries == 0) throw new IllegalStateException("the database does not come back", recovering);
                Thread.sleep(100);
            }
    }

    @Override
    public void close() {
        try {
            if (server().isPresent()) postgres.close();
        } catch (IOException gone) {
            // nothing is left to be stopped
        }
    }

    private Optional<ProcessHandle> server() throws IOException {
        var file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) return Optional.empty();
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0).strip()));
    }

    /** As root it refuses to run, which is why root looks like somebody else to it. */
    private void pgCtl(String... arguments) throws IOException, InterruptedException {
        var server = Path.of(server().orElseThrow().info().command().orElseThrow());
        var command = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) command.addAll(List.of("unshare", "-U"));
        command.add(server.resolveSibling("pg_ctl").toString());
        command.addAll(List.of("-D", data.toString()));
        command.addAll(List.of(arguments));
        var log = data.resolveSibling("pg_ctl.log").toFile();
        var running = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        if (!running.waitFor(60, TimeUnit.SECONDS) || running.exitValue() != 0)
            throw new IllegalStateException("failed: " + command + ", see " + log);
    }
}
