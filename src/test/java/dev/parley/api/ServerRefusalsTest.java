package dev.parley.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parley.ParleyTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Requests that the server refuses by itself, as bytes on the line. */
@ParleyTest
class ServerRefusalsTest {
    private static final String LARGE = "x".repeat(30_000);
    private static final String MANY = "X: y\r\n".repeat(150);

    @LocalServerPort
    int port;

    @Autowired
    ProblemTypes types;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            GET /api/v1/limits?LARGE HTTP/1.1~Host: a~~                                     | 414 | address-too-long
            GET /api/v1/limits HTTP/1.1~Host: a~X: LARGE~~                                  | 431 | headers-too-large
            GET /api/v1/limits HTTP/1.1~Host: a~LARGE: x~~                                  | 431 | headers-too-large
            GET /api/v1/limits HTTP/1.1~Host: a~MANY~                                       | 431 | headers-too-large
            POST /api/v1/contracts HTTP/1.1~Host: a~Content-Length: 5~X: LARGE~~            | 431 | headers-too-large
            POST /api/v1/contracts HTTP/1.1~Host: a~Content-Length: 99999~Y y: 1~~LARGE     | 400 | request-malformed
            GET~~                                                                           | 400 | request-malformed
            G<T /api/v1/limits HTTP/1.1~Host: a~~                                           | 400 | request-malformed
            GET /api/v1/li<mits HTTP/1.1~Host: a~~                                          | 400 | request-malformed
            GET /api/v1/limits?a={b} HTTP/1.1~Host: a~~                                     | 400 | request-malformed
            GET /api/v1/%zz HTTP/1.1~Host: a~~                                              | 400 | request-malformed
            GET /api/v1/%00 HTTP/1.1~Host: a~~                                              | 400 | request-malformed
            GET /../api/v1/limits HTTP/1.1~Host: a~~                                        | 400 | request-malformed
            GET api/v1/limits HTTP/1.1~Host: a~~                                            | 400 | request-malformed
            GET /api/v1/limits HTTP/1.1~~                                                   | 400 | request-malformed
            GET /api/v1/limits HTTP/1.1~Host: a b~~                                         | 400 | request-malformed
            GET /api/v1/limits HTTP/1.1~Host: a~Host: b~~                                   | 400 | request-malformed
            GET /api/v1/limits HTTP/1.1~Host: a~X y: z~~                                    | 400 | request-malformed
            GET /api/v1/limits HTTP/1.1~Host: a~Content-Length: 1~Content-Length: 2~~x      | 400 | request-malformed
            GET /api/v1/limits HTTP/1.1~Host: a~Content-Length: no~~                        | 400 | request-malformed
            TRACE /api/v1/limits HTTP/1.1~Host: a~~                                         | 400 | request-malformed
            POST /api/v1/contracts HTTP/1.1~Host: a~Expect: miracles~~                      | 417 | expectation-failed
            POST /api/v1/contracts HTTP/1.1~Host: a~Transfer-Encoding: sideways~~           | 501 | not-implemented
            GET /api/v1/limits HTTP/7.1~Host: a~~                                           | 505 | http-version-not-supported
            """)
    @DisplayName(
            "DOR-1 RFC 9457 what the server refuses by itself is a problem with a type like any other, and no page")
    void isAProblem(String request, int status, String code) throws IOException {
        var sent = request.replace("~", "\r\n").replace("LARGE", LARGE).replace("MANY", MANY);

        var answer = answer(sent);

        var head = answer.substring(0, answer.indexOf("\r\n\r\n"));
        assertThat(head)
                .startsWith("HTTP/1.1 " + status + " ")
                .containsIgnoringCase("Content-Type: application/problem+json");
        assertThat(head).contains("X-Content-Type-Options: nosniff", "Content-Security-Policy: default-src 'none'");
        assertThat(answer).doesNotContainIgnoringCase("<html").doesNotContain("Tomcat", "Exception");
        var problem = new JsonMapper().readTree(answer.substring(answer.indexOf('{'), answer.lastIndexOf('}') + 1));
        assertThat(problem.path("code").asText()).isEqualTo(code);
        assertThat(problem.path("type").asText()).isEqualTo("/problems/" + code);
        assertThat(types.find(code))
                .hasValueSatisfying(type -> assertThat(type.status()).isEqualTo(status));
    }

    private String answer(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
