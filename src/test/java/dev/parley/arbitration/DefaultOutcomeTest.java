package dev.parley.arbitration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.contract.ContractKind;
import dev.parley.contract.Terms;
import dev.parley.dispute.Document.Election;
import dev.parley.dispute.Ending;
import dev.parley.shared.Money;
import dev.parley.shared.Side;
import dev.parley.shared.Split;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DefaultOutcomeTest {
    private static final Money HELD = Money.of(70_001, "USD");

    @Test
    @DisplayName("ARB-3 nobody elects: the side of the terms gets all, the client by default")
    void nobody() {
        assertThat(DefaultOutcome.of(List.of(), terms("CLIENT", "ELECTOR"), HELD))
                .isEqualTo(new DefaultOutcome(Ending.NOBODY_ELECTED, Split.allToClient(HELD)));
        assertThat(DefaultOutcome.of(List.of(), terms("FREELANCER", "ELECTOR"), HELD)
                        .split())
                .isEqualTo(Split.allToFreelancer(HELD));
    }

    @Test
    @DisplayName("ARB-3 one elects: that one gets all, unless the terms name a side")
    void one() {
        assertThat(DefaultOutcome.of(List.of(by(Side.FREELANCER)), terms("CLIENT", "ELECTOR"), HELD))
                .isEqualTo(new DefaultOutcome(Ending.ONE_ELECTED, Split.allToFreelancer(HELD)));
        assertThat(DefaultOutcome.of(List.of(by(Side.CLIENT)), terms("CLIENT", "ELECTOR"), HELD)
                        .split())
                .isEqualTo(Split.allToClient(HELD));
        assertThat(DefaultOutcome.of(List.of(by(Side.FREELANCER)), terms("CLIENT", "CLIENT"), HELD)
                        .split())
                .isEqualTo(Split.allToClient(HELD));
    }

    @Test
    @DisplayName("ARB-3 both elect: there is no default")
    void both() {
        var elections = List.of(by(Side.CLIENT), by(Side.FREELANCER));
        assertThatThrownBy(() -> DefaultOutcome.of(elections, terms("CLIENT", "ELECTOR"), HELD))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Election by(Side side) {
        return new Election(side, Money.of(29_100, "USD"), "paid");
    }

    private static Terms terms(String nobody, String one) {
        return new Terms(
                "test",
                ContractKind.DIRECT,
                HELD.currency(),
                new BigDecimal("0.034"),
                14,
                7,
                5,
                2,
                4,
                2,
                7,
                60,
                30,
                4,
                3,
                24,
                2,
                365,
                29_100,
                Side.valueOf(nobody),
                one);
    }
}
