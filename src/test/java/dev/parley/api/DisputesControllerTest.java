package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.shared.Money;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@ParleyTest
class DisputesControllerTest {
    private static final Money USD_700 = Money.of(70_000, "USD");
    private static final Money USD_300 = Money.of(30_000, "USD");

    @LocalServerPort
    int port;

    Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @Test
    @DisplayName("DIS-9 each version of the request is read with its statement and evidence")
    void readsTheRequests() {
        var milestone = api.fundedMilestone(USD_700);
        api.submit(milestone, USD_700).expect(201);
        var plan = api.upload(milestone, "FREELANCER", "plan.txt", "The plan")
                .expect(201)
                .id();
        var dispute = api.file(milestone, USD_700, plan).expect(201).id();

        var updated = api.update(dispute, USD_300, "A part will do.");

        assertThat(updated.expect(200).at("/requestVersion")).isEqualTo("2");
        var read = api.dispute(dispute).expect(200);
        assertThat(read.at("/requests/0/statement")).isEqualTo("I delivered what we agreed.");
        assertThat(read.at("/requests/0/evidence/0/name")).isEqualTo("plan.txt");
        assertThat(read.at("/requests/1/statement")).isEqualTo("A part will do.");
        assertThat(read.minor("/amount")).isEqualTo(30_000);
        assertThat(read.minor("/balances/held")).isEqualTo(30_000);
        assertThat(read.minor("/balances/free")).isEqualTo(40_000);
    }

    @Test
    @DisplayName("DEA-2 the open deadline is shown with zone, calendar, what is left and what happens when it passes")
    void showsTheDeadline() {
        var read = api.dispute(api.openCase(USD_700)).expect(200);

        assertThat(read.at("/deadline/rule")).isEqualTo("RESPONSE");
        assertThat(read.at("/deadline/at")).endsWith("Z");
        assertThat(read.at("/deadline/zone")).isEqualTo("America/New_York");
        assertThat(read.at("/deadline/calendar")).startsWith("US-NY");
        assertThat(Duration.parse(read.at("/deadline/remaining"))).isPositive();
        assertThat(read.at("/deadline/whenItPasses")).contains("released to the freelancer");
        assertThat(read.at("/deadline/termsVersion")).isEqualTo(read.at("/termsVersion"));
        assertThat(read.at("/deadline/certificate/length")).startsWith("5 business days");
    }

    @Test
    @DisplayName("ESC-4 what a release would cost, and what arbitration costs each party, is shown before consent")
    void showsTheCost() {
        var milestone = api.fundedMilestone("DIRECT", USD_700);
        api.submit(milestone, USD_700).expect(201);
        var dispute = api.file(milestone, USD_700).expect(201).id();
        api.offer(dispute, "CLIENT", USD_300).expect(200);

        var read = api.dispute(dispute).expect(200);

        assertThat(read.minor("/serviceFee")).isEqualTo(2_380);
        assertThat(read.minor("/arbitrationShare")).isEqualTo(29_100);
        assertThat(read.minor("/offers/0/serviceFee")).isEqualTo(1_020);
        api.accept(dispute, "FREELANCER", 1).expect(200);
        var over = api.dispute(dispute);
        assertThat(over.json().has("serviceFee")).isFalse();
        assertThat(over.minor("/outcome/serviceFee")).isEqualTo(1_020);
        assertThat(over.minor("/outcome/net")).isEqualTo(28_980);
    }

    @Test
    @DisplayName("DIS-8 a draft is saved, changed and read with a warning; it answers nothing, and is gone once sealed")
    void keepsADraft() {
        var dispute = api.openCase(USD_700);
        api.draft(dispute).expect(404);

        api.draft(dispute, Map.of("answer", "APPROVE")).expect(200);
        api.draft(dispute, Map.of("answer", "DECLINE", "description", "Not \"blue\""))
                .expect(200);

        var draft = api.draft(dispute).expect(200);
        assertThat(draft.at("/draft/answer")).isEqualTo("DECLINE");
        assertThat(draft.at("/draft/description")).isEqualTo("Not \"blue\"");
        assertThat(draft.at("/warning")).contains("no answer").contains("sealed");
        assertThat(api.dispute(dispute).at("/stage")).isEqualTo("RESPONSE");
        assertThat(api.dispute(dispute).text()).doesNotContain("blue");
        api.decline(dispute, 1).expect(200);
        api.draft(dispute).expect(404);
        assertThat(api.draft(dispute, Map.of("answer", "APPROVE")).expect(409).at("/state/stage"))
                .isEqualTo("MEDIATION");
    }

    @Test
    @DisplayName("DIS-13 an answer to another version than the present one moves nothing, and is told which it is")
    void answersThePresentVersion() {
        var dispute = api.openCase(USD_700);
        api.update(dispute, USD_300, "A part will do.").expect(200);

        var stale = api.approveRequest(dispute, 1);

        assertThat(stale.expect(409).code()).isEqualTo("version-stale");
        assertThat(stale.at("/type")).isEqualTo("/problems/version-stale");
        assertThat(stale.at("/state/requestVersion")).isEqualTo("2");
        assertThat(api.approveRequest(dispute, 2).expect(200).at("/ending")).isEqualTo("APPROVED");
        assertThat(api.dispute(dispute).minor("/outcome/net")).isEqualTo(30_000);
    }

