package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api.Response;
import dev.parley.shared.Money;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whole lives over HTTP, with the clock moved: what each ending gives to whom, by the table of endings. */
@ParleyTest
class WholeCaseTest {
    private static final Money THOUSAND = Money.of(100_000, "USD");
    private static final Money SHARE = Money.of(29_100, "USD");

    @LocalServerPort
    int port;

    private Api api;
    private UUID milestone = new UUID(0, 0);

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @Test
    @DisplayName(
            "REV-2 ESC-4 an approved review releases the requested amount at once, less the fee of a direct contract")
    void approved() {
        milestone = api.fundedMilestone("DIRECT", THOUSAND);
        var review = api.submit(milestone, Money.of(60_000, "USD")).expect(201).id();
        api.approve(review).expect(200);
        assertMoney(40_000, 0, 57_960, 0, 2_040);
        assertThat(clock()).isEmpty();
    }

    @Test
    @DisplayName("REV-4 silence until the deadline is an approval")
    void silent() {
        milestone = api.fundedMilestone("DIRECT", THOUSAND);
        var review = api.submit(milestone, THOUSAND).expect(201).id();
        api.advance("P13DT23H").expect(200);
        assertThat(api.review(review).at("/state")).isEqualTo("OPEN");
        api.advance("P1DT2H").expect(200);
        assertThat(api.review(review).at("/state")).isEqualTo("APPROVED_BY_SILENCE");
        assertMoney(0, 0, 96_600, 0, 3_400);
    }

    @Test
    @DisplayName("REV-3 changes requested stop the clock; the next submission has a new full window")
    void changesRequested() {
        milestone = api.fundedMilestone(THOUSAND);
        var review = api.submit(milestone, THOUSAND).expect(201).id();
        api.advance("P10D").expect(200);
        api.requestChanges(review, "Please make the logo blue.").expect(200);
        assertThat(clock()).isEmpty();
        var next = api.submit(milestone, THOUSAND).expect(201).id();
        api.advance("P13D").expect(200);
        assertThat(api.review(next).at("/state")).isEqualTo("OPEN");
        assertMoney(100_000, 0, 0, 0, 0);
    }

    @Test
    @DisplayName("REV-6 a contract ended by the freelancer: open review and free escrow go back to the client at once")
    void endedByFreelancer() {
        var contract = contract(100_000, 50_000);
        var review = api.submit(milestone, Money.of(60_000, "USD")).expect(201).id();
        api.endContract(contract, "FREELANCER").expect(200);
        assertThat(api.review(review).at("/state")).isEqualTo("ENDED_WITH_CONTRACT");
        assertMoney(0, 0, 0, 150_000, 0);
        assertThat(api.endContract(contract, "CLIENT").code()).isEqualTo("contract-ended");
        assertThat(api.submit(milestone, THOUSAND).code()).isEqualTo("contract-ended");
    }

    @Test
    @DisplayName(
            "REV-6 a contract ended by the client: nobody claims in 7 days, the escrow is refunded, a late deposit too")
    void endedByClientUnclaimed() {
        var contract = contract(100_000);
        api.endContract(contract, "CLIENT").expect(200);
        assertThat(clock()).isEqualTo("CLAIM");
        assertMoney(100_000, 0, 0, 0, 0);
        api.advance("P9D").expect(200);
        assertMoney(0, 0, 0, 100_000, 0);
        api.deposit(milestone, Money.of(500, "USD")).expect(200);
        assertMoney(0, 0, 0, 100_500, 0);
    }

    @Test
    @DisplayName("REV-6 DIS-1 a claim within the 7 days ends the claim window and holds the escrow")
    void claimed() {
        var contract = contract(100_000);
        api.endContract(contract, "CLIENT").expect(200);
        var dispute = api.file(milestone, "CONTRACT_ENDED", THOUSAND, "The work was done.")
                .expect(201)
                .id();
        assertThat(clock()).isEqualTo("CASE");
        assertMoney(0, 100_000, 0, 0, 0);
        api.advance("P12D").expect(200);
        assertEnding(dispute, "NO_RESPONSE");
        assertMoney(0, 0, 100_000, 0, 0);
    }

    @Test
    @DisplayName("DIS-7 an approved request releases the held amount; what is left is reviewed anew (REV-8 b)")
    void requestApproved() {
        var dispute = dispute("DIRECT", 80_000);
        api.approveRequest(dispute, 1).expect(200);
        assertEnding(dispute, "APPROVED");
        assertMoney(20_000, 0, 77_280, 0, 2_720);
        assertThat(clock()).isEqualTo("REVIEW");
        api.advance("P15D").expect(200);
        assertMoney(0, 0, 96_600, 0, 3_400);
    }

