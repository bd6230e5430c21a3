package dev.parley.dispute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.shared.Ids;
import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import dev.parley.shared.Split;
import java.time.Instant;
import java.util.Currency;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A case on its own: which step leads where, and what each refuses. */
class DisputeTest {
    private static final Currency USD = Currency.getInstance("USD");
    private static final Money HELD = Money.of(70_000, "USD");
    private static final Split SPLIT = Split.between(HELD, Money.of(40_000, "USD"));
    private static final Instant FILED = Instant.parse("2026-11-02T09:00:00Z");

    private final UUID milestone = Ids.next();
    private final UUID submission = Ids.next();
    private final UUID review = Ids.next();
    private final Dispute dispute =
            new Dispute(milestone, submission, review, Ground.PAYMENT_NOT_RELEASED, HELD, "2026-11", FILED);

    @Test
    @DisplayName("DIS-3 a filing waits for the response, with a hold of its own over what it asks for")
    void filed() {
        assertThat(dispute.id()).isNotNull().isNotEqualTo(dispute.hold());
        assertThat(dispute.milestone()).isEqualTo(milestone);
        assertThat(dispute.submission()).contains(submission);
        assertThat(dispute.endedReview()).contains(review);
        assertThat(dispute.ground()).isEqualTo(Ground.PAYMENT_NOT_RELEASED);
        assertThat(dispute.stage()).isEqualTo(Stage.RESPONSE);
        assertThat(dispute.requestVersion()).isEqualTo(1);
        assertThat(dispute.amount(USD)).isEqualTo(HELD);
        assertThat(dispute.termsVersion()).isEqualTo("2026-11");
        assertThat(dispute.filedAt()).isEqualTo(FILED);
        assertThat(dispute.isWithdrawable()).isTrue();
        assertThat(dispute.closedAt()).isEmpty();
        assertThat(dispute.ending()).isEmpty();
        assertThat(dispute.split(USD)).isEmpty();
    }

    @Test
    @DisplayName("DIS-9 an update is a new version; only another amount gets another hold")
    void updated() {
        var hold = dispute.hold();

        dispute.requestUpdated(HELD);
        assertThat(dispute.requestVersion()).isEqualTo(2);
        assertThat(dispute.hold()).isEqualTo(hold);

        dispute.requestUpdated(Money.of(60_000, "USD"));
        assertThat(dispute.requestVersion()).isEqualTo(3);
        assertThat(dispute.hold()).isNotEqualTo(hold);
        assertThat(dispute.amount(USD)).isEqualTo(Money.of(60_000, "USD"));
    }

    @Test
    @DisplayName("DIS-9 after the answer there is nothing to update")
    void updatedLate() {
        dispute.declined(1);

        refused("wrong-stage", () -> dispute.requestUpdated(Money.of(1, "USD")));
        assertThat(dispute.requestVersion()).isEqualTo(1);
        assertThat(dispute.amount(USD)).isEqualTo(HELD);
    }

    @Test
    @DisplayName("DIS-7 DIS-13 an approval of the version that was seen releases all; of another nothing")
    void approved() {
        dispute.requestUpdated(HELD);
        refused("version-stale", () -> dispute.approved(1, USD));
        assertThat(dispute.ending()).isEmpty();

        dispute.approved(2, USD);

        decided(Ending.APPROVED, Split.allToFreelancer(HELD));
    }

    @Test
    @DisplayName("DIS-8 DIS-13 a decline of the version that was seen goes to mediation; of another nowhere")
    void declined() {
        refused("version-stale", () -> dispute.declined(2));
        assertThat(dispute.stage()).isEqualTo(Stage.RESPONSE);

        dispute.declined(1);

        assertThat(dispute.stage()).isEqualTo(Stage.MEDIATION);
        refused("wrong-stage", () -> dispute.approved(1, USD));
        refused("wrong-stage", () -> dispute.declined(1));
    }

