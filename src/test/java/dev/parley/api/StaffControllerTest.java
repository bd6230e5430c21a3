package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.shared.Money;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@ParleyTest
class StaffControllerTest {
    private static final Money USD_700 = Money.of(70_000, "USD");
    private static final Money USD_300 = Money.of(30_000, "USD");
    private static final Money SHARE = Money.of(29_100, "USD");

    @LocalServerPort
    int port;

    Api api;
    UUID dispute;
    String assignee;
    String other;

    @BeforeEach
    void aDeclinedCase() {
        api = new Api(port);
        dispute = api.openCase(USD_700);
        api.decline(dispute, 1).expect(200);
        assignee = api.dispute(dispute).at("/mediator");
        other = assignee.equals("mia") ? "max" : "mia";
    }

    @Test
    @DisplayName(
            "DOR-3 a mediator reads the case assigned to them and what belongs to it, lead and operations read all")
    void whoReads() {
        var milestone = api.dispute(dispute).at("/milestone");
        var contract = api.dispute(dispute).at("/contract");
        var evidence = api.upload(UUID.fromString(milestone), "CLIENT", "a.txt", "text")
                .expect(201)
                .id();

        for (var reader : new String[] {assignee, "lena", "otto"}) {
            api.as(reader).dispute(dispute).expect(200);
            api.as(reader).get("/disputes/" + dispute + "/timeline").expect(200);
            api.as(reader).get("/milestones/" + milestone).expect(200);
            api.as(reader).evidence(evidence).expect(200);
        }
        for (var path : new String[] {
            "/disputes/" + dispute,
            "/disputes/" + dispute + "/timeline",
            "/disputes/" + dispute + "/deadlines",
            "/disputes/" + dispute + "/notices",
            "/disputes/" + dispute + "/ledger",
            "/milestones/" + milestone,
            "/evidence/" + evidence,
            "/contracts/" + contract
        }) api.as(other).get(path).expect(404);
        api.as("lena").get("/contracts/" + contract).expect(200);
        api.as("admin").dispute(dispute).expect(403);
    }

    @Test
    @DisplayName("RES-1 the assignee proposes, in words and to the minor unit; nobody else does")
    void proposes() {
        assertThat(api.as(other).propose(dispute, USD_300).expect(403).code()).isEqualTo("not-assigned");
        api.as("otto").propose(dispute, USD_300).expect(403);
        api.propose(dispute, USD_300).expect(403);

        var proposed = api.as(assignee).propose(dispute, Money.of(30_001, "USD"));

        assertThat(proposed.expect(200).at("/stage")).isEqualTo("DECISIONS");
        var read = api.dispute(dispute);
        assertThat(read.minor("/proposal/toFreelancer")).isEqualTo(30_001);
        assertThat(read.minor("/proposal/toClient")).isEqualTo(39_999);
        assertThat(read.at("/proposal/reasons")).startsWith("Half of the pages");
        assertThat(read.json().at("/proposal/serviceFee").isMissingNode()).isFalse();
    }

    @Test
    @DisplayName("RES-1 money without decimals and with three is proposed to the minor unit too")
    void proposesInEveryCurrency() {
        for (var amount : new Money[] {Money.of(1_001, "JPY"), Money.of(1_001, "KWD")}) {
            var open = api.openCase(amount);
            api.decline(open, 1).expect(200);
            var mediator = api.dispute(open).at("/mediator");

            api.as(mediator)
                    .propose(open, Money.of(334, amount.currency().getCurrencyCode()))
                    .expect(200);

            assertThat(api.dispute(open).minor("/proposal/toFreelancer")).isEqualTo(334);
            assertThat(api.dispute(open).minor("/proposal/toClient")).isEqualTo(667);
        }
    }

