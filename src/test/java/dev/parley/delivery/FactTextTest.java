package dev.parley.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.shared.Money;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    2026-12-04T17:00:00Z     | Europe/Berlin    | Friday, 4 December 2026, 18:00 Central European Standard Time (Europe/Berlin)
                    2026-07-03T16:00:59.999Z | Europe/Berlin    | Friday, 3 July 2026, 18:00 Central European Summer Time (Europe/Berlin)
                    2026-12-04T23:00:00Z     | Europe/Berlin    | Friday, 4 December 2026, 24:00 Central European Standard Time (Europe/Berlin)
                    2026-12-04T23:01:00Z     | Europe/Berlin    | Saturday, 5 December 2026, 00:01 Central European Standard Time (Europe/Berlin)
                    2026-12-04T17:00:00Z     | America/New_York | Friday, 4 December 2026, 12:00 Eastern Standard Time (America/New_York)
                    2026-12-04T17:00:00Z     | UTC              | Friday, 4 December 2026, 17:00 UTC
                    2026-12-04T17:00:00Z     | +05:30           | Friday, 4 December 2026, 22:30 UTC+05:30
                    2026-12-05T12:00:00Z     | -12:00           | Friday, 4 December 2026, 24:00 (UTC−12, because your time zone is not known to us)
                    2026-12-05T12:00:00Z     | Etc/GMT+12       | Friday, 4 December 2026, 24:00 (UTC−12, because your time zone is not known to us)
                    """)
    @DisplayName("DEA-2 an instant is shown in the reader's zone with its name, midnight as the end of its day")
    void showsInstants(Instant instant, String zone, String shown) {
        assertThat(FactText.of(instant, ZoneId.of(zone))).isEqualTo(shown);
    }

    @Test
    @DisplayName("DEA-2 the day of a deadline at midnight is the day that ends then")
    void namesTheDay() {
        assertThat(FactText.date(Instant.parse("2027-01-01T00:00:00Z"), ZoneOffset.UTC))
                .isEqualTo("31 December 2026");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    123450           | USD | 1,234.50 USD
                    7                | USD | 0.07 USD
                    0                | EUR | 0.00 EUR
                    43000            | JPY | 43,000 JPY
                    89500            | KWD | 89.500 KWD
                    1000000000000000 | USD | 10,000,000,000,000.00 USD
                    """)
    @DisplayName("NOT-5 an amount is shown exactly, with the currency's own decimals")
    void showsMoney(long minor, String currency, String shown) {
        assertThat(FactText.of(Money.of(minor, currency), ZoneOffset.UTC)).isEqualTo(shown);
    }

    @Test
    @DisplayName("NOT-5 a text keeps its lines and loses what nobody can read")
    void cleansTexts() {
        assertThat(FactText.text("one\r\ntwo\rthree\u0000\u0007\u202e\ud83c 🎉 "))
                .isEqualTo("one\ntwo\nthree 🎉");
    }

    @Test
    @DisplayName("NOT-5 an endless text is cut, and says so")
    void cutsTexts() {
        assertThat(FactText.text("x".repeat(20_000))).hasSize(20_000).doesNotContain("…");
        assertThat(FactText.text("x".repeat(20_001))).endsWith("x…\n[The first 20000 characters are shown here.]");
        assertThat(FactText.line("🎉🎉🎉", 4)).isEqualTo("🎉…");
    }
}
