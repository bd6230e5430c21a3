package dev.parley.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.shared.Money;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each limit at the last value that is taken and the first that is not. */
@ParleyTest
class LimitsTest {
    private static final Money USD_700 = Money.of(70_000, "USD");

    @LocalServerPort
    int port;

    @Autowired
    ApiJson json;

    @Autowired
    JdbcClient db;

    Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @ParameterizedTest
    @CsvSource({
        "/request/bodyBytes, 1048576",
        "/request/bodySeconds, 15",
        "/request/engineRestBodyBytes, 262144",
        "/request/addressCharacters, 8192",
        "/request/headers, 64",
        "/request/headerCharacters, 8192",
        "/request/idempotencyKeyCharacters, 255",
        "/json/depth, 20",
        "/json/numberDigits, 40",
        "/json/fieldCharacters, 100",
        "/statementCharacters, 100000",
        "/amounts/mostMinorUnits, 1000000000000000",
        "/amounts/milestonesPerContract, 100",
        "/lists/pageSize, 50",
        "/lists/mostPageSize, 200"
    })
    @DisplayName("DOR-1 limits are published, and are these")
    void published(String which, String value) {
        assertThat(api.get("/limits").expect(200).at(which)).isEqualTo(value);
    }

    @Test
    @DisplayName("DOR-1 path and query have at most 8192 characters")
    void address() {
        var before = "/limits?x=";
        var rest = 8_192 - "/api/v1".length() - before.length();

        api.get(before + "x".repeat(rest)).expect(200);
        assertThat(api.get(before + "x".repeat(rest + 1)).expect(414).code()).isEqualTo("address-too-long");
    }

    @Test
    @DisplayName("DOR-1 a request has at most 64 headers of 8192 characters in all, whoever sends it")
    void headers() throws IOException {
        assertThat(withHeaders("A: b\r\n".repeat(63))).startsWith("HTTP/1.1 401 ");
        assertThat(withHeaders("A: b\r\n".repeat(64)))
                .startsWith("HTTP/1.1 431 ")
                .contains("headers-too-large", "X-Content-Type-Options: nosniff");
        var rest = 8_192 - "Host127.0.0.1A".length();
        assertThat(withHeaders("A: " + "b".repeat(rest) + "\r\n")).startsWith("HTTP/1.1 401 ");
        assertThat(withHeaders("A: " + "b".repeat(rest + 1) + "\r\n")).startsWith("HTTP/1.1 431 ");
    }

    private String withHeaders(String headers) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(("GET /api/v1/limits HTTP/1.0\r\nHost: 127.0.0.1\r\n" + headers + "\r\n").getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Test
    @DisplayName("DOR-1 a body has at most 1 MiB; one for the engine's REST interface 256 KiB")
    void bodies() {
        assertThat(api.postRaw("/contracts", " ".repeat(1_048_576)).expect(400).code())
                .isEqualTo("invalid");
        assertThat(api.postRaw("/contracts", " ".repeat(1_048_577)).expect(413).code())
                .isEqualTo("body-too-large");
        var start = api.at("/engine-rest/process-definition/key/dispute/start");
        assertThat(start.postRaw("", " ".repeat(262_144)).expect(400).code()).isEqualTo("start-refused");
        assertThat(start.postRaw("", " ".repeat(262_145)).expect(413).code()).isEqualTo("body-too-large");
    }

    @Test
    @DisplayName("DOR-1 JSON is taken 20 levels deep")
    void depth() throws IOException {
        assertThat(json.mapper().readTree("[".repeat(20) + "]".repeat(20))).isNotNull();
        assertThatThrownBy(() -> json.mapper().readTree("[".repeat(21) + "]".repeat(21)))
                .isInstanceOf(StreamConstraintsException.class);
    }

    @Test
    @DisplayName("DOR-1 JSON that is too deep for the engine's REST interface is refused there as well")
    void depthOfStarts() {
        var start = api.at("/engine-rest/process-definition/key/dispute/start");

        assertThat(start.postRaw("", "[".repeat(100_000)).expect(400).code()).isEqualTo("start-refused");
    }

    @ParameterizedTest
    @CsvSource({"40, invalid", "41, json-too-large"})
    @DisplayName("DOR-1 a number has at most 40 digits")
    void digits(int digits, String code) {
        var body = "{\"externalId\":\"D\",\"amount\":{\"minor\":" + "9".repeat(digits) + ",\"currency\":\"USD\"}}";
        var milestone = api.fundedMilestone(USD_700);

        var refused =
                api.postRaw("/milestones/" + milestone + "/deposits", body).expect(400);

        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.at("/detail")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"100, unknown-field", "101, json-too-large"})
    @DisplayName("DOR-1 a field's name has at most 100 characters")
    void names(int characters, String code) {
        assertThat(api.postRaw("/contracts", "{\"" + "f".repeat(characters) + "\":1}")
                        .expect(400)
                        .code())
                .isEqualTo(code);
    }

    @Test
    @DisplayName("DOR-1 a statement has at most 100 000 characters")
    void statements() {
        var review =
                api.submit(api.fundedMilestone(USD_700), USD_700).expect(201).id();

        assertThat(api.requestChanges(review, "é".repeat(100_001)).expect(400).field())
                .isEqualTo("message");
        api.requestChanges(review, "é".repeat(100_000)).expect(200);
    }

    @Test
    @DisplayName("DOR-1 a contract has at most 100 milestones")
    void milestones() {
        var before = Rows.count(db);
        var refused = api.register(
                "DIRECT", "USD", null, null, LongStream.rangeClosed(1, 101).toArray());
        assertThat(refused.expect(400).field()).isEqualTo("milestones");
        assertThat(Rows.count(db)).isEqualTo(before);

        api.register("DIRECT", "USD", null, null, LongStream.rangeClosed(1, 100).toArray())
                .expect(201);
    }

    @Test
    @DisplayName("ESC-1 an amount has at most 10^15 minor units, in whichever currency")
    void amounts() {
        for (var currency : new String[] {"USD", "JPY", "KWD"}) {
            var contract = Api.contract("DIRECT", currency, null, null, Money.LIMIT);
            api.register(contract).expect(201);
            contract.put("externalId", Api.fresh("contract"));
            contract.put(
                    "milestones",
                    List.of(Map.of(
                            "externalId", "M",
                            "title", "Home page",
                            "amount", Map.of("minor", Money.LIMIT + 1, "currency", currency))));
            assertThat(api.register(contract).expect(400).code()).isEqualTo("amount-out-of-range");
        }
    }
}