    @Test
    @DisplayName("RES-3 a decision names the proposal seen, is made once, and both see it")
    void decides() {
        api.as(assignee).propose(dispute, USD_300).expect(200);

        assertThat(api.decide(dispute, "CLIENT", 2, "ACCEPT").expect(409).code())
                .isEqualTo("version-stale");
        api.decide(dispute, "CLIENT", 1, "ACCEPT").expect(200);
        assertThat(api.decide(dispute, "CLIENT", 1, "REJECT").expect(409).code())
                .isEqualTo("already-sealed");
        assertThat(api.decide(dispute, "FREELANCER", 1, "ACCEPT").expect(200).at("/ending"))
                .isEqualTo("PROPOSAL_ACCEPTED");

        assertThat(api.dispute(dispute).at("/decisions/0/decision")).isEqualTo("ACCEPT");
    }

    @Test
    @DisplayName("RES-2 a case handed back goes to another mediator, and with nobody left to the lead")
    void handsBack() {
        assertThat(api.as(other).handBack(dispute, "Mine?").expect(403).code()).isEqualTo("not-assigned");
        api.as(assignee).handBack(dispute, "I know the client.").expect(200);
        assertThat(api.dispute(dispute).at("/mediator")).isEqualTo(other);
        api.as(assignee).dispute(dispute).expect(404);

        api.as(other).handBack(dispute, "So do I.").expect(200);

        assertThat(api.dispute(dispute).json().has("mediator")).isFalse();
        api.as("lena").propose(dispute, USD_300).expect(200);
    }

    @Test
    @DisplayName("RES-2 a mediator declares an interest; operations and the contracts system have none to declare")
    void declaresAnInterest() {
        var contract = UUID.fromString(api.dispute(dispute).at("/contract"));

        assertThat(api.as("mia").declareInterest(contract, "CLIENT").expect(200).at("/side"))
                .isEqualTo("CLIENT");
        api.as("otto").declareInterest(contract, "CLIENT").expect(403);
        api.declareInterest(contract, "CLIENT").expect(403);
        api.as("mia").declareInterest(UUID.randomUUID(), "CLIENT").expect(404);
    }

    @Test
    @DisplayName("ARB-2 an election carries the share in full; both see who has elected")
    void elects() {
        toTheNotice();

        var less = api.elect(dispute, "CLIENT", Money.of(29_099, "USD"));
        api.elect(dispute, "CLIENT", SHARE).expect(200);
        var again = api.elect(dispute, "CLIENT", SHARE);

        assertThat(less.expect(400).field()).isEqualTo("paid");
        assertThat(again.expect(409).code()).isEqualTo("already-sealed");
        var read = api.dispute(dispute);
        assertThat(read.at("/notice/reason")).contains("client rejected");
        assertThat(read.at("/elections/0/by")).isEqualTo("CLIENT");
        assertThat(read.minor("/balances/arbitrationHeld")).isEqualTo(29_100);
    }

    @Test
    @DisplayName("ARB-5 an award takes two people: the first can't confirm, the second may reject or carry it out")
    void awards() {
        toTheNotice();
        api.elect(dispute, "CLIENT", SHARE).expect(200);
        api.elect(dispute, "FREELANCER", SHARE).expect(200);
        api.as("mia").enterAward(dispute, USD_300).expect(403);

        api.as("otto").enterAward(dispute, USD_700).expect(200);
        assertThat(api.as("otto").confirmAward(dispute, 1, true).expect(403).code())
                .isEqualTo("second-person-needed");
        api.as("olga").confirmAward(dispute, 1, false).expect(200);
        api.as("olga").enterAward(dispute, USD_300).expect(200);
        var confirmed = api.as("otto").confirmAward(dispute, 2, true);

        assertThat(confirmed.expect(200).at("/ending")).isEqualTo("AWARDED");
        var read = api.dispute(dispute);
        assertThat(read.at("/awards/0/confirmation/confirmed")).isEqualTo("false");
        assertThat(read.at("/awards/1/confirmation/by")).isEqualTo("otto");
        assertThat(read.minor("/outcome/toFreelancer")).isEqualTo(30_000);
        assertThat(read.minor("/balances/arbitrationPassed")).isEqualTo(58_200);
        assertThat(api.as("olga").enterAward(dispute, USD_700).expect(409).at("/state/ending"))
                .isEqualTo("AWARDED");
    }

    private void toTheNotice() {
        api.as(assignee).propose(dispute, USD_300).expect(200);
        api.decide(dispute, "CLIENT", 1, "REJECT").expect(200);
    }
}
