package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api.Response;
import dev.parley.journal.Journal;
import dev.parley.shared.Money;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The rules of a case at their edges, over HTTP. */
@ParleyTest
class CaseRulesTest {
    private static final Money THOUSAND = usd(100_000);

    @LocalServerPort
    int port;

    @Autowired
    Journal journal;

    @Autowired
    EmbeddedPostgres postgres;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @Test
    @DisplayName(
            "DIS-2 DIS-11 a filing for nothing, for more than is in escrow, or without work or escrow is refused and leaves nothing")
    void refusedFilings() {
        var milestone = api.fundedMilestone(THOUSAND);
        assertThat(api.file(milestone, THOUSAND).expect(409).code()).isEqualTo("nothing-submitted");
        assertThat(api.file(milestone, "CONTRACT_ENDED", THOUSAND, "Pay me.")
                        .expect(409)
                        .code())
                .isEqualTo("contract-not-ended");
        var review = api.submit(milestone, THOUSAND).expect(201).id();
        assertThat(api.file(milestone, usd(0)).expect(400).field()).startsWith("amount");
        assertThat(api.file(milestone, usd(100_001)).expect(400).field()).isEqualTo("amount");
        assertThat(api.file(milestone, Money.of(100, "EUR")).expect(400).field())
                .startsWith("currency");
        assertThat(api.review(review).at("/state")).isEqualTo("OPEN");
        assertThat(api.milestone(milestone).json().path("cases")).isEmpty();
        api.approve(review).expect(200);
        assertThat(api.file(milestone, THOUSAND).expect(409).code()).isEqualTo("already-released");
    }

    @Test
    @DisplayName("DIS-11 another filing is told that a case is open, whatever it asks for and whatever that case holds")
    void filedBesideCase() {
        for (var held : List.of(usd(60_000), THOUSAND)) {
            var milestone = api.fundedMilestone(THOUSAND);
            api.submit(milestone, THOUSAND).expect(201);
            api.file(milestone, held).expect(201);
            for (var asked : List.of(usd(1_000), held, THOUSAND))
                assertThat(api.file(milestone, asked).expect(409).code()).isEqualTo("case-open");
        }
    }

    @Test
    @DisplayName(
            "DIS-3 REV-6 what a case holds nothing else moves: the freelancer ends the contract, only the rest is refunded")
    void heldBesideContractEnd() {
        var contract = api.register("MARKETPLACE", "USD", "America/New_York", "US-NY", 100_000)
                .expect(201);
        var milestone = contract.milestone(0);
        api.deposit(milestone, THOUSAND).expect(200);
        api.submit(milestone, THOUSAND).expect(201);
        var dispute = api.file(milestone, usd(60_000)).expect(201).id();
        assertThat(api.file(milestone, usd(1_000)).expect(409).code()).isEqualTo("case-open");
        assertThat(api.submit(milestone, usd(1_000)).expect(409).code()).isEqualTo("milestone-busy");
        api.endContract(contract.id(), "FREELANCER").expect(200);
        assertThat(balance(milestone, "held")).isEqualTo(60_000);
        assertThat(balance(milestone, "refunded")).isEqualTo(40_000);
        api.withdraw(dispute).expect(200);
        assertThat(balance(milestone, "refunded")).isEqualTo(100_000);
    }

    @Test
    @DisplayName("DIS-8 a draft can be saved and changed and answers nothing; the submitted response is sealed")
    void sealedResponse() {
        var dispute = api.openCase(THOUSAND);
        api.draft(dispute, Map.of("reason", "QUALITY", "description", "First thoughts."))
                .expect(200);
        api.draft(dispute, Map.of("reason", "OTHER", "description", "Second thoughts."))
                .expect(200);
        assertThat(api.draft(dispute).expect(200).text())
                .contains("Second thoughts.")
                .doesNotContain("First");
        assertThat(api.dispute(dispute).at("/stage")).isEqualTo("RESPONSE");
        api.decline(dispute, 1).expect(200);
        assertThat(api.decline(dispute, 1).expect(409).code()).isEqualTo("wrong-stage");
        assertThat(api.draft(dispute, Map.of("description", "Too late.")).status())
                .isEqualTo(409);
        assertThat(owner().refusal("update sealed set body = '{}' where case_id = '" + dispute + "'"))
                .isEqualTo("PA001");
        assertThat(owner().refusal("delete from sealed where case_id = '" + dispute + "'"))
                .isEqualTo("PA001");
        assertThat(application()
                        .refusal("insert into sealed values ('" + dispute + "', 'RESPONSE', '2', '{}', '', now())"))
                .isEqualTo("42501");
    }

