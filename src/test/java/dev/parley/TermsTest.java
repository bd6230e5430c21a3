package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.shared.Money;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Terms are chosen when something begins, and stay with it. */
@ParleyTest
class TermsTest {
    private static final Money AMOUNT = Money.of(50_000, "USD");

    @LocalServerPort
    int port;

    @Autowired
    RepositoryService repository;

    @Autowired
    JdbcClient db;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @Test
    @DisplayName("TER-2 a later version of the terms changes no running review and no registered contract's fee")
    void laterVersion() throws IOException {
        var contract = api.register("DIRECT", "USD", "UTC", "US", 50_000).expect(201);
        var before = open(contract.milestone(0));
        var version = "later-" + UUID.randomUUID();
        var table = Files.readString(Path.of("bpmn/terms.dmn"))
                .replace("\"2026-11\"", "\"" + version + "\"")
                .replace("\"0.034\"", "\"0.100\"")
                .replace("<text>14</text>", "<text>10</text>")
                .replace("<text>24</text>", "<text>48</text>");
        var later =
                repository.createDeployment().addString("bpmn/terms.dmn", table).deploy();
        try {
            assertThat(api.review(before).at("/deadline/termsVersion")).isEqualTo("2026-11");
            api.approve(before).expect(200);
            assertThat(api.milestone(contract.milestone(0)).minor("/balances/fees"))
                    .isEqualTo(1_700);

            var after = open(api.register("DIRECT", "USD", "UTC", "US", 50_000).milestone(0));
            var deadline = api.review(after);
            assertThat(deadline.at("/deadline/termsVersion")).isEqualTo(version);
            assertThat(Duration.between(instant(deadline, "start"), instant(deadline, "at")))
                    .isEqualTo(Duration.ofDays(10));
            assertThat(reminders(after)).contains(instant(deadline, "at").minus(Duration.ofDays(2)));
        } finally {
            repository.deleteDeployment(later.getId());
        }
    }

    @Test
    @DisplayName("TER-2 a currency without terms is refused when the contract is registered, and leaves nothing")
    void noTerms() {
        var body = Api.contract("DIRECT", "CHF", "Europe/Zurich", "CH", 50_000);
        var refused = api.register(body).expect(400);
        assertThat(refused.code()).isEqualTo("currency-without-terms");
        assertThat(refused.field()).isEqualTo("currency");
    }

    private UUID open(UUID milestone) {
        api.deposit(milestone, AMOUNT).expect(200);
        return api.submit(milestone, AMOUNT).expect(201).id();
    }

    private List<Instant> reminders(UUID review) {
        return db
                .sql("select not_before from delivery where subject_id = ? and kind = 'REVIEW_REMINDER'")
                .param(review)
                .query(OffsetDateTime.class)
                .list()
                .stream()
                .map(OffsetDateTime::toInstant)
                .toList();
    }

    private static Instant instant(Api.Response review, String name) {
        return Instant.parse(review.at("/deadline/" + name));
    }
}
