package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.client.ApiClient;
import dev.parley.client.api.ContractsApi;
import dev.parley.client.api.DisputesFilingApi;
import dev.parley.client.api.DisputesReadApi;
import dev.parley.client.api.DisputesResolutionApi;
import dev.parley.client.api.DisputesResponseApi;
import dev.parley.client.api.MilestonesApi;
import dev.parley.client.api.ReviewsApi;
import dev.parley.client.api.StaffApi;
import dev.parley.client.model.AcceptOffer;
import dev.parley.client.model.Balances;
import dev.parley.client.model.ConfirmAward;
import dev.parley.client.model.Decide;
import dev.parley.client.model.Deposit;
import dev.parley.client.model.DisputeBrief;
import dev.parley.client.model.Elect;
import dev.parley.client.model.EndContract;
import dev.parley.client.model.EnterAward;
import dev.parley.client.model.FileDispute;
import dev.parley.client.model.MakeOffer;
import dev.parley.client.model.Money;
import dev.parley.client.model.NewContract;
import dev.parley.client.model.NewMilestone;
import dev.parley.client.model.NewParty;
import dev.parley.client.model.Outcome.EndingEnum;
import dev.parley.client.model.Problem;
import dev.parley.client.model.Propose;
import dev.parley.client.model.Respond;
import dev.parley.client.model.ReviewView;
import dev.parley.client.model.Submit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.client.HttpClientErrorException;

/** An integrator's afternoon: a client generated from the committed description, and nothing else, to every ending. */
@ParleyTest
class GeneratedClientTest {
    private static final long ALL = 100_000;
    private static final long MOST = 70_000;

    @LocalServerPort
    int port;

    private ApiClient contracts;

    @BeforeEach
    void login() {
        contracts = as("contracts");
    }

    @Test
    @DisplayName("DOR-1 REV-2 REV-4 a review is approved, or passes in silence")
    void reviews() {
        var approved = new ReviewsApi(contracts).reviewsApprove(submitted().getId(), key());
        assertThat(approved.getState()).isEqualTo(ReviewView.StateEnum.APPROVED);

        var silent = submitted();
        passes("P15D");
        assertThat(new ReviewsApi(contracts).reviewsRead(silent.getId()).getState())
                .isEqualTo(ReviewView.StateEnum.APPROVED_BY_SILENCE);
        assertThat(paidOut(silent.getMilestone())).isEqualTo(ALL);
    }

    @Test
    @DisplayName("DOR-1 REV-6 a contract is ended: refunded at once, or after the freelancer's days")
    void contractsEnd() {
        for (var by : EndContract.ByEnum.values()) {
            var milestone = funded();
            var contract =
                    new MilestonesApi(contracts).milestonesRead(milestone).getContract();
            new ContractsApi(contracts).contractsEnd(contract, key(), new EndContract().by(by));
            passes("P9D");
            assertThat(balances(milestone).getRefunded().getMinor()).isEqualTo(ALL);
        }
    }

    @Test
    @DisplayName("DOR-1 DIS-6 DIS-7 DIS-10 a case ends by approval, silence, withdrawal or a settlement")
    void endsBeforeMediation() {
        var approved = filed();
        new DisputesResponseApi(contracts)
                .responseRespond(
                        approved,
                        key(),
                        new Respond()
                                .requestVersion(1)
                                .answer(Respond.AnswerEnum.APPROVE)
                                .confirmed(true));
        requireEnding(approved, EndingEnum.APPROVED, ALL);

        var withdrawn = filed();
        new DisputesFilingApi(contracts).filingWithdraw(withdrawn, key());
        requireEnding(withdrawn, EndingEnum.WITHDRAWN, 0);

        var settled = filed();
        var offer = new DisputesResolutionApi(contracts)
                .settlementOffer(
                        settled,
                        key(),
                        new MakeOffer().by(MakeOffer.ByEnum.CLIENT).toFreelancer(usd(MOST)));
        new DisputesResolutionApi(contracts)
                .settlementAccept(
                        settled, offer.getNumber(), key(), new AcceptOffer().by(AcceptOffer.ByEnum.FREELANCER));
        requireEnding(settled, EndingEnum.SETTLED, MOST);

        var silent = filed();
        passes("P20D");
        requireEnding(silent, EndingEnum.NO_RESPONSE, ALL);
    }

    @Test
    @DisplayName("DOR-1 RES-4 ARB-3 ARB-5 a case ends by a proposal, by elections, or by an award")
    void endsAfterMediation() {
        var accepted = proposed();
        decides(accepted, Decide.ByEnum.CLIENT, Decide.DecisionEnum.ACCEPT);
        decides(accepted, Decide.ByEnum.FREELANCER, Decide.DecisionEnum.ACCEPT);
        requireEnding(accepted, EndingEnum.PROPOSAL_ACCEPTED, MOST);

        var awarded = notResolved();
        elects(awarded, Elect.ByEnum.CLIENT);
        elects(awarded, Elect.ByEnum.FREELANCER);
        new StaffApi(as("otto"))
                .staffEnterAward(
                        awarded,
                        key(),
                        new EnterAward().toFreelancer(usd(12_345)).reference("A-1"));
        new StaffApi(as("olga"))
                .staffConfirmAward(awarded, key(), new ConfirmAward().award(1).confirmed(true));
        requireEnding(awarded, EndingEnum.AWARDED, 12_345);

        var one = notResolved();
        elects(one, Elect.ByEnum.FREELANCER);
        var nobody = notResolved();
        passes("P9D");
        requireEnding(one, EndingEnum.ONE_ELECTED, ALL);
        requireEnding(nobody, EndingEnum.NOBODY_ELECTED, 0);
    }

