package dev.parley.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.shared.Money;
import dev.parley.shared.Texts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ParleyTest
class EvidenceControllerTest {
    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    @Autowired
    TestRestTemplate http;

    @Value("${parley.evidence.folder}")
    Path folder;

    Api api;
    UUID milestone;

    @BeforeEach
    void aMilestone() {
        api = new Api(port);
        milestone = api.fundedMilestone(Money.of(70_000, "USD"));
    }

    @Test
    @DisplayName("DIS-2 a document is kept under its hash, by what it is, and comes back only as a download")
    void keepsADocument() {
        var kept = api.upload(milestone, "FREELANCER", "../../plan.html", "The plan\n")
                .expect(201);

        assertThat(kept.at("/mediaType")).isEqualTo("text/plain");
        assertThat(kept.at("/sizeBytes")).isEqualTo("9");
        assertThat(kept.at("/sha256")).matches("[0-9a-f]{64}");
        var content = api.evidence(kept.id()).expect(200);
        assertThat(content.text()).isEqualTo("The plan\n");
        assertThat(content.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment;")
                .contains("plan.html")
                .doesNotContain("..");
        assertThat(content.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(content.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
    }

    @ParameterizedTest
    @CsvSource({
        "FREELANCER, empty.txt, '', evidence-empty, file",
        "FREELANCER, page.txt, '<!DOCTYPE html><html><script>alert(1)</script></html>', evidence-type, file",
        "MEDIATOR, a.txt, text, invalid, side",
        "FREELANCER, '', text, missing, file",
    })
    @DisplayName("DIS-2 what can't be kept is refused by name, and leaves no row")
    void refuses(String side, String name, String content, String code, String field) {
        var before = Rows.count(db);

        var refused = api.upload(milestone, side, name, content).expect(400);

        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.field()).isEqualTo(field);
        assertThat(Rows.count(db)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {20 * 1024 * 1024 + 1, 30 * 1024 * 1024})
    @DisplayName("DIS-2 a document of more than 20 MB is refused with a clear answer, and leaves no row")
    void refusesWhatIsTooLarge(int size) {
        var before = Rows.count(db);

        var refused = api.upload(milestone, "FREELANCER", "big.txt", new byte[size]);

        assertThat(refused.expect(413).code()).isEqualTo("body-too-large");
        assertThat(Rows.count(db)).isEqualTo(before);
    }

    @Test
    @DisplayName("DIS-2 the limits are published where they are enforced: by the API and in its description")
    void publishesTheLimits() {
        var limits = api.get("/limits").expect(200);

        assertThat(limits.at("/evidence/bytesPerFile")).isEqualTo("20971520");
        assertThat(limits.at("/evidence/filesPerStatement")).isEqualTo("20");
        assertThat(limits.at("/evidence/filesPerMilestoneAndSide")).isEqualTo("60");
        assertThat(limits.at("/evidence/bytesPerMilestoneAndSide")).isEqualTo("314572800");
        assertThat(limits.at("/evidence/mediaTypes/0")).isEqualTo("application/pdf");
        assertThat(limits.at("/statementCharacters")).isEqualTo(String.valueOf(Texts.LONGEST));
        assertThat(http.getForObject("/v3/api-docs", JsonNode.class)
                        .at("/paths/~1api~1v1~1milestones~1{id}~1evidence/post/description")
                        .asText())
                .contains("20971520 bytes a document", "60 documents", "image/png");
    }

    @Test
    @DisplayName(
            "DIS-2 the limits of a side of a milestone: the last document in is kept, the next refused, the other side not touched")
    void sidesHaveLimits() {
        for (var n = 1; n < 60; n++)
            api.upload(milestone, "CLIENT", "a.txt", "page " + n).expect(201);
        api.upload(milestone, "CLIENT", "a.txt", "the sixtieth").expect(201);
        var before = Rows.count(db);

        var refused = api.upload(milestone, "CLIENT", "a.txt", "one too many").expect(409);

        assertThat(refused.code()).isEqualTo("evidence-full");
        assertThat(Rows.count(db)).isEqualTo(before);
        api.upload(milestone, "FREELANCER", "a.txt", "the other side's").expect(201);
    }

    @Test
    @DisplayName("DIS-2 the bytes of a side of a milestone have a limit of their own")
    void sidesHaveALimitOfBytes() {
        api.upload(milestone, "CLIENT", "a.txt", "small").expect(201);
        var sha256 = api.upload(milestone, "FREELANCER", "a.txt", "large")
                .expect(201)
                .at("/sha256");
        db.sql("insert into evidence select gen_random_uuid(), ?, 'CLIENT', name_id, media_type, ?, sha256, uploaded_at"
                        + " from evidence where sha256 = ? limit 1")
                .params(milestone, 300L * 1024 * 1024 - 10, sha256)
                .update();

        api.upload(milestone, "CLIENT", "b.txt", "12345").expect(201);
        assertThat(api.upload(milestone, "CLIENT", "c.txt", "1").expect(409).code())
                .isEqualTo("evidence-full");
    }

    @Test
    @DisplayName("DIS-2 a file that was changed on the disk, or is gone, is refused")
    void refusesWhatWasChanged() throws IOException {
        var kept = api.upload(milestone, "CLIENT", "plan.txt", "the plan as agreed " + milestone)
                .expect(201);
        var place = folder.resolve(kept.at("/sha256").substring(0, 2)).resolve(kept.at("/sha256"));

        Files.writeString(place, "the plan as I would have it");
        assertThat(api.evidence(kept.id()).expect(409).code()).isEqualTo("evidence-damaged");
        Files.delete(place);
        assertThat(api.evidence(kept.id()).expect(409).code()).isEqualTo("evidence-damaged");
        api.upload(milestone, "CLIENT", "plan.txt", "the plan as agreed " + milestone)
                .expect(201);
        api.evidence(kept.id()).expect(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../etc/passwd.txt",
                "invoice\u202Efdp.txt",
                "a;b=c'd.txt",
                "Überweisung €.txt",
                "%2e%2e%2fa.txt",
                "<script>.txt"
            })
    @DisplayName("DIS-2 whatever a file calls itself, it comes back as one header, to be saved")
    void hostileNames(String name) {
        var kept = api.upload(milestone, "FREELANCER", name, "harmless").expect(201);

        var headers = api.evidence(kept.id()).expect(200).headers();

        assertThat(headers.allValues("Content-Disposition"))
                .singleElement()
                .asString()
                .startsWith("attachment; filename=\"")
                .isASCII()
                .doesNotContain("/", "\\", "..", "<");
        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                .contains("sandbox", "default-src 'none'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"...", "..", "/", " "})
    @DisplayName("DIS-2 a name that says nothing, and one of more than 200 characters, is refused")
    void namesThatSayNothing(String name) {
        assertThat(api.upload(milestone, "CLIENT", name, "harmless").expect(400).field())
                .isEqualTo("file");
        assertThat(api.upload(milestone, "CLIENT", "n".repeat(256), "harmless")
                        .expect(400)
                        .field())
                .isEqualTo("file");
    }

    @Test
    @DisplayName("DIS-2 an upload that is cut off is refused, and leaves nothing")
    void cutOff() throws IOException {
        api.upload(milestone, "CLIENT", "whole.txt", "the whole").expect(201);
        var rows = Rows.count(db);
        var files = files();

        var answer = cutOff(
                "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nthe first half");

        assertThat(answer).startsWith("HTTP/1.1 400 ");
        assertThat(Rows.count(db)).isEqualTo(rows);
        assertThat(files()).isEqualTo(files);
    }

    /** Says that more comes than it sends. */
    private String cutOff(String body) throws IOException {
        var login = Base64.getEncoder().encodeToString("contracts:sandbox".getBytes(UTF_8));
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var head = "POST /api/v1/milestones/" + milestone
                    + "/evidence?side=CLIENT HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic "
                    + login + "\r\nIdempotency-Key: " + Api.fresh("key")
                    + "\r\nContent-Type: multipart/form-data; boundary=cut\r\nContent-Length: 100000\r\n\r\n";
            socket.getOutputStream().write((head + body).getBytes(UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private List<Path> files() throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    @DisplayName("DOR-1 the same key with another file is refused, with the same file answered as before")
    void keysCoverTheContent() {
        var keyed = api.withKey(Api.fresh("key"));
        var first = keyed.upload(milestone, "CLIENT", "a.txt", "one").expect(201);

        var replayed = keyed.upload(milestone, "CLIENT", "a.txt", "one").expect(201);
        keyed.upload(milestone, "CLIENT", "a.txt", "two").expect(422);
        keyed.upload(milestone, "FREELANCER", "a.txt", "one").expect(422);

        assertThat(replayed.text()).isEqualTo(first.text());
    }
}
