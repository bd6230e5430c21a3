package dev.parley.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.shared.Money;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GuideTest {
    @Test
    @DisplayName("DEA-2 the end of a day is that day's 24:00, not the next day's 00:00")
    void endOfDay() {
        var tokyo = ZoneId.of("Asia/Tokyo");
        assertThat(Guide.moment(Instant.parse("2026-12-05T15:00:00Z"), tokyo)).isEqualTo("5 Dec 2026 24:00 Asia/Tokyo");
        assertThat(Guide.moment(Instant.parse("2026-12-05T15:01:00Z"), tokyo)).isEqualTo("6 Dec 2026 00:01 Asia/Tokyo");
    }

    @Test
    @DisplayName("DEA-2 an unknown zone is shown as the offset that is counted")
    void unknownZone() {
        assertThat(Guide.moment(Instant.parse("2026-12-05T15:00:00Z"), ZoneId.of("Etc/GMT+12")))
                .isEqualTo("5 Dec 2026 03:00 UTC−12");
    }

    @Test
    @DisplayName("an amount has the decimals of its currency, and nothing is nothing")
    void amounts() {
        assertThat(Guide.amount(Money.of(1_234_567, "KWD"))).isEqualTo("1,234.567");
        assertThat(Guide.amount(Money.of(96_000, "JPY"))).isEqualTo("96,000");
        assertThat(Guide.withCurrency(Money.of(5, "USD"))).isEqualTo("0.05 USD");
        assertThat(Guide.withCurrency(Money.of(0, "USD"))).isEmpty();
    }
}