    @Test
    @DisplayName("DOR-1 a refusal is a problem that the client can read")
    void readsProblems() {
        var late = filed();
        new DisputesFilingApi(contracts).filingWithdraw(late, key());

        assertThatThrownBy(() -> new DisputesFilingApi(contracts).filingWithdraw(late, key()))
                .isInstanceOfSatisfying(HttpClientErrorException.Conflict.class, refused -> {
                    var problem = refused.getResponseBodyAs(Problem.class);
                    assertThat(problem.getCode()).isEqualTo("case-decided");
                    assertThat(problem.getStatus()).isEqualTo(409);
                });
    }

    private UUID funded() {
        var contract = new ContractsApi(contracts)
                .contractsRegister(
                        key(),
                        new NewContract()
                                .externalId(Api.fresh("contract"))
                                .kind(NewContract.KindEnum.MARKETPLACE)
                                .currency("USD")
                                .title("A website")
                                .client(party("Clara Client"))
                                .freelancer(party("Fred Freelancer"))
                                .milestones(List.of(new NewMilestone()
                                        .externalId("1")
                                        .title("Home page")
                                        .amount(usd(ALL)))));
        var milestone = contract.getMilestones().get(0).getId();
        new MilestonesApi(contracts)
                .milestonesDeposit(
                        milestone,
                        key(),
                        new Deposit().externalId(Api.fresh("deposit")).amount(usd(ALL)));
        return milestone;
    }

    private ReviewView submitted() {
        return new MilestonesApi(contracts)
                .milestonesSubmit(
                        funded(),
                        key(),
                        new Submit().externalId(Api.fresh("work")).amount(usd(ALL)));
    }

    private UUID filed() {
        return new MilestonesApi(contracts)
                .milestonesFile(
                        submitted().getMilestone(),
                        key(),
                        new FileDispute()
                                .ground(FileDispute.GroundEnum.PAYMENT_NOT_RELEASED)
                                .amount(usd(ALL))
                                .statement("All pages are there.")
                                .evidence(List.of()))
                .getId();
    }

    private UUID proposed() {
        var dispute = filed();
        new DisputesResponseApi(contracts)
                .responseRespond(
                        dispute,
                        key(),
                        new Respond()
                                .requestVersion(1)
                                .answer(Respond.AnswerEnum.DECLINE)
                                .reason(Respond.ReasonEnum.INCOMPLETE)
                                .description("The imprint is missing.")
                                .evidence(List.of()));
        var mediator = new DisputesReadApi(contracts).disputesRead(dispute).getMediator();
        new StaffApi(as(mediator == null ? "lena" : mediator))
                .staffPropose(
                        dispute,
                        key(),
                        new Propose()
                                .toFreelancer(usd(MOST))
                                .reasonCode(Propose.ReasonCodeEnum.PARTLY_DELIVERED)
                                .reasons("One page is missing."));
        return dispute;
    }

    private UUID notResolved() {
        var dispute = proposed();
        decides(dispute, Decide.ByEnum.CLIENT, Decide.DecisionEnum.REJECT);
        return dispute;
    }

    private DisputeBrief decides(UUID dispute, Decide.ByEnum by, Decide.DecisionEnum decision) {
        return new DisputesResolutionApi(contracts)
                .settlementDecide(
                        dispute, key(), new Decide().by(by).proposal(1).decision(decision));
    }

    private void elects(UUID dispute, Elect.ByEnum by) {
        new DisputesResolutionApi(contracts)
                .settlementElect(
                        dispute, key(), new Elect().by(by).paid(usd(29_100)).paymentReference(Api.fresh("payment")));
    }

    private void requireEnding(UUID dispute, EndingEnum ending, long toFreelancer) {
        var outcome = new DisputesReadApi(contracts).disputesRead(dispute).getOutcome();
        assertThat(outcome).isNotNull();
        assertThat(outcome.getEnding()).isEqualTo(ending);
        assertThat(outcome.getToFreelancer()).isEqualTo(usd(toFreelancer));
    }

    private long paidOut(UUID milestone) {
        return balances(milestone).getPaidOut().getMinor();
    }

    private Balances balances(UUID milestone) {
        return new MilestonesApi(contracts).milestonesRead(milestone).getBalances();
    }

    private void passes(String time) {
        new Api(port).advance(time).expect(200);
    }

    private static NewParty party(String name) {
        return new NewParty().externalId(Api.fresh("party")).name(name).email("somebody@parties.example");
    }

    private static Money usd(long minor) {
        return new Money().minor(minor).currency("USD");
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private ApiClient as(String user) {
        var client = new ApiClient();
        client.setBasePath("http://127.0.0.1:" + port);
        client.setUsername(user);
        client.setPassword("sandbox");
        return client;
    }
}
