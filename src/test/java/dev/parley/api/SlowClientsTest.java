package dev.parley.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.shared.Money;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Many who send slowly, or begin and send no more: everyone else is served. */
@ParleyTest
class SlowClientsTest {
    private static final Money USD_700 = Money.of(70_000, "USD");
    private static final String LOGIN =
            "Authorization: Basic " + Base64.getEncoder().encodeToString("contracts:sandbox".getBytes(UTF_8)) + "\r\n";
    private static final String BODY = "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{";
    private static final String CHUNKED = "Idempotency-Key: 12345678\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n{";
    private static final String UPLOAD =
            "Content-Type: multipart/form-data; boundary=part\r\nContent-Length: 100000\r\n\r\n--part";

    @LocalServerPort
    int port;

    private final List<Socket> open = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (var socket : open) socket.close();
    }

    private List<Socket> begin(int count, String request) throws IOException {
        var begun = new ArrayList<Socket>();
        for (int n = 0; n < count; n++) {
            var socket = new Socket(InetAddress.getLoopbackAddress(), port);
            begun.add(socket);
            socket.getOutputStream().write(request.getBytes(UTF_8));
        }
        open.addAll(begun);
        return begun;
    }

    /** One byte each now and then, as long as the other side takes it. */
    private static void drip(List<Socket> sockets) {
        for (var socket : sockets)
            try {
                socket.getOutputStream().write(' ');
            } catch (IOException cutOff) {
                // as it should be, sooner or later
            }
    }

    @Test
    @Timeout(60)
    @DisplayName("DOR-1 300 heads that come byte by byte and 600 bodies that never come whole leave the door open")
    void everyoneElseIsServed() throws Exception {
        var api = new Api(port);
        var milestone = api.fundedMilestone(USD_700);
        var slow = new ArrayList<>(begin(300, "GET /api/v1/limits HTTP/1.1\r\nHost: 127.0.0.1\r\nX: "));
        slow.addAll(begin(100, "POST /api/v1/contracts HTTP/1.1\r\nHost: 127.0.0.1\r\n" + BODY));
        slow.addAll(begin(100, "POST /api/v1/contracts HTTP/1.1\r\nHost: 127.0.0.1\r\n" + LOGIN + CHUNKED));
        slow.addAll(begin(
                250,
                "POST /api/v1/contracts HTTP/1.1\r\nHost: 127.0.0.1\r\n" + LOGIN + "Idempotency-Key: 12345678\r\n"
                        + BODY));
        slow.addAll(begin(
                150,
                "POST /api/v1/milestones/" + milestone + "/evidence?side=CLIENT HTTP/1.1\r\nHost: 127.0.0.1\r\n" + LOGIN
                        + "Idempotency-Key: 12345678\r\n" + UPLOAD));
        var dripping = Executors.newSingleThreadScheduledExecutor();
        var drops = dripping.scheduleWithFixedDelay(() -> drip(slow), 0, 500, TimeUnit.MILLISECONDS);
        try {
            for (int n = 0; n < 5; n++) {
                var from = System.nanoTime();
                api.get("/limits").expect(200);
                api.submit(milestone, "S-1-" + milestone, USD_700).expect(n == 0 ? 201 : 200);
                assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(3));
            }
        } finally {
            drops.cancel(false);
            dripping.shutdown();
        }
    }

    @Test
    @DisplayName(
            "DOR-1 a body that does not come within 15 seconds is refused, however steadily it comes, and its line is cut")
    void cutOff() throws Exception {
        var socket = begin(
                        1,
                        "POST /api/v1/contracts HTTP/1.1\r\nHost: 127.0.0.1\r\n" + LOGIN
                                + "Idempotency-Key: 12345678\r\n" + BODY)
                .get(0);
        var dripping = Executors.newSingleThreadScheduledExecutor();
        var drops = dripping.scheduleWithFixedDelay(() -> drip(List.of(socket)), 0, 500, TimeUnit.MILLISECONDS);
        try {
            socket.setSoTimeout(20_000);
            var from = System.nanoTime();
            var answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 408 ").contains("Connection: close", "body-too-slow");
            assertThat(Duration.ofNanos(System.nanoTime() - from))
                    .isBetween(Duration.ofSeconds(13), Duration.ofSeconds(18));
        } finally {
            drops.cancel(false);
            dripping.shutdown();
        }
    }
}