    @Test
    @DisplayName("DIS-6 silence releases all, and only while a response is awaited")
    void silent() {
        dispute.notAnswered(USD);
        decided(Ending.NO_RESPONSE, Split.allToFreelancer(HELD));

        var answered = at(Stage.MEDIATION);
        refused("wrong-stage", () -> answered.notAnswered(USD));
    }

    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"RESPONSE", "MEDIATION", "DECISIONS", "ELECTION", "ARBITRATION"})
    @DisplayName("DIS-10 the filing is withdrawn until the Notice of Non-Resolution, and all goes back to escrow")
    void withdrawn(Stage stage) {
        var here = at(stage);
        var beforeNotice =
                Set.of(Stage.RESPONSE, Stage.MEDIATION, Stage.DECISIONS).contains(stage);
        assertThat(here.isWithdrawable()).isEqualTo(beforeNotice);

        if (beforeNotice) {
            here.withdrawn(USD);
            assertThat(here.ending()).contains(Ending.WITHDRAWN);
            assertThat(here.split(USD)).contains(Split.backToEscrow(HELD));
            assertThat(here.isWithdrawable()).isFalse();
        } else {
            refused("too-late-to-withdraw", () -> here.withdrawn(USD));
            assertThat(here.ending()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"RESPONSE", "MEDIATION", "DECISIONS", "ELECTION", "ARBITRATION"})
    @DisplayName("DIS-10 both settle at any stage before an award; once")
    void settled(Stage stage) {
        var here = at(stage);

        here.settled(SPLIT);

        assertThat(here.ending()).contains(Ending.SETTLED);
        assertThat(here.split(USD)).contains(SPLIT);
        refused("case-decided", () -> here.settled(SPLIT));
    }

    @Test
    @DisplayName("DIS-12 what is decided moves on no more, though its stage would fit")
    void decidedBefore() {
        var settled = at(Stage.MEDIATION);
        settled.settled(SPLIT);

        refused("case-decided", settled::proposed);
        assertThat(settled.stage()).isEqualTo(Stage.MEDIATION);
    }

    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"RESPONSE", "MEDIATION", "DECISIONS", "ELECTION", "ARBITRATION"})
    @DisplayName("RES-1 RES-4 RES-5 ARB-3 ARB-5 each step is of one stage, and refused at every other")
    void stages(Stage stage) {
        only(stage, Stage.MEDIATION, Dispute::proposed);
        only(stage, Stage.DECISIONS, here -> here.proposalAccepted(SPLIT));
        only(stage, Stage.DECISIONS, Dispute::noticeIssued);
        only(stage, Stage.ELECTION, Dispute::filedWithProvider);
        only(stage, Stage.ELECTION, here -> here.defaulted(Ending.NOBODY_ELECTED, Split.allToClient(HELD)));
        only(stage, Stage.ARBITRATION, here -> here.awarded(SPLIT));
    }

    @Test
    @DisplayName("RES-4 ARB-3 ARB-5 what decides is kept with who gets what")
    void endings() {
        var accepted = at(Stage.DECISIONS);
        accepted.proposalAccepted(SPLIT);
        assertThat(accepted.ending()).contains(Ending.PROPOSAL_ACCEPTED);
        assertThat(accepted.split(USD)).contains(SPLIT);

        var defaulted = at(Stage.ELECTION);
        defaulted.defaulted(Ending.ONE_ELECTED, Split.allToClient(HELD));
        assertThat(defaulted.ending()).contains(Ending.ONE_ELECTED);
        assertThat(defaulted.split(USD)).contains(Split.allToClient(HELD));

        var awarded = at(Stage.ARBITRATION);
        awarded.awarded(SPLIT);
        assertThat(awarded.ending()).contains(Ending.AWARDED);
        assertThat(awarded.split(USD)).contains(SPLIT);
    }

    @Test
    @DisplayName("ESC-3 a split of more or less than the hold decides nothing")
    void notTheHold() {
        var other = Split.allToClient(Money.of(69_999, "USD"));
        assertThatThrownBy(() -> dispute.settled(other)).isInstanceOf(IllegalStateException.class);
        assertThat(dispute.ending()).isEmpty();
        assertThat(dispute.split(USD)).isEmpty();
    }

    @Test
    @DisplayName("DIS-11 a case closes once it is decided, and has then moved money for its submission")
    void closed() {
        assertThatThrownBy(() -> dispute.closed(FILED)).isInstanceOf(IllegalStateException.class);
        dispute.settled(SPLIT);
        assertThat(dispute.movedMoney(submission, FILED)).isFalse();

        dispute.closed(FILED);

        assertThat(dispute.stage()).isEqualTo(Stage.CLOSED);
        assertThat(dispute.closedAt()).contains(FILED);
        assertThat(dispute.movedMoney(submission, FILED)).isTrue();
        assertThat(dispute.movedMoney(submission, FILED.plusMillis(1))).isFalse();
        assertThat(dispute.movedMoney(Ids.next(), FILED)).isFalse();
    }

    @Test
    @DisplayName("DIS-11 a withdrawn case has moved no money")
    void withdrawnMovesNothing() {
        dispute.withdrawn(USD);
        dispute.closed(FILED);

        assertThat(dispute.movedMoney(submission, FILED)).isFalse();
    }

    private void decided(Ending ending, Split split) {
        assertThat(dispute.ending()).contains(ending);
        assertThat(dispute.split(USD)).contains(split);
        refused("case-decided", dispute::requireOpen);
    }

    private static void only(Stage stage, Stage needed, Consumer<Dispute> step) {
        var here = at(stage);
        if (stage == needed) step.accept(here);
        else refused("wrong-stage", () -> step.accept(here));
        var hasMoved = here.stage() != stage || here.ending().isPresent();
        assertThat(hasMoved).isEqualTo(stage == needed);
    }

    private static Dispute at(Stage stage) {
        var here = new Dispute(Ids.next(), null, null, Ground.CONTRACT_ENDED, HELD, "2026-11", FILED);
        if (stage.compareTo(Stage.MEDIATION) >= 0) here.declined(1);
        if (stage.compareTo(Stage.DECISIONS) >= 0) here.proposed();
        if (stage.compareTo(Stage.ELECTION) >= 0) here.noticeIssued();
        if (stage.compareTo(Stage.ARBITRATION) >= 0) here.filedWithProvider();
        assertThat(here.stage()).isEqualTo(stage);
        return here;
    }

    private static void refused(String code, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
