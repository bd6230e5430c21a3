package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.StackCheck.Database;
import dev.parley.StackCheck.Ground;
import dev.parley.shared.CannotStart;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

@ParleyTest
class StackCheckTest {
    private static final Database FIRM = new Database("read committed", "on", "on", "on", List.of());

    @Autowired
    EmbeddedPostgres postgres;

    @Autowired
    DataSource pool;

    static Stream<Arguments> unfirm() {
        var utc = ZoneId.of("Etc/UTC");
        var level = Duration.ofSeconds(2);
        var languages = List.of("juel", "feel");
        return Stream.of(
                Arguments.of("user.timezone", new Ground(ZoneId.of("Europe/London"), level, languages, FIRM)),
                Arguments.of("clocks", new Ground(utc, level.plusMillis(1), languages, FIRM)),
                Arguments.of("groovy", new Ground(utc, level, List.of("juel", "groovy"), FIRM)),
                on("default_transaction_isolation", new Database("serializable", "on", "on", "on", List.of())),
                on("fsync", new Database("read committed", "off", "on", "on", List.of())),
                on("full_page_writes", new Database("read committed", "on", "off", "on", List.of())),
                on("synchronous_commit", new Database("read committed", "on", "on", "off", List.of())),
                on("posting", new Database("read committed", "on", "on", "on", List.of("posting"))));
    }

    private static Arguments on(String named, Database database) {
        return Arguments.of(named, new Ground(ZoneId.of("UTC"), Duration.ZERO, List.of(), database));
    }

    @ParameterizedTest
    @MethodSource("unfirm")
    @DisplayName("DEA-0 ESC-1 ground that is not firm is named in one sentence")
    void named(String what, Ground ground) {
        assertThat(StackCheck.reasonsAgainst(ground))
                .singleElement()
                .asString()
                .contains(what)
                .endsWith(".");
    }

    @Test
    @DisplayName("DEA-0 clocks that are two seconds apart will do")
    void level() {
        var ground = new Ground(ZoneOffset.UTC, Duration.ofSeconds(2), List.of("juel", "feel"), FIRM);
        assertThat(StackCheck.reasonsAgainst(ground)).isEmpty();
    }

    @Test
    @DisplayName("DEA-0 a clock read between two looks at ours agrees with it")
    void apart() {
        var noon = Instant.parse("2026-12-01T12:00:00Z");
        assertThat(StackCheck.apart(noon.plusMillis(5), noon, noon.plusMillis(9)))
                .isZero();
        assertThat(StackCheck.apart(noon.minusSeconds(3), noon, noon)).hasSeconds(3);
        assertThat(StackCheck.apart(noon.plusSeconds(3), noon, noon)).hasSeconds(3);
    }

    @Test
    @DisplayName("ESC-1 the ground of the sandbox is firm")
    void sandbox() {
        new StackCheck(JdbcClient.create(pool)).afterSingletonsInstantiated();
    }

    @Test
    @DisplayName("ESC-1 a database that does not keep, isolate or guard is refused for all three reasons")
    void looksForItself() throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("set synchronous_commit = off");
            statement.execute("set default_transaction_isolation = 'repeatable read'");
            var check = new StackCheck(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
            assertThatThrownBy(check::afterSingletonsInstantiated)
                    .isInstanceOfSatisfying(
                            CannotStart.class,
                            refused -> assertThat(refused.reasons())
                                    .hasSize(3)
                                    .anyMatch(reason -> reason.contains("stream_head, transfer")));
        }
    }
}
