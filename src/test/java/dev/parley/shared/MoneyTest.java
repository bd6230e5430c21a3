package dev.parley.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Currency;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Money as an integer of minor units (RULES, Words). */
class MoneyTest {
    private static final Money DOLLAR = Money.of(100, "USD");
    private static final Money CENT = Money.of(1, "USD");

    @ParameterizedTest
    @CsvSource({"700.00,USD,70000", "700,USD,70000", "0.01,USD,1", "700,JPY,700", "1.234,KWD,1234", " 5.50 ,EUR,550"})
    @DisplayName("ESC-1 a decimal in major units is read exactly")
    void parses(String major, String currency, long minor) {
        assertThat(Money.parse(major, Currency.getInstance(currency), "amount")).isEqualTo(Money.of(minor, currency));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1,00", "-1", "1e3", "0.001", "1.", "NaN", "99999999999999"})
    @DisplayName("ESC-1 what is no exact amount is refused, and names the field")
    void refuses(String major) {
        assertThatThrownBy(() -> Money.parse(major, Currency.getInstance("USD"), "amount"))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo("amount-malformed");
                    assertThat(refused.field()).isEqualTo("amount");
                });
    }

    @Test
    @DisplayName("ESC-1 a decimal beyond the limit is refused, and names the field")
    void beyondTheLimit() {
        assertThatThrownBy(() -> Money.parse("9999999999999", Currency.getInstance("KWD"), "amount"))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.field()).isEqualTo("amount"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"XAU", "ZZZ", "usd", ""})
    @DisplayName("ESC-1 what is no currency with minor units is refused")
    void currencies(String code) {
        assertThatThrownBy(() -> Money.of(1, code))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("currency-unknown"));
        assertThat(Money.currency("JPY").getDefaultFractionDigits()).isZero();
    }

    @Test
    @DisplayName("ESC-1 an amount has a limit on either side of zero")
    void limit() {
        assertThat(Money.of(Money.LIMIT, "USD").minor()).isEqualTo(Money.LIMIT);
        assertThat(Money.of(-Money.LIMIT, "USD").minor()).isEqualTo(-Money.LIMIT);
        assertThatThrownBy(() -> Money.of(Money.LIMIT + 1, "USD")).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.of(-Money.LIMIT - 1, "USD")).isInstanceOf(ArithmeticException.class);
    }

    @Test
    @DisplayName("ESC-1 sums and differences are exact, of one currency only")
    void arithmetic() {
        assertThat(DOLLAR.plus(CENT)).isEqualTo(Money.of(101, "USD"));
        assertThat(DOLLAR.minus(CENT)).isEqualTo(Money.of(99, "USD"));
        assertThat(DOLLAR.zero()).isEqualTo(Money.of(0, "USD"));
        assertThatThrownBy(() -> DOLLAR.plus(Money.of(1, "EUR")))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("currency-mixed"));
    }

    @Test
    @DisplayName("ESC-1 amounts compare by their minor units; zero is not positive")
    void compares() {
        assertThat(DOLLAR).isGreaterThan(CENT);
        assertThat(DOLLAR.min(CENT)).isEqualTo(CENT);
        assertThat(CENT.min(DOLLAR)).isEqualTo(CENT);
        assertThat(CENT.isPositive()).isTrue();
        assertThat(CENT.zero().isPositive()).isFalse();
        assertThat(Money.of(-1, "USD").isPositive()).isFalse();
    }

    @Test
    @DisplayName("ESC-1 an amount is written with its currency's own decimals")
    void written() {
        assertThat(Money.of(70_000, "USD")).hasToString("700.00 USD");
        assertThat(Money.of(700, "JPY")).hasToString("700 JPY");
        assertThat(Money.of(1_234, "KWD")).hasToString("1.234 KWD");
    }
}
