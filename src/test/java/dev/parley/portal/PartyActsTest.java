package dev.parley.portal;

import static dev.parley.portal.PortalSite.THOUSAND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.process.ArbitrationActs;
import dev.parley.shared.Actor;
import dev.parley.shared.Money;
import dev.parley.shared.PartyLinks;
import dev.parley.shared.Refused;
import dev.parley.shared.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Every act of a party on its pages: what is shown before, and what it does to the money. */
@ParleyTest
class PartyActsTest {
    @LocalServerPort
    int port;

    @Autowired
    PartyLinks links;

    @Autowired
    ArbitrationActs arbitration;

    private Api api;
    private PortalSite site;

    @BeforeEach
    void connect() {
        api = new Api(port);
        site = new PortalSite(api, links);
    }

    @Test
    @DisplayName(
            "REV-2 ESC-4 before an approval stands who gets what with the fee; after it the book is as over the API")
    void approvesTheWork() {
        var overApi = site.reviewed();
        api.approve(UUID.fromString(api.milestone(overApi).at("/clock/id"))).expect(200);
        var milestone = site.reviewed();
        var client = site.visit(milestone, "CLIENT");

        client.open("approve-work").post();
        assertThat(client.text())
                .contains(
                        "Fred Freelancer receives 966.00 USD", "34.00 USD", "can’t be taken back", "If you do nothing");
        site.confirm(client);

        assertThat(client.text()).contains("The work is approved", "You approved the work.");
        assertThat(balances(milestone)).isEqualTo(balances(overApi));
    }

    @Test
    @DisplayName("REV-3 changes are requested with a message, which the freelancer then reads")
    void requestsChanges() {
        var milestone = site.reviewed();
        var client = site.visit(milestone, "CLIENT");

        client.open("request-changes").post("text", "  ");
        assertThat(client.text()).contains("What should be changed? – Write something here.");
        site.confirm(client.post("text", "The <b>colours</b> are not ours."));

        assertThat(client.text()).contains("You requested changes");
        var freelancer = site.visit(milestone, "FREELANCER");
        assertThat(freelancer.text()).contains("It is your turn: Clara Client requests changes", "The <b>colours</b>");
        assertThat(freelancer.source()).contains("The &lt;b&gt;colours").doesNotContain("<b>colours");
    }

    @Test
    @DisplayName("DIS-2 DIS-3 a dispute is filed with a document, and the amount is on hold")
    void files() {
        var milestone = site.reviewed();
        var freelancer = site.visit(milestone, "FREELANCER");

        freelancer.open("file-dispute").post("amount", "1000.01", "text", "", "choice", "");
        assertThat(freelancer.text()).contains("Choose one of these.", "Write something here.");
        freelancer.post("amount", "1000.01", "text", "I delivered.", "choice", "PAYMENT_NOT_RELEASED");
        assertThat(freelancer.text()).contains("The amount can be at most 1,000.00 USD.");
        freelancer.upload(
                freelancer.path(),
                "protocol.txt",
                "Tested on 3 March.",
                "amount",
                "800",
                "text",
                "I delivered.",
                "choice",
                "PAYMENT_NOT_RELEASED");
        assertThat(freelancer.text()).contains("Goes on hold 800.00 USD", "protocol.txt", "sealed");
        site.confirm(freelancer);

        assertThat(freelancer.text()).contains("Your dispute is filed, and the amount is on hold.");
        assertThat(api.milestone(milestone).minor("/balances/held")).isEqualTo(80_000);
        var filed = api.dispute(site.caseOf(milestone));
        assertThat(filed.at("/requests/0/statement")).isEqualTo("I delivered.");
        assertThat(filed.at("/requests/0/evidence/0/name")).isEqualTo("protocol.txt");
    }

    @Test
    @DisplayName("DIS-1 when the client has ended the contract, the freelancer files on that ground")
    void filesAfterTheEnd() {
        var milestone = api.fundedMilestone("DIRECT", THOUSAND);
        var contract = UUID.fromString(api.milestone(milestone).at("/contract"));
        api.endContract(contract, "CLIENT").expect(200);
        var freelancer = site.visit(milestone, "FREELANCER");

        assertThat(freelancer.text()).contains("It is your turn: Clara Client has ended the contract");
        site.act(
                freelancer, "file-dispute", "amount", "1,000.00", "text", "Half was done.", "choice", "CONTRACT_ENDED");

        assertThat(api.milestone(milestone).minor("/balances/held")).isEqualTo(100_000);
    }

