package dev.parley.proof;

import dev.parley.ParleyApplication;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * Keeps what this release leaves behind, for all later ones to finish: {@code ./mvnw -Prelease test}, once, with the
 * version's commit. A sandbox after its start is what is kept: each ending, and a case at each wait.
 */
class KeepRelease {
    private static final Path DATA = Path.of("target/release");

    @Test
    @DisplayName("a sandbox is kept as this release left it")
    void keep() throws Exception {
        FileSystemUtils.deleteRecursively(DATA);
        var version = System.getProperty("parley.release").replace("-SNAPSHOT", "");
        try (var house = new SpringApplicationBuilder(ParleyApplication.class)
                .profiles("sandbox")
                .run("--server.port=0", "--parley.sandbox.data=" + DATA)) {
            var db = house.getBean(JdbcClient.class);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(5))
                    .until(() -> db.sql("select count(*) = 20 from sandbox_sample")
                            .query(Boolean.class)
                            .single());
            new Release(Path.of("src/test/resources/releases", version + ".zip"))
                    .keep(house.getBean(EmbeddedPostgres.class).getPostgresDatabase(), DATA.resolve("evidence"));
        }
    }
}
