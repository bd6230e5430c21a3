package dev.parley.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.shared.Money;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ParleyTest
class SandboxClockTest {
    private static final Money AMOUNT = Money.of(50_000, "USD");

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @Test
    @DisplayName("each window ends when it is due, also those that come due while another's end is carried out")
    void windowsCloseTogether() {
        var milestones =
                Stream.generate(() -> api.fundedMilestone(AMOUNT)).limit(25).toList();
        var reviews = milestones.stream()
                .map(milestone -> api.submit(milestone, AMOUNT).expect(201).id())
                .toList();
        var deadlines = reviews.stream().map(this::deadline).toList();

        api.advance("P20D").expect(200);

        for (int n = 0; n < reviews.size(); n++)
            assertThat(endOf(reviews.get(n))).isCloseTo(deadlines.get(n), within(1, ChronoUnit.MINUTES));
    }

    @Test
    @DisplayName("DEA-0 the clock is ahead by hours, not by days, which a session's zone could make longer or shorter")
    void aheadByElapsedTime() {
        api.advance("P3D").expect(200);
        assertThat(db.sql("select extract(day from ahead) = 0 and ahead >= interval '71 hours' from sandbox_clock")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    @DisplayName("time goes forward, and at most 400 days in one call")
    void refusals() {
        assertThat(api.advance("-PT1S").expect(400).code()).isEqualTo("clock-back");
        assertThat(api.advance("P401D").expect(400).code()).isEqualTo("clock-too-far");
        assertThat(api.post("/sandbox/clock/advance", Map.of()).expect(400).code())
                .isEqualTo("advance-malformed");
    }

    private Instant deadline(UUID review) {
        return Instant.parse(api.review(review).expect(200).at("/deadline/at"));
    }

    private Instant endOf(UUID review) {
        return Instant.parse(api.review(review).expect(200).at("/endedAt"));
    }
}
