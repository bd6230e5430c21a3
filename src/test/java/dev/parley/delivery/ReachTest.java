package dev.parley.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReachTest {
    private static final Instant START = Instant.parse("2026-11-20T09:00:00Z");
    private static final Instant HALF = Instant.parse("2026-11-27T09:00:00Z");
    private static final Instant DUE = Instant.parse("2026-12-04T09:00:00Z");

    @Test
    @DisplayName("NOT-4 accepted in the last millisecond of the first half is in time, at half time it is not")
    void halfTime() {
        assertThat(inTime(reach(HALF.minusMillis(1), null, null))).isTrue();
        assertThat(inTime(reach(HALF, null, null))).isFalse();
        assertThat(inTime(reach(null, null, null))).isFalse();
    }

    @Test
    @DisplayName("NOT-4 a bounce reported before the deadline undoes it, at the deadline it does not")
    void bounced() {
        assertThat(inTime(reach(START, DUE.minusMillis(1), null))).isFalse();
        assertThat(inTime(reach(START, DUE, null))).isTrue();
    }

    @Test
    @DisplayName("NOT-4 an acknowledgement before the deadline is enough, whatever became of the mail")
    void acknowledged() {
        assertThat(inTime(reach(null, null, DUE.minusMillis(1)))).isTrue();
        assertThat(inTime(reach(START, HALF, DUE.minusMillis(1)))).isTrue();
        assertThat(inTime(reach(null, null, DUE))).isFalse();
    }

    @Test
    @DisplayName(
            "NOT-4 it is received since its acceptance, if it did not come back, or its acknowledgement, if that was sooner")
    void since() {
        assertThat(reach(HALF, null, DUE).since()).contains(HALF);
        assertThat(reach(HALF, null, START).since()).contains(START);
        assertThat(reach(START, HALF, DUE).since()).contains(DUE);
        assertThat(reach(START, HALF, null).since()).isEmpty();
        assertThat(reach(null, null, null).since()).isEmpty();
    }

    private static boolean inTime(Reach reach) {
        return reach.wasInTime(START, DUE);
    }

    private static Reach reach(@Nullable Instant accepted, @Nullable Instant bounced, @Nullable Instant acknowledged) {
        return new Reach("CLIENT", accepted, bounced, acknowledged);
    }
}
