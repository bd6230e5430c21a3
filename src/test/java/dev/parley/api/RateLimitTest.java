package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.ParleyTest;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;

/** Rita, a mediator, may call five times at once and once a second. */
@ParleyTest
class RateLimitTest {
    private static final Rates RATES =
            new Rates(Map.of("default", new Rates.Rate(4, 2), "heavy", new Rates.Rate(6, 3)));

    private final AtomicLong nanos = new AtomicLong();
    private final RateLimit limit =
            new RateLimit(RATES, new Problems(Jackson2ObjectMapperBuilder.json().build()), new TimeMeter() {
                @Override
                public long currentTimeNanos() {
                    return nanos.get();
                }

                @Override
                public boolean isWallClockBased() {
                    return false;
                }
            });

    @LocalServerPort
    int port;

    @Autowired
    IdentityService identity;

    @Autowired
    JdbcClient db;

    @AfterEach
    void leave() {
        identity.deleteUser("rita");
        SecurityContextHolder.clearContext();
    }

    @Test
    @DisplayName("DOR-1 the last call that is left is taken, the next one waits, and then as many as have come back")
    void boundary() throws Exception {
        for (int left = 3; left >= 0; left--)
            assertThat(call("client").getHeader("RateLimit")).startsWith("\"calls\";r=" + left + ";t=");
        var refused = call("client");

        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getHeader("Retry-After")).isEqualTo("1");
        assertThat(refused.getHeader("RateLimit")).isEqualTo("\"calls\";r=0;t=2");
        assertThat(refused.getHeader("RateLimit-Policy")).isEqualTo("\"calls\";q=4;w=2");
        assertThat(refused.getContentType()).isEqualTo("application/problem+json");
        nanos.addAndGet(Duration.ofMillis(499).toNanos());
        assertThat(call("client").getStatus()).isEqualTo(429);
        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(call("client").getStatus()).isEqualTo(200);
        assertThat(call("client").getStatus()).isEqualTo(429);
    }

    @Test
    @DisplayName("DOR-1 each caller has its own, and more where that is configured; who is nobody is not counted")
    void eachItsOwn() throws Exception {
        for (int n = 0; n < 4; n++) call("client");
        assertThat(call("client").getStatus()).isEqualTo(429);
        assertThat(call("another").getStatus()).isEqualTo(200);

        for (int n = 0; n < 6; n++) assertThat(call("heavy").getStatus()).isEqualTo(200);
        assertThat(call("heavy").getStatus()).isEqualTo(429);
        for (int n = 0; n < 10; n++) assertThat(call("").getStatus()).isEqualTo(200);
    }

    private MockHttpServletResponse call(String caller) throws Exception {
        SecurityContextHolder.getContext().setAuthentication(caller.isEmpty() ? null : Logins.known(caller, List.of()));
        var response = new MockHttpServletResponse();
        limit.doFilter(new MockHttpServletRequest("GET", "/api/v1/x"), response, (request, answer) -> {});
        return response;
    }

    @Test
    @DisplayName("DOR-1 a call too many is refused before anything is done, at both doors together")
    void nothingIsDone() {
        var user = identity.newUser("rita");
        user.setPassword("sandbox");
        identity.saveUser(user);
        identity.createMembership("rita", "mediators");
        var api = new Api(port);
        var contract = api.register("DIRECT", "USD", null, null, 1).expect(201).id();
        var rita = api.as("rita");
        for (int n = 0; n < 5; n++)
            rita.at("/engine-rest")
                    .get("/process-instance/" + UUID.randomUUID())
                    .expect(403);
        var before = Rows.count(db);

        var refused = rita.declareInterest(contract, "CLIENT").expect(429);

        assertThat(refused.code()).isEqualTo("too-many-calls");
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(Rows.count(db)).isEqualTo(before);
        assertThat(api.get("/limits").expect(200).headers().firstValue("RateLimit"))
                .hasValueSatisfying(left -> assertThat(left).startsWith("\"calls\";r="));
    }
}
