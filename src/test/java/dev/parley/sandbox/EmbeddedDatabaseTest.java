package dev.parley.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class EmbeddedDatabaseTest {
    private static final String COMMITTED = "committed";

    /** A sandbox's process that is to be killed. */
    static final class Doomed {
        public static void main(String[] arguments) throws Exception {
            var postgres = new EmbeddedDatabase().embeddedPostgres(Path.of(arguments[0]), false);
            JdbcClient.create(postgres.getPostgresDatabase())
                    .sql("create table kept as select 42 as answer")
                    .update();
            System.out.println(COMMITTED);
            Thread.currentThread().join();
        }
    }

    @Test
    @DisplayName("after a SIGKILL of the process its server is ended, and what was committed is there")
    void survivesTheKillOfItsProcess(@TempDir Path data) throws Exception {
        var doomed = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Doomed.class.getName(),
                        data.toString())
                .start();
        awaitCommit(doomed);
        doomed.destroyForcibly().waitFor();
        var orphan = ProcessHandle.of(serverIn(data)).orElseThrow();

        try (var postgres = new EmbeddedDatabase().embeddedPostgres(data, false)) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(answerIn(postgres)).isEqualTo(42);
        }
    }

    private static void awaitCommit(Process doomed) throws IOException {
        var said = new StringBuilder();
        var lines = new BufferedReader(new InputStreamReader(doomed.getInputStream(), StandardCharsets.UTF_8));
        for (var line = lines.readLine(); !COMMITTED.equals(line); line = lines.readLine()) {
            if (line == null) throw new AssertionError("it ended by itself: " + said);
            said.append(line).append('\n');
        }
    }

    private static int answerIn(EmbeddedPostgres postgres) {
        return JdbcClient.create(postgres.getPostgresDatabase())
                .sql("select answer from kept")
                .query(Integer.class)
                .single();
    }

    private static long serverIn(Path data) throws IOException {
        return Long.parseLong(
                Files.readAllLines(data.resolve("postgres-17/postmaster.pid")).get(0));
    }
}