    @Test
    @DisplayName(
            "DIS-9 DIS-13 an update is a new version: a lower amount keeps the window, a higher one starts it anew, offers end")
    void updatedRequest() {
        var milestone = api.fundedMilestone(THOUSAND);
        api.submit(milestone, THOUSAND).expect(201);
        var dispute = api.file(milestone, usd(60_000)).expect(201).id();
        var due = due(dispute);
        api.offer(dispute, "FREELANCER", usd(50_000)).expect(200);

        api.update(dispute, usd(50_000), "Less will do.").expect(200);
        assertThat(due(dispute)).isEqualTo(due);
        assertThat(balance(milestone, "held")).isEqualTo(50_000);
        assertThat(balance(milestone, "free")).isEqualTo(50_000);
        assertThat(api.accept(dispute, "CLIENT", 1).expect(409).code()).isEqualTo("offer-not-open");
        assertThat(api.approveRequest(dispute, 1).expect(409).code()).isEqualTo("version-stale");

        api.advance("P9D").expect(200);
        api.update(dispute, usd(100_000), "All of it.").expect(200);
        assertThat(due(dispute)).isAfter(due);
        assertThat(balance(milestone, "held")).isEqualTo(100_000);
        assertThat(api.update(dispute, usd(100_001), "More than there is.")
                        .expect(400)
                        .field())
                .isEqualTo("amount");
        api.approveRequest(dispute, 3).expect(200);
        assertThat(api.update(dispute, usd(1), "Again.").expect(409).code()).isEqualTo("case-decided");
        assertThat(balance(milestone, "paidOut")).isEqualTo(100_000);
        assertThat(api.dispute(dispute).json().path("requests")).hasSize(3);
    }

    @Test
    @DisplayName(
            "DIS-11 what a case has decided about a submission is not asked for again, until work is submitted anew")
    void decidedSubmission() {
        var milestone = api.fundedMilestone(THOUSAND);
        api.submit(milestone, usd(40_000)).expect(201);
        var dispute = api.file(milestone, usd(40_000)).expect(201).id();
        api.approveRequest(dispute, 1).expect(200);
        assertThat(balance(milestone, "free")).isEqualTo(60_000);
        assertThat(api.file(milestone, usd(60_000)).expect(409).code()).isEqualTo("already-decided");
        api.submit(milestone, usd(60_000)).expect(201);
        api.file(milestone, usd(60_000)).expect(201);
    }

    @Test
    @DisplayName("REV-6 DIS-9 what a lower request frees after the freelancer ended the contract is refunded at once")
    void loweredAfterContractEnd() {
        var contract = api.register("MARKETPLACE", "USD", "America/New_York", "US-NY", 100_000)
                .expect(201);
        var milestone = contract.milestone(0);
        api.deposit(milestone, THOUSAND).expect(200);
        api.submit(milestone, THOUSAND).expect(201);
        var dispute = api.file(milestone, usd(60_000)).expect(201).id();
        api.endContract(contract.id(), "FREELANCER").expect(200);
        api.update(dispute, usd(30_000), "Half will do.").expect(200);
        assertThat(balance(milestone, "held")).isEqualTo(30_000);
        assertThat(balance(milestone, "refunded")).isEqualTo(70_000);
    }

    @Test
    @DisplayName(
            "REV-8 once the client has ended the contract, what is left is claimable for 7 days, or refunded after a withdrawal")
    void leftAfterTheContractsEnd() {
        var reviewed = partlyAsked();
        api.endContract(contract(reviewed), "CLIENT").expect(200);
        api.approve(clockId(reviewed)).expect(200);
        assertThat(api.milestone(reviewed).at("/clock/kind")).isEqualTo("CLAIM");
        assertThat(balance(reviewed, "free")).isEqualTo(60_000);

        var disputed = changesRequested();
        var dispute = api.file(disputed, usd(40_000)).expect(201).id();
        api.endContract(contract(disputed), "CLIENT").expect(200);
        api.approveRequest(dispute, 1).expect(200);
        assertThat(api.milestone(disputed).at("/clock/kind")).isEqualTo("CLAIM");
        assertThat(balance(disputed, "free")).isEqualTo(60_000);

        var withdrawn = changesRequested();
        var given = api.file(withdrawn, usd(40_000)).expect(201).id();
        api.endContract(contract(withdrawn), "CLIENT").expect(200);
        api.withdraw(given).expect(200);
        assertThat(balance(withdrawn, "refunded")).isEqualTo(100_000);
    }

