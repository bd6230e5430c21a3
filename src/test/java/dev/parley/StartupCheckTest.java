package dev.parley;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

class StartupCheckTest {
    private static final Map<String, String> COMPLETE = Map.ofEntries(
            Map.entry("spring.datasource.url", "jdbc:postgresql://db/parley"),
            Map.entry("spring.datasource.password", "a"),
            Map.entry("spring.flyway.password", "m"),
            Map.entry("spring.mail.host", "mail"),
            Map.entry("parley.mail.from", "parley@parley.example"),
            Map.entry("parley.operations.mail", "operations@parley.example"),
            Map.entry("parley.evidence.folder", "/evidence"),
            Map.entry("parley.contracts-clients[0].id", "contracts"),
            Map.entry("parley.oauth.issuer", "https://issuer.example"),
            Map.entry("parley.oauth.audience", "https://parley.example"),
            Map.entry("parley.oauth.jwk-set-uri", "https://issuer.example/keys"),
            Map.entry("parley.url", "https://parley.example"),
            Map.entry("parley.links.secret", "at-least-thirty-two-characters-long"));

    @Test
    @DisplayName("with everything set there is no reason not to start")
    void complete() {
        assertThat(StartupCheck.reasonsAgainst(environment(COMPLETE))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "spring.datasource.url, PARLEY_DB_URL",
        "spring.datasource.password, PARLEY_DB_PASSWORD",
        "spring.flyway.password, PARLEY_DB_MIGRATOR_PASSWORD",
        "parley.url, PARLEY_URL",
        "spring.mail.host, PARLEY_MAIL_HOST",
        "parley.mail.from, PARLEY_MAIL_FROM",
        "parley.operations.mail, PARLEY_OPERATIONS_MAIL",
        "parley.evidence.folder, PARLEY_EVIDENCE_FOLDER",
        "parley.contracts-clients[0].id, PARLEY_CONTRACTS_CLIENT",
        "parley.oauth.issuer, PARLEY_OAUTH_ISSUER",
        "parley.oauth.audience, PARLEY_OAUTH_AUDIENCE",
        "parley.oauth.jwk-set-uri, PARLEY_OAUTH_KEYS",
        "parley.links.secret, PARLEY_LINKS_SECRET"
    })
    @DisplayName("what is missing is named in one sentence")
    void missing(String property, String variable) {
        var settings = new HashMap<>(COMPLETE);
        settings.put(property, " ");

        assertThat(StartupCheck.reasonsAgainst(environment(settings)))
                .singleElement()
                .asString()
                .startsWith("Set " + variable + ": ")
                .endsWith(".");
    }

    @ParameterizedTest
    @CsvSource({
        "spring.datasource.url, jdbc:h2:mem:x, PARLEY_DB_URL",
        "parley.url, parley.example, PARLEY_URL",
        "parley.url, https://parley.example/p, PARLEY_URL",
        "parley.contracts-clients[0].id, portal, PARLEY_CONTRACTS_CLIENT",
        "parley.contracts-clients[0].id, metrics, PARLEY_CONTRACTS_CLIENT",
        "parley.contracts-clients[1].id, portal, PARLEY_CONTRACTS_CLIENT",
        "parley.contracts-clients[1].id, contracts, parley.contracts-clients",
        "parley.metrics.secret, fifteen-letters, PARLEY_METRICS_SECRET",
        "parley.webhooks.allow-private-targets, true, parley.webhooks",
        "parley.links.secret, thirty-one-letters-are-too-few, PARLEY_LINKS_SECRET"
    })
    @DisplayName(
            "another database, an address that no link can begin with, a short secret and webhooks to inside are refused")
    void wrong(String property, String value, String variable) {
        var settings = new HashMap<>(COMPLETE);
        settings.put(property, value);

        assertThat(StartupCheck.reasonsAgainst(environment(settings)))
                .singleElement()
                .asString()
                .contains(variable);
    }

    @ParameterizedTest
    @CsvSource({"fifteen-letters, Lengthen PARLEY_CONTRACTS_SECRET", "'', Set PARLEY_CONTRACTS_SECRET"})
    @DisplayName("where secrets open the API each client has one of at least 16 characters, and no issuer is needed")
    void secrets(String secret, String reason) {
        var settings = new HashMap<>(COMPLETE);
        settings.keySet().removeIf(name -> name.startsWith("parley.oauth."));
        settings.put("parley.contracts-basic", "true");
        settings.put("parley.contracts-clients[0].secret", "sixteen-or-more!");
        assertThat(StartupCheck.reasonsAgainst(environment(settings))).isEmpty();

        settings.put("parley.contracts-clients[1].id", "another");
        settings.put("parley.contracts-clients[1].secret", secret);

        assertThat(StartupCheck.reasonsAgainst(environment(settings)))
                .singleElement()
                .asString()
                .startsWith(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "spring.datasource.url, jdbc:postgresql://db/parley",
        "PARLEY_DB_URL, jdbc:postgresql://db/parley",
        "spring.flyway.url, jdbc:postgresql://db/parley",
        "server.address, 0.0.0.0"
    })
    @DisplayName("the sandbox takes no database but its own and listens to this machine only")
    void sandbox(String property, String value) {
        var settings = new HashMap<>(Map.of("spring.datasource.url", "embedded", "server.address", "127.0.0.1"));
        var environment = environment(settings);
        environment.setActiveProfiles("sandbox");
        assertThat(StartupCheck.reasonsAgainst(environment)).isEmpty();

        environment.setProperty(property, value);

        assertThat(StartupCheck.reasonsAgainst(environment)).hasSize(1);
    }

    @Test
    @DisplayName("started with nothing set it exits with 1, names all that is missing at once and shows no stack trace")
    void theApplicationItself() throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ProcessBuilder(
                List.of(java, "-cp", System.getProperty("java.class.path"), ParleyApplication.class.getName()));
        command.environment().keySet().removeIf(name -> name.startsWith("PARLEY_") || name.startsWith("SPRING_"));
        var process = command.redirectErrorStream(true).start();

        var said = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(said.lines().filter(line -> line.startsWith("Set PARLEY_"))).hasSize(13);
        assertThat(said).doesNotContain("\tat ").doesNotContain("Exception");
    }

    private static MockEnvironment environment(Map<String, String> settings) {
        var environment = new MockEnvironment();
        settings.forEach(environment::setProperty);
        return environment;
    }
}