    @Test
    @DisplayName("DIS-9 a request is updated beside the old one; a higher amount is said to begin the time anew")
    void updates() {
        var milestone = site.reviewed();
        api.file(milestone, Money.of(50_000, "USD")).expect(201);
        var freelancer = site.visit(milestone, "FREELANCER");

        freelancer.open("update-request");
        assertThat(freelancer.source()).contains("value=\"500.00\"", "I delivered what we agreed.");
        freelancer.post("amount", "700", "text", "I delivered more.");
        assertThat(freelancer.text()).contains("the time in which Clara Client has to answer begins anew");
        site.confirm(freelancer);

        assertThat(api.milestone(milestone).minor("/balances/held")).isEqualTo(70_000);
        assertThat(freelancer.text()).contains("version 1", "version 2");
    }

    @Test
    @DisplayName("DIS-10 before a withdrawal stands what follows it")
    void withdraws() {
        var milestone = site.disputed();
        var freelancer = site.visit(milestone, "FREELANCER");

        freelancer.open("withdraw-filing").post();
        assertThat(freelancer.text())
                .contains("Clara Client gets a new full review of your work, for 1,000.00 USD", "This is final");
        site.confirm(freelancer);

        assertThat(api.dispute(site.caseOf(milestone)).at("/outcome/ending")).isEqualTo("WITHDRAWN");
        assertThat(freelancer.text()).contains("Clara Client is reviewing your work");
    }

    @Test
    @DisplayName("DIS-7 an approval is asked twice, and releases the amount as the API does")
    void approvesTheRequest() {
        var overApi = site.disputed();
        api.approveRequest(site.caseOf(overApi), 1).expect(200);
        var milestone = site.disputed();
        var client = site.visit(milestone, "CLIENT");

        assertThat(client.open("approve-request").text()).contains("Do you approve the request?", "Yes, I approve");
        assertThat(client.post().text()).contains("Please check: release the money?");
        assertThat(api.milestone(milestone).minor("/balances/paidOut")).isZero();
        site.confirm(client);

        assertThat(client.text()).contains("You approved the request");
        assertThat(balances(milestone)).isEqualTo(balances(overApi));
    }

    @Test
    @DisplayName("DIS-8 a decline is written as a draft, comes back, warns of the seal, and is sealed")
    void declines() {
        var milestone = site.disputed();
        var client = site.visit(milestone, "CLIENT");

        client.open("decline-request").post("choice", "QUALITY", "text", "Not yet done", "step", "draft");
        assertThat(client.text()).contains("Your draft is saved. It is not an answer yet");
        assertThat(client.open("decline-request").source())
                .contains("Not yet done")
                .containsPattern("QUALITY\"\\s+checked");
        assertThat(site.visit(milestone, "FREELANCER").text()).doesNotContain("Not yet done");
        client.post("choice", "QUALITY", "text", "The page is slow.");
        assertThat(client.text()).contains("are sealed: nobody can change them any more, not even you");
        site.confirm(client);

        assertThat(client.text()).contains("A mediator is looking at the case");
        assertThat(api.dispute(site.caseOf(milestone)).at("/response/description"))
                .isEqualTo("The page is slow.");
        assertThat(site.visit(milestone, "FREELANCER").text())
                .contains("Clara Client’s answer: declined", "The page is slow.");
    }

    @Test
    @DisplayName("DIS-10 an offer is made and accepted, split to the minor unit with the fee that was shown")
    void settles() {
        var milestone = site.disputed();
        var client = site.visit(milestone, "CLIENT");
        var freelancer = site.visit(milestone, "FREELANCER");

        assertThat(client.open("make-offer").post("amount", "1000.01").text()).contains("at most 1,000.00 USD");
        site.act(client, "make-offer", "amount", "333.33");
        assertThat(freelancer.home().text()).contains("Clara Client’s offer", "Accept the offer");
        freelancer.open("accept-offer").post();
        assertThat(freelancer.text())
                .contains(
                        "You receive 322.00 USD",
                        "taken from your part 11.33 USD",
                        "Clara Client gets back 666.67 USD");
        site.confirm(freelancer);

        assertThat(freelancer.text()).contains("You both agreed", "You received 322.00 USD");
        assertThat(api.milestone(milestone).minor("/balances/paidOut")).isEqualTo(32_200);
        assertThat(api.milestone(milestone).minor("/balances/fees")).isEqualTo(1_133);
    }

    @Test
    @DisplayName("RES-3 RES-4 both accept the proposal on their pages, and the money moves as shown")
    void acceptsTheProposal() {
        var milestone = proposed();
        var client = site.visit(milestone, "CLIENT");
        var freelancer = site.visit(milestone, "FREELANCER");

        assertThat(client.text()).contains("Accept the proposal", "Reject the proposal", "Half of the pages");
        site.act(client, "accept-proposal");
        assertThat(client.text())
                .contains("Fred Freelancer still has to decide")
                .doesNotContain("Reject the proposal");
        freelancer.open("accept-proposal").post();
        assertThat(freelancer.text()).contains("Clara Client has accepted already", "You receive 579.60 USD");
        site.confirm(freelancer);

        assertThat(freelancer.text()).contains("You both accepted the proposal");
        assertThat(api.milestone(milestone).minor("/balances/paidOut")).isEqualTo(57_960);
    }