    @Test
    @DisplayName("DIS-4 DIS-6 no response by the end of the review that the filing ended: released to the freelancer")
    void noResponse() {
        var dispute = dispute("DIRECT", 100_000);
        api.advance("P13D").expect(200);
        assertThat(stage(dispute)).isEqualTo("RESPONSE");
        api.advance("P2D").expect(200);
        assertEnding(dispute, "NO_RESPONSE");
        assertMoney(0, 0, 96_600, 0, 3_400);
    }

    @Test
    @DisplayName(
            "DIS-10 REV-8 a withdrawn case puts the hold back, and the submission is reviewed anew; filing again is refused")
    void withdrawn() {
        var dispute = dispute("MARKETPLACE", 80_000);
        assertThat(api.dispute(dispute).at("/ifWithdrawn/next")).isEqualTo("REVIEW");
        assertThat(api.dispute(dispute).minor("/ifWithdrawn/amount")).isEqualTo(100_000);
        api.withdraw(dispute).expect(200);
        assertThat(api.dispute(dispute).at("/ifWithdrawn/next")).isEmpty();
        assertEnding(dispute, "WITHDRAWN");
        assertMoney(100_000, 0, 0, 0, 0);
        assertThat(clock()).isEqualTo("REVIEW");
        assertThat(api.file(milestone, THOUSAND).expect(409).code()).isEqualTo("submission-final");
    }

    @Test
    @DisplayName(
            "DIS-10 a settlement splits the hold as agreed, to the minor unit, with the fee on the freelancer's part")
    void settled() {
        var dispute = dispute("DIRECT", 100_000);
        api.offer(dispute, "CLIENT", Money.of(10_000, "USD")).expect(200);
        api.offer(dispute, "CLIENT", Money.of(33_333, "USD")).expect(200);
        assertThat(api.accept(dispute, "FREELANCER", 1).expect(409).code()).isEqualTo("offer-not-open");
        assertThat(api.accept(dispute, "CLIENT", 2).expect(409).code()).isEqualTo("offer-not-open");
        api.accept(dispute, "FREELANCER", 2).expect(200);
        assertEnding(dispute, "SETTLED");
        assertMoney(0, 0, 32_200, 66_667, 1_133);
    }

    @Test
    @DisplayName("RES-3 RES-4 both accept the proposal: the money moves accordingly")
    void proposalAccepted() {
        var dispute = declined("DIRECT", 100_000);
        proposed(dispute, 70_000);
        api.decide(dispute, "CLIENT", 1, "ACCEPT").expect(200);
        assertThat(api.decide(dispute, "CLIENT", 1, "REJECT").expect(409).code())
                .isEqualTo("already-sealed");
        assertThat(stage(dispute)).isEqualTo("DECISIONS");
        api.decide(dispute, "FREELANCER", 1, "ACCEPT").expect(200);
        assertEnding(dispute, "PROPOSAL_ACCEPTED");
        assertMoney(0, 0, 67_620, 30_000, 2_380);
    }

    @Test
    @DisplayName("RES-5 ARB-3 one side is silent on the proposal and nobody elects: refunded to the client")
    void nobodyElects() {
        var dispute = declined("MARKETPLACE", 100_000);
        proposed(dispute, 70_000);
        api.decide(dispute, "FREELANCER", 1, "ACCEPT").expect(200);
        api.advance("P4D").expect(200);
        assertThat(stage(dispute)).isEqualTo("ELECTION");
        api.advance("P9D").expect(200);
        assertEnding(dispute, "NOBODY_ELECTED");
        assertMoney(0, 0, 0, 100_000, 0);
    }

    @Test
    @DisplayName(
            "RES-5 ARB-3 a rejection brings the Notice at once; one elects and pays: that one gets all, the share is returned")
    void oneElects() {
        var dispute = declined("DIRECT", 100_000);
        proposed(dispute, 70_000);
        api.decide(dispute, "CLIENT", 1, "REJECT").expect(200);
        assertThat(stage(dispute)).isEqualTo("ELECTION");
        assertThat(api.withdraw(dispute).expect(409).code()).isEqualTo("too-late-to-withdraw");
        assertThat(api.elect(dispute, "FREELANCER", Money.of(1, "USD"))
                        .expect(400)
                        .field())
                .isEqualTo("paid");
        api.elect(dispute, "FREELANCER", SHARE).expect(200);
        api.advance("P9D").expect(200);
        assertEnding(dispute, "ONE_ELECTED");
        assertMoney(0, 0, 96_600, 0, 3_400);
        assertThat(balance("arbitrationReturned")).isEqualTo(29_100);
    }

