package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.Browser;
import dev.parley.ParleyTest;
import dev.parley.SecureCookies;
import dev.parley.shared.Money;
import dev.parley.shared.SiteAddress;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpMethod;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@ParleyTest
class AnswerHeadersTest {
    @LocalServerPort
    int port;

    @Autowired
    TestRestTemplate http;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /",
                "GET /api/v1/contracts/1",
                "GET /api/v1/limits",
                "PUT /api/v1/limits",
                "GET /api/v1/%2e%2e/x",
                "GET //x",
                "GET /engine-rest/task",
                "GET /actuator/health",
                "GET /actuator/prometheus",
                "GET /unknown",
                "GET /error",
                "GET /p/nothing",
                "GET /case/nothing",
                "GET /case/nothing/certificate",
                "POST /case/nothing/decline",
                "GET /portal/style.css",
                "GET /portal/nothing.css",
                "GET /sandbox/mails",
                "GET /sandbox/style.css",
                "GET /v3/api-docs",
                "GET /swagger-ui.html",
                "GET /swagger-ui/index.html",
                "GET /camunda/app/tasklist/default/",
                "GET /camunda/app/cockpit/default/",
                "GET /camunda/app/admin/default/",
                "GET /camunda/app/welcome/default/",
                "GET /camunda/app/tasklist",
                "GET /camunda/lib/nothing.js",
                "GET /camunda/assets/nothing.css",
                "GET /camunda/favicon.ico",
                "GET /camunda/api/engine/engine/default/task",
                "GET /camunda/api/engine/engine",
                "GET /camunda/api/admin/auth/user/default",
                "POST /camunda/api/admin/setup/default/user/create",
                "POST /camunda/api/engine/engine/default/deployment/create",
                "POST /camunda/api/admin/auth/user/default/login/tasklist",
                "GET /camunda/nothing"
            })
    @DisplayName(
            "DOR-3 no answer of any door can be framed or sniffed, none names where its reader was, all bound what they load")
    void everywhere(String what) {
        var words = what.split(" ", 2);
        for (var name : new String[] {"", "contracts", "otto"}) {
            var client = name.isEmpty() ? http : http.withBasicAuth(name, "sandbox");
            var headers = client.exchange(words[1], HttpMethod.valueOf(words[0]), HttpEntity.EMPTY, byte[].class)
                    .getHeaders();

            assertThat(headers.get("X-Content-Type-Options")).as(what).containsExactly("nosniff");
            assertThat(headers.get("X-Frame-Options")).as(what).containsExactly("DENY");
            assertThat(headers.get("Referrer-Policy")).as(what).containsExactly("no-referrer");
            assertThat(headers.get("Content-Security-Policy"))
                    .as(what)
                    .singleElement()
                    .asString()
                    .contains("frame-ancestors 'none'", "default-src ");
        }
    }

    @Test
    @DisplayName("DOR-3 the webapps' cookies are for requests from here, and the session's is kept from scripts")
    void webappsCookies() {
        var cookies = new Browser(port).login("mia", "tasklist").headers().allValues("Set-Cookie");
        var first = http.getForEntity("/camunda/app/tasklist/default/", String.class)
                .getHeaders()
                .get("Set-Cookie");

        assertThat(cookies).anySatisfy(cookie -> assertThat(cookie).startsWith("JSESSIONID="));
        assertThat(first).anySatisfy(cookie -> assertThat(cookie).startsWith("XSRF-TOKEN="));
        assertThat(cookies)
                .filteredOn(cookie -> cookie.startsWith("JSESSIONID="))
                .allSatisfy(cookie -> assertThat(cookie).contains("HttpOnly").containsIgnoringCase("SameSite=Lax"));
        assertThat(first)
                .filteredOn(cookie -> cookie.startsWith("XSRF-TOKEN="))
                .allSatisfy(
                        cookie -> assertThat(cookie.toLowerCase(Locale.ROOT)).contains("samesite=lax"));
    }

    @ParameterizedTest
    @CsvSource({"https://parley.example, true", "http://parley.example, false"})
    @DisplayName(
            "DOR-3 where people reach Parley by https, browsers come and send the webapps' cookies by nothing else")
    void https(String url, boolean secure) throws ServletException, IOException {
        var environment = new MockEnvironment().withProperty("parley.url", url);
        var answer = new MockHttpServletResponse();
        new AnswerHeaders(new SiteAddress(environment))
                .doFilter(new MockHttpServletRequest(), answer, new MockFilterChain());
        assertThat(answer.getHeader("Strict-Transport-Security")).isEqualTo(secure ? "max-age=31536000" : null);

        var context = new GenericApplicationContext();
        context.setEnvironment(environment);
        new SecureCookies().initialize(context);
        for (var cookie : Map.of(
                        "server.servlet.session.cookie.secure", "",
                        "camunda.bpm.webapp.csrf.enable-secure-cookie", "",
                        "camunda.bpm.webapp.session-cookie.enable-secure-cookie", "")
                .keySet())
            assertThat(environment.getProperty(cookie, Boolean.class, false))
                    .as(cookie)
                    .isEqualTo(secure);
    }

    @Test
    @DisplayName("DOR-3 a party's page and its cookie: the same")
    void partysPage() {
        var api = new Api(port);
        var link = api.link(api.fundedMilestone(Money.of(1_000, "USD")), "CLIENT");
        var headers =
                new Browser(port).get(link.replaceFirst("https?://[^/]*", "")).headers();

        assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
        assertThat(headers.firstValue("Set-Cookie").orElse("")).contains("HttpOnly", "SameSite=Lax");
    }
}