    private UUID changesRequested() {
        var milestone = partlyAsked();
        api.requestChanges(clockId(milestone), "Not yet.").expect(200);
        return milestone;
    }

    private UUID partlyAsked() {
        var milestone = api.fundedMilestone(THOUSAND);
        api.submit(milestone, usd(40_000)).expect(201);
        return milestone;
    }

    private UUID clockId(UUID milestone) {
        return UUID.fromString(api.milestone(milestone).at("/clock/id"));
    }

    private UUID contract(UUID milestone) {
        return UUID.fromString(api.milestone(milestone).at("/contract"));
    }

    @Test
    @DisplayName(
            "ESC-2 a deposit's id is one deposit's, whatever milestone it names; a payment elects for one side once")
    void reusedReferences() {
        var contract =
                api.register("DIRECT", "USD", "UTC", "US", 100_000, 100_000).expect(201);
        var id = Api.fresh("deposit");
        api.deposit(contract.milestone(0), id, THOUSAND).expect(200);
        api.deposit(contract.milestone(0), id, THOUSAND).expect(200);
        assertThat(api.deposit(contract.milestone(1), id, THOUSAND).expect(409).code())
                .isEqualTo("deposit-contradicted");
        assertThat(balance(contract.milestone(0), "free")).isEqualTo(100_000);
    }

    @Test
    @DisplayName("DIS-10 an offer never exceeds the hold and ends with the stage it was made in")
    void offers() {
        var dispute = api.openCase(THOUSAND);
        assertThat(api.offer(dispute, "CLIENT", usd(100_001)).expect(400).code())
                .isEqualTo("amount-above-hold");
        api.offer(dispute, "CLIENT", usd(10_000)).expect(200);
        api.decline(dispute, 1).expect(200);
        assertThat(api.accept(dispute, "FREELANCER", 1).expect(409).code()).isEqualTo("offer-not-open");
    }

    @Test
    @DisplayName(
            "RES-1 no proposal in 2 days: the leads are told; in 4: somebody else gets the case; nothing is forfeited")
    void lateProposal() {
        var dispute = declined();
        var first = mediator(dispute);
        api.advance("P2DT1M").expect(200);
        assertThat(notices(dispute)).contains("PROPOSAL_ESCALATED").doesNotContain("CASE_REASSIGNED");
        assertThat(mediator(dispute)).isEqualTo(first);
        api.advance("P2D").expect(200);
        assertThat(notices(dispute)).contains("CASE_REASSIGNED");
        assertThat(mediator(dispute)).isNotEqualTo(first).isIn("mia", "max");
        assertThat(api.as(first).propose(dispute, usd(50_000)).expect(403).code())
                .isEqualTo("not-assigned");
        api.as(mediator(dispute)).propose(dispute, usd(50_000)).expect(200);
        assertThat(api.dispute(dispute).at("/stage")).isEqualTo("DECISIONS");
        assertThat(targets(dispute)).doesNotContain("OPEN");
    }

    @Test
    @DisplayName(
            "RES-1 a case that everybody leaves lying goes on to the next, and to the leads and operations again and again")
    void everybodyLate() {
        var dispute = declined();
        api.advance("P8DT1M").expect(200);
        assertThat(mediator(dispute)).isEmpty();
        assertThat(notices(dispute)).containsOnlyOnce("CASE_REASSIGNED");
        var told = notices(dispute).stream().filter("NO_MEDIATOR"::equals).count();
        api.advance("P4D").expect(200);
        assertThat(notices(dispute).stream().filter("NO_MEDIATOR"::equals).count())
                .isEqualTo(2 * told);
        api.as("lena").propose(dispute, usd(50_000)).expect(200);
        assertThat(targets(dispute)).doesNotContain("OPEN");
    }

    @Test
    @DisplayName("RES-2 handed back by all who may have it, a case is the lead's; one of them proposes")
    void nobodyEligible() {
        var dispute = declined();
        var first = mediator(dispute);
        api.as(first).handBack(dispute, "I know the client.").expect(200);
        var second = mediator(dispute);
        assertThat(second).isNotEqualTo(first);
        assertThat(api.as(first).handBack(dispute, "Again.").expect(403).code()).isEqualTo("not-assigned");
        api.as(second).handBack(dispute, "I am ill.").expect(200);
        assertThat(mediator(dispute)).isEmpty();
        assertThat(notices(dispute)).contains("NO_MEDIATOR");
        assertThat(api.as(second).propose(dispute, usd(50_000)).expect(403).code())
                .isEqualTo("not-assigned");
        api.as("lena").propose(dispute, usd(50_000)).expect(200);
    }

