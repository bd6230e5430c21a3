package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.shared.Money;
import dev.parley.shared.Side;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NextClockTest {
    private static final Money NOTHING = Money.of(0, "USD");
    private static final Money CENT = Money.of(1, "USD");

    @Test
    @DisplayName("REV-8 (a) the freelancer ended the contract: refunded, before anything else")
    void freelancerEnded() {
        assertThat(NextClock.after(Side.FREELANCER, () -> CENT, CENT, false)).isEqualTo(NextClock.REFUND);
    }

    @Test
    @DisplayName("REV-8 (b) something is left to review: a new review, also after the client ended the contract")
    void stillToReview() {
        assertThat(NextClock.after(null, () -> CENT, CENT, false)).isEqualTo(NextClock.REVIEW);
        assertThat(NextClock.after(Side.CLIENT, () -> CENT, CENT, true)).isEqualTo(NextClock.REVIEW);
    }

    @Test
    @DisplayName("REV-8 (c) the client ended the contract: a claim window, or refunded if the case was withdrawn")
    void clientEnded() {
        assertThat(NextClock.after(Side.CLIENT, () -> CENT, NOTHING, false)).isEqualTo(NextClock.CLAIM);
        assertThat(NextClock.after(Side.CLIENT, () -> CENT, NOTHING, true)).isEqualTo(NextClock.REFUND);
    }

    @Test
    @DisplayName("REV-8 (d) otherwise the milestone is open for its next submission; nothing free needs no clock")
    void openForSubmission() {
        assertThat(NextClock.after(null, () -> CENT, NOTHING, true)).isEqualTo(NextClock.OPEN);
        assertThat(NextClock.after(Side.FREELANCER, () -> NOTHING, NOTHING, false))
                .isEqualTo(NextClock.OPEN);
        assertThat(NextClock.after(Side.CLIENT, () -> NOTHING, NOTHING, false)).isEqualTo(NextClock.OPEN);
    }
}
