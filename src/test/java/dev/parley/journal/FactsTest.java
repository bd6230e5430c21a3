package dev.parley.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.shared.Money;
import dev.parley.shared.Side;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FactsTest {
    @Test
    @DisplayName("AUD-1 facts are written canonically: keys sorted, money in minor units, everything else as text")
    void writesCanonically() {
        var id = UUID.fromString("00000000-0000-7000-8000-0000000000a1");

        var json = Facts.write(Map.of(
                "zone",
                "Europe/Berlin",
                "amount",
                Money.of(70_000, "USD"),
                "at",
                Instant.parse("2026-01-31T09:05:00.120Z"),
                "day",
                LocalDate.of(2026, 1, 31),
                "id",
                id,
                "side",
                Side.CLIENT,
                "rate",
                new BigDecimal("0.034"),
                "final",
                true,
                "skipped",
                List.of(LocalDate.of(2026, 7, 3), 5, 5L)));

        assertThat(json)
                .isEqualTo("{\"amount\":{\"currency\":\"USD\",\"minor\":70000},\"at\":\"2026-01-31T09:05:00.120Z\","
                        + "\"day\":\"2026-01-31\",\"final\":true,\"id\":\"00000000-0000-7000-8000-0000000000a1\","
                        + "\"rate\":\"0.034\",\"side\":\"CLIENT\",\"skipped\":[\"2026-07-03\",5,5],"
                        + "\"zone\":\"Europe/Berlin\"}");
    }

    @Test
    @DisplayName("AUD-1 a float, or an object that no canonical form is known of, is no fact")
    void refusesFloats() {
        assertThatThrownBy(() -> Facts.write(Map.of("amount", 1.5))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Facts.write(Map.of("in", List.of(new Object()))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
