package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.shared.Money;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ParleyTest
class EvidenceControllerTest {
    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

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

    @Test
    @DisplayName("DIS-2 a document of more than 20 MB is refused, and leaves no row")
    void refusesWhatIsTooLarge() {
        var before = Rows.count(db);

        var refused = api.upload(milestone, "FREELANCER", "big.txt", new byte[20 * 1024 * 1024 + 1]);

        assertThat(refused.expect(413).code()).isEqualTo("body-too-large");
        assertThat(Rows.count(db)).isEqualTo(before);
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
