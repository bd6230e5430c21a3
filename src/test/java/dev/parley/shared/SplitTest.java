package dev.parley.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets what of a hold (ESC-3). */
class SplitTest {
    private static final Money HELD = Money.of(70_001, "USD");
    private static final Money NOTHING = HELD.zero();

    @ParameterizedTest
    @CsvSource({"0", "1", "35000", "70001"})
    @DisplayName("RES-1 the freelancer's part as given, the rest to the client, to the minor unit")
    void between(long part) {
        var split = Split.between(HELD, Money.of(part, "USD"));

        assertThat(split).isEqualTo(new Split(Money.of(part, "USD"), Money.of(70_001 - part, "USD"), NOTHING));
        assertThat(split.total()).isEqualTo(HELD);
    }

    @Test
    @DisplayName("ESC-3 more than is held, or less than nothing, is refused")
    void refused() {
        refused("amount-above-hold", 70_002);
        refused("split-negative", -1);
        var minus = Money.of(-1, "USD");
        assertThatThrownBy(() -> new Split(NOTHING, minus, NOTHING)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> new Split(NOTHING, NOTHING, minus)).isInstanceOf(Refused.class);
    }

    @Test
    @DisplayName("ESC-3 all of it to one")
    void allToOne() {
        assertThat(Split.allToFreelancer(HELD)).isEqualTo(new Split(HELD, NOTHING, NOTHING));
        assertThat(Split.allToClient(HELD)).isEqualTo(new Split(NOTHING, HELD, NOTHING));
        assertThat(Split.backToEscrow(HELD)).isEqualTo(new Split(NOTHING, NOTHING, HELD));
        assertThat(Split.backToEscrow(HELD).total()).isEqualTo(HELD);
    }

    private static void refused(String code, long part) {
        assertThatThrownBy(() -> Split.between(HELD, Money.of(part, "USD")))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