    @Test
    @DisplayName("ARB-3 ARB-5 both elect; two people record the award; it is carried out, the shares are passed on")
    void awarded() {
        var dispute = declined("DIRECT", 100_000);
        proposed(dispute, 70_000);
        api.decide(dispute, "FREELANCER", 1, "REJECT").expect(200);
        api.elect(dispute, "FREELANCER", SHARE).expect(200);
        api.elect(dispute, "CLIENT", SHARE).expect(200);
        assertThat(stage(dispute)).isEqualTo("ARBITRATION");
        api.advance("P95D").expect(200);
        assertThat(overdue(dispute)).containsExactly("AWARD_OVERDUE", "AWARD_OVERDUE");
        api.as("otto").enterAward(dispute, Money.of(12_345, "USD")).expect(200);
        api.advance("P61D").expect(200);
        assertThat(overdue(dispute))
                .containsExactly("AWARD_OVERDUE", "AWARD_OVERDUE", "CONFIRMATION_OVERDUE", "CONFIRMATION_OVERDUE");
        assertThat(api.as("otto").confirmAward(dispute, 1, true).expect(403).code())
                .isEqualTo("second-person-needed");
        api.as("olga").confirmAward(dispute, 1, false).expect(200);
        api.as("olga").enterAward(dispute, Money.of(54_321, "USD")).expect(200);
        assertThat(api.as("otto").confirmAward(dispute, 1, true).expect(409).code())
                .isEqualTo("version-stale");
        api.as("otto").confirmAward(dispute, 2, true).expect(200);
        assertEnding(dispute, "AWARDED");
        assertMoney(0, 0, 52_474, 45_679, 1_847);
        assertThat(balance("arbitrationPassed")).isEqualTo(58_200);
    }

    @Test
    @DisplayName("DIS-10 ESC-6 a settlement during arbitration returns both shares")
    void settledInArbitration() {
        var dispute = declined("MARKETPLACE", 100_000);
        proposed(dispute, 70_000);
        api.decide(dispute, "FREELANCER", 1, "REJECT").expect(200);
        api.elect(dispute, "FREELANCER", SHARE).expect(200);
        api.elect(dispute, "CLIENT", SHARE).expect(200);
        api.offer(dispute, "FREELANCER", Money.of(60_000, "USD")).expect(200);
        api.accept(dispute, "CLIENT", 1).expect(200);
        assertEnding(dispute, "SETTLED");
        assertMoney(0, 0, 60_000, 40_000, 0);
        assertThat(balance("arbitrationReturned")).isEqualTo(58_200);
    }

    private UUID contract(long... milestones) {
        var contract = api.register("MARKETPLACE", "USD", "America/New_York", "US-NY", milestones)
                .expect(201);
        for (int n = 0; n < milestones.length; n++)
            api.deposit(contract.milestone(n), Money.of(milestones[n], "USD")).expect(200);
        milestone = contract.milestone(0);
        return contract.id();
    }

    /** A case about so much of a submission for 1,000.00 under open review. */
    private UUID dispute(String kind, long minor) {
        milestone = api.fundedMilestone(kind, THOUSAND);
        api.submit(milestone, THOUSAND).expect(201);
        return api.file(milestone, Money.of(minor, "USD")).expect(201).id();
    }

    private UUID declined(String kind, long minor) {
        var dispute = dispute(kind, minor);
        api.decline(dispute, 1).expect(200);
        return dispute;
    }

    private void proposed(UUID dispute, long minor) {
        var mediator = api.dispute(dispute).at("/mediator");
        api.as(mediator).propose(dispute, Money.of(minor, "USD")).expect(200);
    }

    private List<String> overdue(UUID dispute) {
        return api.get("/disputes/" + dispute + "/notices").json().findValuesAsText("kind").stream()
                .filter(kind -> kind.endsWith("OVERDUE"))
                .toList();
    }

    private String stage(UUID dispute) {
        return api.dispute(dispute).expect(200).at("/stage");
    }

    private String clock() {
        return api.milestone(milestone).expect(200).at("/clock/kind");
    }

    private void assertEnding(UUID dispute, String ending) {
        var closed = api.dispute(dispute).expect(200);
        assertThat(closed.at("/stage")).isEqualTo("CLOSED");
        assertThat(closed.at("/outcome/ending")).isEqualTo(ending);
    }

    /** Free and held on the milestone; paid out, refunded and fees of its contract, in minor units. */
    private void assertMoney(long free, long held, long paidOut, long refunded, long fees) {
        assertThat(balance("free")).as("free").isEqualTo(free);
        assertThat(balance("held")).as("held").isEqualTo(held);
        assertThat(balance("paidOut")).as("paid out").isEqualTo(paidOut);
        assertThat(balance("refunded")).as("refunded").isEqualTo(refunded);
        assertThat(balance("fees")).as("fees").isEqualTo(fees);
    }

    private long balance(String account) {
        return milestoneNow().minor("/balances/" + account);
    }

    private Response milestoneNow() {
        return api.milestone(milestone).expect(200);
    }
}