    @Test
    @DisplayName("RES-2 a case is never assigned to someone with a declared interest in a party")
    void declaredInterest() {
        var contract = api.register("MARKETPLACE", "USD", "America/New_York", "US-NY", 100_000)
                .expect(201);
        api.as("mia").declareInterest(contract.id(), "CLIENT").expect(200);
        api.as("max").declareInterest(contract.id(), "FREELANCER").expect(200);
        api.deposit(contract.milestone(0), THOUSAND).expect(200);
        api.submit(contract.milestone(0), THOUSAND).expect(201);
        var dispute = api.file(contract.milestone(0), THOUSAND).expect(201).id();
        api.decline(dispute, 1).expect(200);
        assertThat(mediator(dispute)).isEmpty();
        assertThat(api.as("mia").propose(dispute, usd(1)).expect(403).code()).isEqualTo("not-assigned");
    }

    @Test
    @DisplayName("RES-2 an interest declared after the assignment counts: the case is handed back, not proposed on")
    void declaredLate() {
        var dispute = declined();
        var assigned = api.as(mediator(dispute));
        assigned.declareInterest(UUID.fromString(api.dispute(dispute).at("/contract")), "CLIENT")
                .expect(200);
        assertThat(assigned.propose(dispute, usd(1)).expect(403).code()).isEqualTo("conflict-of-interest");
        assigned.handBack(dispute, "I know the client.").expect(200);
        assertThat(journal.of(dispute).stream().map(Journal.Entry::type)).contains("case.handed-back");
        assertThat(notices(dispute)).doesNotContain("CASE_REASSIGNED");
    }

    @Test
    @DisplayName("RES-1 RES-6 DIS-13 a proposal splits the hold, is made once, and is decided on by its version")
    void proposal() {
        var dispute = declined();
        var mediator = api.as(mediator(dispute));
        assertThat(mediator.propose(dispute, usd(100_001)).expect(400).code()).isEqualTo("amount-above-hold");
        assertThat(api.dispute(dispute).at("/stage")).isEqualTo("MEDIATION");
        mediator.propose(dispute, usd(33_334)).expect(200);
        assertThat(api.dispute(dispute).minor("/proposal/toClient")).isEqualTo(66_666);
        assertThat(mediator.propose(dispute, usd(1)).expect(409).code()).isEqualTo("wrong-stage");
        assertThat(api.decide(dispute, "CLIENT", 2, "ACCEPT").expect(409).code())
                .isEqualTo("version-stale");
    }

    @Test
    @DisplayName(
            "ARB-1 ARB-2 the Notice says what follows and what it costs; both see who has elected; late is not elected")
    void elections() {
        var dispute = declined();
        api.as(mediator(dispute)).propose(dispute, usd(50_000)).expect(200);
        api.decide(dispute, "CLIENT", 1, "REJECT").expect(200);
        api.advance("PT1S").expect(200);
        assertThat(notices(dispute)).contains("NOTICE_OF_NON_RESOLUTION");
        api.elect(dispute, "CLIENT", usd(29_100)).expect(200);
        assertThat(api.elect(dispute, "CLIENT", usd(29_100)).expect(409).code()).isEqualTo("already-sealed");
        assertThat(api.dispute(dispute).at("/elections/0/by")).isEqualTo("CLIENT");
        api.advance(Duration.between(now(), due(dispute)).toString()).expect(200);
        assertThat(api.elect(dispute, "FREELANCER", usd(29_100)).expect(409).code())
                .isIn("deadline-passed", "case-decided");
        api.advance("PT1S").expect(200);
        assertThat(api.dispute(dispute).at("/outcome/ending")).isEqualTo("ONE_ELECTED");
        assertThat(api.dispute(dispute).minor("/outcome/toClient")).isEqualTo(100_000);
    }

    @Test
    @DisplayName("TER-2 DEA-2 a deadline shows its rule, zone, calendar, terms and what happens when it passes")
    void deadlineShown() {
        var dispute = api.openCase(THOUSAND);
        var deadline = api.dispute(dispute).json().path("deadline");
        assertThat(deadline.path("rule").asText()).isEqualTo("RESPONSE");
        assertThat(deadline.path("zone").asText()).isEqualTo("America/New_York");
        assertThat(deadline.path("termsVersion").asText()).isEqualTo("2026-11");
        assertThat(deadline.path("whenItPasses").asText()).isNotBlank();
        assertThat(deadline.path("certificate").path("calendar").asText()).contains("US");
    }