    @Test
    @DisplayName("DIS-8 a response is sealed: the second is a conflict with the state beside it")
    void respondsOnce() {
        var dispute = api.openCase(USD_700);
        api.decline(dispute, 1).expect(200);

        var second = api.approveRequest(dispute, 1);

        assertThat(second.expect(409).code()).isEqualTo("wrong-stage");
        assertThat(second.at("/state/stage")).isEqualTo("MEDIATION");
        var response = api.dispute(dispute);
        assertThat(response.at("/response/answer")).isEqualTo("DECLINE");
        assertThat(response.at("/response/reason")).isEqualTo("NOT_AS_AGREED");
        assertThat(response.at("/response/description")).startsWith("The page lacks");
    }

    @Test
    @DisplayName("DIS-10 an offer is replaced by that side's next one, and the open one can be accepted")
    void settles() {
        var dispute = api.openCase(USD_700);
        assertThat(api.offer(dispute, "CLIENT", USD_300).expect(200).at("/number"))
                .isEqualTo("1");
        assertThat(api.offer(dispute, "CLIENT", Money.of(35_000, "USD"))
                        .expect(200)
                        .at("/number"))
                .isEqualTo("2");
        api.offer(dispute, "FREELANCER", USD_700).expect(200);

        var offers = api.dispute(dispute);
        var replaced = api.accept(dispute, "FREELANCER", 1);
        var own = api.accept(dispute, "CLIENT", 2);
        var accepted = api.accept(dispute, "FREELANCER", 2);

        assertThat(offers.json().path("offers").findValuesAsText("open")).isEqualTo(List.of("false", "true", "true"));
        assertThat(offers.minor("/offers/1/toClient")).isEqualTo(35_000);
        assertThat(replaced.expect(409).code()).isEqualTo("offer-not-open");
        assertThat(own.expect(409).at("/state/stage")).isEqualTo("RESPONSE");
        assertThat(accepted.expect(200).at("/ending")).isEqualTo("SETTLED");
        assertThat(api.dispute(dispute).at("/acceptedOffer")).isEqualTo("2");
    }

    @Test
    @DisplayName("DIS-10 a withdrawal gives the money back, and the submission can't be disputed again")
    void withdraws() {
        var dispute = api.openCase(USD_700);

        var withdrawn = api.withdraw(dispute);
        var again = api.withdraw(dispute);

        assertThat(withdrawn.expect(200).minor("/toEscrow")).isEqualTo(70_000);
        assertThat(again.expect(409).at("/state/ending")).isEqualTo("WITHDRAWN");
        var read = api.dispute(dispute);
        assertThat(read.at("/withdrawnAt")).isNotEmpty();
        var milestone = api.get("/milestones/" + read.at("/milestone"));
        assertThat(milestone.at("/submissions/0/disputable")).isEqualTo("false");
    }

    @Test
    @DisplayName("AUD-1 a case's events, deadlines, notices and money are read, each in its order")
    void readsTheRecords() {
        var dispute = api.openCase(USD_700);
        api.update(dispute, USD_300, "A part will do.").expect(200);
        api.approveRequest(dispute, 2).expect(200);

        var events = api.get("/disputes/" + dispute + "/timeline").expect(200);
        var deadlines = api.get("/disputes/" + dispute + "/deadlines").expect(200);
        var notices = api.get("/disputes/" + dispute + "/notices").expect(200);
        var ledger = api.get("/disputes/" + dispute + "/ledger").expect(200);

        assertThat(events.json().findValuesAsText("type"))
                .startsWith("dispute.filed", "request.updated", "request.approved");
        assertThat(events.at("/0/actor/kind")).isEqualTo("FREELANCER");
        assertThat(events.at("/0/hash")).matches("[0-9a-f]{64}");
        assertThat(deadlines.at("/0/state")).isEqualTo("MET");
        assertThat(deadlines.at("/0/certificate/zone")).isEqualTo("America/New_York");
        assertThat(notices.json().findValuesAsText("kind"))
                .containsSubsequence("DISPUTE_FILED", "RESPONSE_REMINDER", "FILING_RECEIPT", "REQUEST_UPDATED");
        assertThat(ledger.json().findValuesAsText("purpose"))
                .containsExactly("HOLD", "SETTLEMENT", "HOLD", "SETTLEMENT");
    }

    @Test
    @DisplayName("ESC-3 a case's money is its own, not that of the case before it on the milestone")
    void keepsCasesApart() {
        var milestone = api.fundedMilestone(USD_700);
        api.submit(milestone, USD_300).expect(201);
        var first = api.file(milestone, USD_300).expect(201).id();
        api.approveRequest(first, 1).expect(200);
        api.submit(milestone, USD_300).expect(201);
        var second = api.file(milestone, USD_300).expect(201).id();

        assertThat(api.get("/disputes/" + first + "/ledger").json().findValuesAsText("purpose"))
                .containsExactly("HOLD", "SETTLEMENT");
        assertThat(api.get("/disputes/" + second + "/ledger").json().findValuesAsText("purpose"))
                .containsExactly("HOLD");
    }
}
