package dev.parley.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.ParleyTest;
import io.github.bucket4j.TimeMeter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@ParleyTest
class LoginThrottleTest {
    private static final String LOGIN = "/camunda/api/admin/auth/user/default/login/tasklist";

    @LocalServerPort
    int port;

    private final AtomicLong nanos = new AtomicLong();
    private final LoginThrottle throttle = new LoginThrottle(new Problems(new ObjectMapper()), new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    });

    @Test
    @DisplayName("DOR-3 after twenty wrong logins an address waits half a minute for each further one, right or wrong")
    void wrongAddress() throws ServletException, IOException {
        for (var n = 0; n < 20; n++)
            assertThat(basic("192.0.2.1", 401).getStatus()).isEqualTo(401);

        var refused = basic("192.0.2.1", 200);
        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getHeader("Retry-After")).isBetween("30", "31");
        assertThat(refused.getContentAsString()).contains("too-many-tries", "\"message\":\"Too many wrong logins");
        assertThat(basic("192.0.2.2", 200).getStatus()).as("elsewhere").isEqualTo(200);
        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(basic("192.0.2.1", 200).getStatus()).isEqualTo(200);
    }

    @Test
    @DisplayName("DOR-3 right logins, refused ones with a right login, and calls without any are not counted")
    void notCounted() throws ServletException, IOException {
        for (var n = 0; n < 30; n++) {
            assertThat(basic("192.0.2.1", 200).getStatus()).isEqualTo(200);
            assertThat(basic("192.0.2.1", 403).getStatus()).isEqualTo(403);
            assertThat(pass(new MockHttpServletRequest("GET", "/api/v1/x"), "192.0.2.1", 401)
                            .getStatus())
                    .isEqualTo(401);
            var ignored = new MockHttpServletRequest("GET", "/camunda/api/engine/engine/default/task");
            ignored.addHeader("Authorization", "Basic x");
            assertThat(pass(ignored, "192.0.2.1", 401).getStatus()).isEqualTo(401);
        }
    }

    @Test
    @DisplayName("DOR-3 one network of IPv6 is one address")
    void networks() throws ServletException, IOException {
        for (var n = 0; n < 20; n++) basic("2001:db8:1:2::" + n, 401);

        assertThat(basic("2001:db8:1:2:3:4:5:6", 200).getStatus()).isEqualTo(429);
        assertThat(basic("2001:db8:1:3::1", 200).getStatus()).isEqualTo(200);
    }

    @Test
    @DisplayName("DOR-3 all logins are behind it: API, engine-rest, actuator and the webapps, counted together")
    void everyLogin() throws IOException {
        var wrong =
                "Authorization: Basic " + Base64.getEncoder().encodeToString("nobody:wrong".getBytes(UTF_8)) + "\r\n";
        for (var n = 0; n < 5; n++) {
            assertThat(from127002("GET /api/v1/limits", wrong, "")).startsWith("HTTP/1.1 401");
            assertThat(from127002("GET /engine-rest/task", wrong, "")).startsWith("HTTP/1.1 401");
            assertThat(from127002("GET /actuator/prometheus", wrong, "")).startsWith("HTTP/1.1 401");
            assertThat(from127002("GET /actuator/health", wrong, "")).startsWith("HTTP/1.1 401");
        }

        assertThat(from127002("GET /api/v1/limits", wrong, "")).startsWith("HTTP/1.1 429");
        assertThat(from127002("GET /engine-rest/task", wrong, "")).startsWith("HTTP/1.1 429");
        assertThat(from127002("GET /actuator/prometheus", wrong, "")).startsWith("HTTP/1.1 429");
        assertThat(from127002(
                        "POST " + LOGIN,
                        "Content-Type: application/x-www-form-urlencoded\r\n",
                        "username=mia&password=sandbox"))
                .startsWith("HTTP/1.1 429")
                .contains("Retry-After", "try again in");
    }

    private MockHttpServletResponse basic(String address, int answer) throws ServletException, IOException {
        var request = new MockHttpServletRequest("GET", "/api/v1/x");
        request.addHeader("Authorization", "Basic x");
        return pass(request, address, answer);
    }

    private MockHttpServletResponse pass(MockHttpServletRequest request, String address, int answer)
            throws ServletException, IOException {
        request.setRemoteAddr(address);
        var response = new MockHttpServletResponse();
        throttle.doFilter(request, response, (asked, answered) -> response.setStatus(answer));
        return response;
    }

    /** From another address of this machine than that which all other tests call from. */
    private String from127002(String what, String headers, String body) throws IOException {
        try (var socket = new Socket()) {
            socket.bind(new InetSocketAddress("127.0.0.2", 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            var request = what + " HTTP/1.0\r\nHost: 127.0.0.1:" + port + "\r\nContent-Length: " + body.length()
                    + "\r\n" + headers + "\r\n" + body;
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