    @Test
    @DisplayName("ARB-2 a party elects nothing itself: only the contracts system confirms a paid share")
    void electsNothing() {
        var milestone = proposed();
        var dispute = site.caseOf(milestone);
        api.decide(dispute, "CLIENT", 1, "REJECT").expect(200);
        var share = Money.of(29_100, "USD");
        var client = Actor.party(Side.CLIENT, "clara");

        assertThatThrownBy(() -> arbitration.elect(dispute, Side.CLIENT, share, "paid", client))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("payment-unconfirmed"));

        api.elect(dispute, "CLIENT", share).expect(200);
    }

    @Test
    @DisplayName("DEA-3 one side asks for more time, the other agrees, and the deadline moves once, for both")
    void extendsByAgreement() {
        var milestone = site.reviewed();
        var before = Instant.parse(api.milestone(milestone).at("/clock/deadline/at"));
        var freelancer = site.visit(milestone, "FREELANCER");

        freelancer.open("propose-extension").post("choice", "15");
        assertThat(freelancer.text()).contains("Choose one of these.");
        freelancer.post("choice", "7");
        assertThat(freelancer.text()).contains("Ends now", "Would end", "stays as it is", "No money moves");
        site.confirm(freelancer);
        assertThat(freelancer.text()).contains("You have asked for more time.");
        assertThat(api.milestone(milestone).at("/clock/deadline/at")).isEqualTo(before.toString());

        var client = site.visit(milestone, "CLIENT");
        site.confirm(client.open("accept-extension").post());

        assertThat(client.text())
                .contains("You have agreed: the deadline has moved.")
                .doesNotContain("Ask for more time");
        assertThat(Instant.parse(api.milestone(milestone).at("/clock/deadline/at")))
                .isBetween(before.plus(Duration.ofHours(167)), before.plus(Duration.ofHours(169)));
        assertThat(client.open("certificate").text()).contains("Moved by both sides’ agreement");
    }

    @Test
    @DisplayName("REV-8 RES-4 a case about a part leaves the rest to a new review, which the pages then show")
    void acceptsForAPart() {
        var milestone = site.reviewed();
        var dispute = api.file(milestone, Money.of(80_000, "USD")).expect(201).id();
        api.decline(dispute, 1).expect(200);
        api.as(api.dispute(dispute).at("/mediator"))
                .propose(dispute, Money.of(50_000, "USD"))
                .expect(200);
        api.decide(dispute, "CLIENT", 1, "ACCEPT").expect(200);
        var freelancer = site.visit(milestone, "FREELANCER");

        site.confirm(freelancer.open("accept-proposal").post());

        assertThat(freelancer.text()).contains("You accepted the proposal.", "200.00 USD");
        assertThat(api.milestone(milestone).at("/clock/kind")).isEqualTo("REVIEW");
        assertThat(site.visit(milestone, "CLIENT").text()).contains("Approve the work", "200.00 USD");
    }

    @Test
    @DisplayName(
            "RES-5 ARB-1 ARB-2 after a rejection the page says what arbitration costs and brings, and elects nothing")
    void rejectsTheProposal() {
        var milestone = proposed();
        var freelancer = site.visit(milestone, "FREELANCER");

        site.act(freelancer, "reject-proposal");

        assertThat(freelancer.text())
                .contains(
                        "It is your turn: arbitration, or not",
                        "Your share of the cost 291.00 USD",
                        "Amount on hold that is decided about 1,000.00 USD",
                        "If neither goes on 1,000.00 USD goes to Clara Client.",
                        "Pay your share through the platform on which you made the contract.",
                        "If you do not want to go on, you need not do anything.");
        api.elect(site.caseOf(milestone), "FREELANCER", Money.of(29_100, "USD")).expect(200);
        assertThat(freelancer.home().text()).contains("You goes on, the share is paid");
        assertThat(site.visit(milestone, "CLIENT").text()).contains("Fred Freelancer goes on, the share is paid");
    }

    @Test
    @DisplayName("AUD-1 DOR-2 an act on a page is recorded as the party's own")
    void isRecordedAsThePartys() {
        var milestone = site.disputed();
        site.act(site.visit(milestone, "CLIENT"), "make-offer", "amount", "0");

        var made = api.get("/disputes/" + site.caseOf(milestone) + "/timeline").text();

        assertThat(made).contains("{\"kind\":\"CLIENT\",\"id\":\"portal\"}");
    }

    private UUID proposed() {
        var milestone = site.disputed();
        var dispute = site.caseOf(milestone);
        api.decline(dispute, 1).expect(200);
        api.as(api.dispute(dispute).at("/mediator"))
                .propose(dispute, Money.of(60_000, "USD"))
                .expect(200);
        return milestone;
    }

    private String balances(UUID milestone) {
        return api.milestone(milestone).json().path("balances").toString();
    }
}
