package dev.parley.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers that mean no good. */
class WebhookPostTest {
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final WebhookPost post = new WebhookPost(new WebhookTargets(true, InetAddress::getAllByName), LONGEST);
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void end() throws IOException {
        server.close();
        post.destroy();
    }

    @Test
    @DisplayName("DOR-1 a server that drips its answer is left when the time is over")
    void drips() {
        drip("", "HTTP/1.1 200 OK and so on and so on and so on and so on");

        var began = System.nanoTime();
        assertThatThrownBy(this::send).isInstanceOf(IOException.class).hasMessage("no answer within 1 s");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(LONGEST, LONGEST.plusSeconds(2));
    }

    @Test
    @DisplayName("DOR-1 of an answer without an end only the status is waited for")
    void endlessBody() throws IOException {
        drip("HTTP/1.1 202 Accepted\r\nContent-Length: 100000\r\n\r\n", "and so on and so on and so on and so on");

        var began = System.nanoTime();
        assertThat(send().status()).isEqualTo(202);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONGEST);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Retry-After: 120                                                               | PT2M
            Date: Sun, 22 Nov 2026 10:00:00 GMT;Retry-After: Sun, 22 Nov 2026 11:00:00 GMT  | PT1H
            Date: Sun, 22 Nov 2026 10:00:00 GMT;Retry-After: Sun, 22 Nov 2026 09:00:00 GMT  | PT0S
            Retry-After: Sun, 22 Nov 2026 11:00:00 GMT                                     | PT0S
            Retry-After: -5                                                                | PT0S
            Retry-After: 99999999999999999999                                              | PT0S
            Retry-After: soon                                                              | PT0S
            X: y                                                                           | PT0S
            """)
    @DisplayName(
            "RFC 9110 10.2.3 how long to wait is read as seconds or as a date by the sender's own clock, nonsense is nothing")
    void retryAfter(String headers, Duration expected) throws IOException {
        drip("HTTP/1.1 503 Busy\r\n" + headers.replace(";", "\r\n") + "\r\nContent-Length: 0\r\n\r\n", "");

        assertThat(send()).isEqualTo(new WebhookPost.Answered(503, expected));
    }

    @Test
    @DisplayName("DOR-1 what is no HTTP is a failure")
    void noHttp() {
        drip("220 mail.example ESMTP\r\n", "");

        assertThatThrownBy(this::send).isInstanceOf(IOException.class);
    }

    private WebhookPost.Answered send() throws IOException {
        var url = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
        return post.send(url, Map.of("webhook-id", "1"), new byte[] {'{', '}'});
    }

    /** Says the first part at once and the rest character by character, for much longer than anybody waits. */
    private void drip(String first, String rest) {
        var dripping = new Thread(() -> {
            try (var caller = server.accept()) {
                var out = caller.getOutputStream();
                out.write(first.getBytes(US_ASCII));
                for (var character : rest.getBytes(US_ASCII)) {
                    out.write(character);
                    out.flush();
                    Thread.sleep(100);
                }
            } catch (IOException | InterruptedException left) {
                Thread.currentThread().interrupt();
            }
        });
        dripping.setDaemon(true);
        dripping.start();
    }
}
