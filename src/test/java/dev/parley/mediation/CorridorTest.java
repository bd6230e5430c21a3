package dev.parley.mediation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.shared.Money;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CorridorTest {
    private static final Money HELD = Money.of(100_000, "USD");

    @Test
    @DisplayName("RES-1 the corridor runs from the client's last offer to the freelancer's, both included")
    void betweenOffers() {
        var corridor = Corridor.between(offer(20_000), offer(80_000), HELD);
        assertThat(corridor.contains(Money.of(19_999, "USD"))).isFalse();
        assertThat(corridor.contains(Money.of(20_000, "USD"))).isTrue();
        assertThat(corridor.contains(Money.of(80_000, "USD"))).isTrue();
        assertThat(corridor.contains(Money.of(80_001, "USD"))).isFalse();
    }

    @Test
    @DisplayName(
            "RES-1 who made no offer stands by the whole, or by nothing; an offer above the hold counts as all of it")
    void withoutOffers() {
        assertThat(Corridor.between(Optional.empty(), Optional.empty(), HELD))
                .isEqualTo(new Corridor(HELD.zero(), HELD));
        assertThat(Corridor.between(offer(30_000), Optional.empty(), HELD).high())
                .isEqualTo(HELD);
        assertThat(Corridor.between(Optional.empty(), offer(120_000), HELD).high())
                .isEqualTo(HELD);
    }

    @Test
    @DisplayName("RES-1 a client who offers more than the freelancer asks for is no reason to stop counting")
    void crossed() {
        var corridor = Corridor.between(offer(70_000), offer(60_000), HELD);
        assertThat(corridor).isEqualTo(new Corridor(Money.of(60_000, "USD"), Money.of(70_000, "USD")));
    }

    private static Optional<Money> offer(long minor) {
        return Optional.of(Money.of(minor, "USD"));
    }
}
