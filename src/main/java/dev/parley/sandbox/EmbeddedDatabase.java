package dev.parley.sandbox;

import com.zaxxer.hikari.HikariDataSource;
import dev.parley.shared.CannotStart;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.flyway.FlywayDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.datasource.init.ScriptUtils;
import org.springframework.util.FileSystemUtils;

/**
 * A real PostgreSQL 17 in a folder of its own, durable: it survives a restart and a SIGKILL of this process. The
 * login roles get new random passwords at each start.
 */
@Configuration(proxyBeanMethods = false)
@Profile("sandbox")
class EmbeddedDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private final String appPassword = randomPassword();
    private final String migratorPassword = randomPassword();

    @Bean(destroyMethod = "close")
    EmbeddedPostgres embeddedPostgres(
            @Value("${parley.sandbox.data}") Path data, @Value("${parley.sandbox.fresh:false}") boolean fresh)
            throws IOException, SQLException {
        var folder = data.toAbsolutePath().resolve("postgres-17");
        Files.createDirectories(data.toAbsolutePath());
        requireAlone(data.toAbsolutePath());
        LOG.info("starting PostgreSQL 17 in {}", folder);
        stopOrphan(folder);
        if (fresh) FileSystemUtils.deleteRecursively(data.toAbsolutePath());
        Files.createDirectories(data.toAbsolutePath());
        var postgres = EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "80")
                .setServerConfig("hba_file", hbaFile(data.toAbsolutePath()).toString())
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
        createRoles(postgres.getPostgresDatabase());
        LOG.info("starting Parley");
        return postgres;
    }

    @Bean
    @Primary
    DataSource dataSource(EmbeddedPostgres postgres) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(url(postgres));
        pool.setUsername("parley_app");
        pool.setPassword(appPassword);
        pool.setMaximumPoolSize(20);
        return pool;
    }

    @Bean(defaultCandidate = false)
    @FlywayDataSource
    DataSource migratorDataSource(EmbeddedPostgres postgres) {
        return new DriverManagerDataSource(url(postgres), "parley_migrator", migratorPassword);
    }

    private void createRoles(DataSource superuser) {
        var roles = new ResourceDatabasePopulator(new ClassPathResource("roles.sql"));
        roles.setSeparator(ScriptUtils.EOF_STATEMENT_SEPARATOR);
        roles.execute(superuser);
        try (var connection = superuser.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("alter role parley_app password '" + appPassword + "'");
            statement.execute("alter role parley_migrator password '" + migratorPassword + "'");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Loopback only; the login roles need their passwords, the superuser is this process. */
    private static Path hbaFile(Path folder) throws IOException {
        return Files.writeString(
                folder.resolve("pg_hba.conf"),
                "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
    }

    private static String url(EmbeddedPostgres postgres) {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres?reWriteBatchedInserts=true";
    }

    /**
     * A server that runs in the folder is an orphan only if no other sandbox lives there: the lock beside the folder is
     * held as long as this process lives, and falls with it however it ends.
     */
    private static void requireAlone(Path folder) throws IOException {
        var file = folder.resolveSibling(folder.getFileName() + ".lock");
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null)
                throw new CannotStart(List.of("Another sandbox runs on the folder " + folder
                        + ": stop it, or name another folder by PARLEY_DATA and another port by PORT."));
        } catch (OverlappingFileLockException held) {
            channel.close(); // by this very process
        }
    }

    /** A JVM that was killed leaves its server behind, and a second one can't open the folder: end the first. */
    private static void stopOrphan(Path folder) throws IOException {
        var pidFile = folder.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) return;
        var pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
        var server = ProcessHandle.of(pid)
                .filter(p ->
                        p.info().command().filter(c -> c.contains("postgres")).isPresent());
        if (server.isPresent()) stop(server.get());
    }

    private static void stop(ProcessHandle server) {
        server.destroy();
        try {
            server.onExit().get(20, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException stuck) {
            server.destroyForcibly();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String randomPassword() {
        var bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
