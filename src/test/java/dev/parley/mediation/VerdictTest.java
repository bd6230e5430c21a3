package dev.parley.mediation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.dispute.Document.Decision;
import dev.parley.shared.Side;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Decision CLIENT_YES = new Decision(Side.CLIENT, 1, true);
    private static final Decision CLIENT_NO = new Decision(Side.CLIENT, 1, false);
    private static final Decision FREELANCER_YES = new Decision(Side.FREELANCER, 1, true);

    @Test
    @DisplayName("RES-4 only both acceptances resolve a case")
    void bothAccept() {
        assertThat(Verdict.of(List.of(CLIENT_YES, FREELANCER_YES))).isEqualTo(Verdict.ACCEPTED);
        assertThat(Verdict.of(List.of(FREELANCER_YES))).isEqualTo(Verdict.OPEN);
        assertThat(Verdict.of(List.of())).isEqualTo(Verdict.OPEN);
    }

    @Test
    @DisplayName("RES-5 one rejection is enough, at once, whatever the other side said")
    void oneRejects() {
        assertThat(Verdict.of(List.of(CLIENT_NO))).isEqualTo(Verdict.REJECTED);
        assertThat(Verdict.of(List.of(FREELANCER_YES, CLIENT_NO))).isEqualTo(Verdict.REJECTED);
    }

    @Test
    @DisplayName("RES-5 the Notice names who rejected or was silent")
    void reasons() {
        assertThat(Verdict.reason(List.of(FREELANCER_YES, CLIENT_NO))).isEqualTo(NonResolution.CLIENT_REJECTED);
        assertThat(Verdict.reason(List.of(CLIENT_YES))).isEqualTo(NonResolution.FREELANCER_SILENT);
        assertThat(Verdict.reason(List.of())).isEqualTo(NonResolution.BOTH_SILENT);
    }
}