    @Test
    @DisplayName("NOT-1 an address that no mail server takes is refused when the contract is registered")
    void unmailable() {
        for (var address : List.of("\"a b\"@clients.example", "clär@clients.example", "clara@", "clara@localhost")) {
            var body = Api.contract("DIRECT", "USD", "UTC", "US", 100);
            body.put("client", Map.of("externalId", Api.fresh("party"), "name", "Clara", "email", address));
            assertThat(api.register(body).expect(400).field()).as(address).endsWith("email");
        }
    }

    @Test
    @DisplayName("DOR-1 an upload that was cut short is refused as bad input")
    void cutShort() {
        var milestone = api.fundedMilestone(THOUSAND);
        var cut = "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nxx";
        var answer = api.send(api.request("/milestones/" + milestone + "/evidence")
                .header("Content-Type", "multipart/form-data; boundary=B")
                .header("Idempotency-Key", Api.fresh("key"))
                .POST(BodyPublishers.ofString(cut)));
        assertThat(answer.expect(400).code()).isEqualTo("body-malformed");
    }

    @Test
    @DisplayName("AUD-1 AUD-3 the chain of a case verifies, and holds no name and no statement")
    void chain() {
        var dispute = api.openCase(THOUSAND);
        api.decline(dispute, 1).expect(200);
        assertThat(journal.verifies(dispute)).isTrue();
        var types = journal.of(dispute).stream().map(Journal.Entry::type).toList();
        assertThat(types).containsExactly("dispute.filed", "request.declined", "mediator.assigned");
        assertThat(journal.of(dispute).toString()).doesNotContain("Clara", "I delivered what we agreed");
    }

    @Test
    @DisplayName("ESC-4 currencies with no and with three decimals are split to their minor unit")
    void otherCurrencies() {
        for (var amount : List.of(Money.of(100_001, "JPY"), Money.of(1_000_001, "KWD"))) {
            var milestone = api.fundedMilestone("DIRECT", amount);
            api.submit(milestone, amount).expect(201);
            var dispute = api.file(milestone, amount).expect(201).id();
            api.decline(dispute, 1).expect(200);
            var part = new Money(33_335, amount.currency());
            api.as(mediator(dispute)).propose(dispute, part).expect(200);
            api.decide(dispute, "CLIENT", 1, "ACCEPT").expect(200);
            api.decide(dispute, "FREELANCER", 1, "ACCEPT").expect(200);
            assertThat(balance(milestone, "fees")).isEqualTo(1_133);
            assertThat(balance(milestone, "paidOut")).isEqualTo(33_335 - 1_133);
            assertThat(balance(milestone, "refunded")).isEqualTo(amount.minor() - 33_335);
        }
    }

    private UUID declined() {
        var dispute = api.openCase(THOUSAND);
        api.decline(dispute, 1).expect(200);
        return dispute;
    }

    private List<String> targets(UUID dispute) {
        var states = new ArrayList<String>();
        for (var deadline : api.get("/disputes/" + dispute + "/deadlines").json())
            if (deadline.path("rule").asText().startsWith("PROPOSAL"))
                states.add(deadline.path("state").asText());
        return states;
    }

    private String mediator(UUID dispute) {
        var mediator = api.dispute(dispute).json().path("mediator");
        return mediator.isTextual() ? mediator.asText() : "";
    }

    private Instant due(UUID dispute) {
        return Instant.parse(api.dispute(dispute).at("/deadline/at"));
    }

    private Instant now() {
        return Instant.parse(api.get("/sandbox/clock").at("/now"));
    }

    private List<String> notices(UUID dispute) {
        return api.get("/disputes/" + dispute + "/notices").json().findValuesAsText("kind");
    }

    private long balance(UUID milestone, String account) {
        Response now = api.milestone(milestone);
        return now.minor("/balances/" + account);
    }

    private DirectSql owner() {
        return new DirectSql(postgres.getPostgresDatabase(), "parley_owner");
    }

    private DirectSql application() {
        return new DirectSql(postgres.getPostgresDatabase(), "parley_app");
    }

    private static Money usd(long minor) {
        return Money.of(minor, "USD");
    }
}
