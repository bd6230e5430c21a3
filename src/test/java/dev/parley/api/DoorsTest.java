package dev.parley.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.ParleyTest;
import dev.parley.process.Staff;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;

@ParleyTest
class DoorsTest {
    @LocalServerPort
    int port;

    @Autowired
    TestRestTemplate http;

    @Autowired
    IdentityService identity;

    @Autowired
    Staff staff;

    @Test
    @DisplayName("DOR-3 without a name the API answers 401 with a problem that has a code, and asks for Basic")
    void anonymous() {
        var answer = http.getForEntity("/api/v1/contracts/1", ProblemDetail.class);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(answer.getHeaders().getFirst(HttpHeaders.WWW_AUTHENTICATE)).startsWith("Basic ");
        assertThat(answer.getBody().getProperties()).containsEntry("code", "unauthenticated");
        assertThat(answer.getBody().getInstance()).hasToString("/api/v1/contracts/1");
    }

    @ParameterizedTest
    @CsvSource({
        "contracts, wrong, nothing-here, 401",
        "contracts, sandbox, nothing-here, 404",
        "contracts, sandbox, ledger/position, 403",
        "contracts, sandbox, sandbox/nothing-here, 404",
        "contracts, sandbox, disputes/1, 404",
        "mia, sandbox, disputes/1, 404",
        "lena, sandbox, disputes/1/timeline, 404",
        "otto, sandbox, evidence/1, 404",
        "mia, sandbox, disputes/1/response-draft, 403",
        "lena, sandbox, ledger/position, 403",
        "mia, sandbox, nothing-here, 403",
        "otto, sandbox, sandbox/nothing-here, 403",
        "admin, sandbox, disputes/1, 403",
        "admin, sandbox, nothing-here, 403",
        "nobody, sandbox, nothing-here, 401"
    })
    @DisplayName("DOR-3 the contracts system has the API, the staff have their part of it, others have nothing")
    void whoMayPass(String name, String password, String path, int status) {
        var answer = http.withBasicAuth(name, password).getForEntity("/api/v1/" + path, ProblemDetail.class);

        assertThat(answer.getStatusCode().value()).isEqualTo(status);
        assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    @DisplayName("DOR-3 a group that an administrator names like the contracts system's role opens nothing")
    void groupsCantPose() {
        identity.saveGroup(identity.newGroup("contracts"));
        identity.createMembership("mia", "contracts");
        try {
            assertThat(http.withBasicAuth("mia", "sandbox")
                            .getForEntity("/api/v1/nothing-here", String.class)
                            .getStatusCode())
                    .isEqualTo(HttpStatus.FORBIDDEN);
        } finally {
            identity.deleteGroup("contracts");
        }
    }

    @Test
    @DisplayName("DOR-3 the API keeps no session")
    void noSession() {
        var answer = http.withBasicAuth("contracts", "sandbox").getForEntity("/api/v1/nothing-here", String.class);

        assertThat(answer.getHeaders()).doesNotContainKey(HttpHeaders.SET_COOKIE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/unknown",
                "/error",
                "/actuator",
                "/actuator/env",
                "/api/v2/contracts",
                "/api",
                "/camunda-welcome"
            })
    @DisplayName("DOR-3 what no door names is shut, also to those with a name")
    void everythingElseIsShut(String path) {
        assertThat(http.getForEntity(path, String.class).getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(http.withBasicAuth("admin", "sandbox")
                        .getForEntity(path, String.class)
                        .getStatusCode())
                .isEqualTo(HttpStatus.FORBIDDEN);
    }

    @Test
    @DisplayName("DOR-3 health is told to anyone, without details")
    void health() {
        var answer = http.getForEntity("/actuator/health", String.class);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(answer.getBody()).contains("\"status\"").doesNotContain("components");
    }

    @ParameterizedTest
    @CsvSource({
        "metrics, /actuator/prometheus, 200", "otto, /actuator/prometheus, 200",
        "mia, /actuator/prometheus, 403", "lena, /actuator/prometheus, 403",
        "admin, /actuator/prometheus, 403", "contracts, /actuator/prometheus, 403",
        "metrics, /api/v1/contracts/1, 403", "metrics, /api/v1/ledger/position, 403",
        "metrics, /engine-rest/process-instance, 403", "metrics, /actuator/metrics, 403"
    })
    @DisplayName("DOR-3 figures are told to operations and to a scraper that may do nothing else")
    void figures(String name, String path, int status) {
        assertThat(http.getForEntity("/actuator/prometheus", String.class).getStatusCode())
                .isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(http.withBasicAuth(name, "sandbox")
                        .getForEntity(path, String.class)
                        .getStatusCode()
                        .value())
                .isEqualTo(status);
    }

    @Test
    @DisplayName("DOR-3 a scraper that has no secret of its own is nobody, and its health is without words")
    void noScraper() {
        var logins = new Logins(staff, new ContractsClients(List.of(), true), "");

        assertThatThrownBy(
                        () -> logins.authenticate(UsernamePasswordAuthenticationToken.unauthenticated("metrics", "")))
                .isInstanceOf(BadCredentialsException.class);
        assertThat(http.withBasicAuth("metrics", "sandbox")
                        .getForEntity("/actuator/health", String.class)
                        .getBody())
                .doesNotContain("components");
    }

    @Test
    @DisplayName("DOR-3 a client's secret opens nothing unless that was asked for")
    void secretsAlone() {
        var client = new ContractsClients.Client("contracts", "sandbox", List.of());
        var attempt = UsernamePasswordAuthenticationToken.unauthenticated("contracts", "sandbox");

        assertThat(new Logins(staff, new ContractsClients(List.of(client), true), "")
                        .authenticate(attempt)
                        .isAuthenticated())
                .isTrue();
        assertThatThrownBy(
                        () -> new Logins(staff, new ContractsClients(List.of(client), false), "").authenticate(attempt))
                .isInstanceOf(BadCredentialsException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/contracts/1", "/v3/api-docs", "/actuator/health"})
    @DisplayName("DOR-3 our own answers can't be framed, sniffed or leak where a reader came from")
    void headers(String path) {
        var headers = http.getForEntity(path, String.class).getHeaders();

        assertThat(headers.getFirst("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(headers.getFirst("X-Frame-Options")).isEqualTo("DENY");
        assertThat(headers.getFirst("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(headers.getFirst("Content-Security-Policy")).contains("frame-ancestors 'none'");
    }

    @Test
    @DisplayName("the sandbox describes its API to this machine")
    void theApiIsDescribed() {
        assertThat(http.getForEntity("/v3/api-docs", String.class).getStatusCode())
                .isEqualTo(HttpStatus.OK);
        assertThat(http.getForEntity("/swagger-ui/index.html", String.class).getStatusCode())
                .isEqualTo(HttpStatus.OK);
    }

    @Test
    @DisplayName("the sandbox's pages are shut to a page whose own name leads to this machine")
    void notByAnotherName() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET /v3/api-docs HTTP/1.0\r\nHost: elsewhere.example\r\n\r\n".getBytes(UTF_8));

            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 403");
        }
    }
}
