package dev.parley.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.ledger.Book;
import dev.parley.shared.Money;
import java.math.BigInteger;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deposits that come back, before and after their money was let go. */
@ParleyTest
class ChargebacksTest {
    @LocalServerPort
    int port;

    @Autowired
    Book book;

    @Autowired
    JdbcClient db;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @AfterEach
    void theBookBalances() throws Exception {
        assertThat(book.position()).allMatch(position -> position.difference().equals(BigInteger.ZERO));
        for (var check :
                List.of("frozen-is-there", "transfers-are-ordered", "escrow-not-negative", "milestones-have-a-clock"))
            assertThat(db.sql(new ClassPathResource("audit/" + check + ".sql").getContentAsString(UTF_8))
                            .query()
                            .listOfRows())
                    .as(check)
                    .isEmpty();
    }

    @Test
    @DisplayName(
            "ESC-7 what came back is frozen, a release is decided and booked as always, and its order waits until it is made good")
    void frozenThenReinstated() {
        var milestone = funded("DIRECT", 100_000);
        var review = api.submit(milestone, usd(100_000)).expect(201).id();

        var chargeback = chargeBack(milestone, 100_000);
        assertThat(api.milestone(milestone).minor("/balances/free")).isEqualTo(100_000);
        assertThat(api.milestone(milestone).minor("/balances/frozen")).isEqualTo(100_000);
        api.approve(review).expect(200);

        assertThat(api.milestone(milestone).minor("/balances/paidOut")).isEqualTo(96_600);
        assertThat(api.transfers(milestone))
                .extracting(ChargebacksTest::line)
                .containsExactlyInAnyOrder("FREELANCER 96600 WAITING", "PLATFORM 3400 WAITING");
        assertThat(api.confirmTransfer(transfer(milestone, "WAITING"))
                        .expect(409)
                        .at("/state/state"))
                .isEqualTo("WAITING");

        assertThat(api.reinstate(chargeback).expect(200).at("/state")).isEqualTo("REINSTATED");
        api.reinstate(chargeback).expect(200);
        assertThat(api.transfers(milestone))
                .extracting(ChargebacksTest::line)
                .containsExactlyInAnyOrder("FREELANCER 96600 ORDERED", "PLATFORM 3400 ORDERED");
        assertThat(api.milestone(milestone).minor("/balances/frozen")).isZero();
    }

    @Test
    @DisplayName("ESC-7 what needs no frozen money goes out, to the minor unit")
    void atTheBoundary() {
        var milestone = funded("MARKETPLACE", 100_000);
        chargeBack(milestone, 60_000);
        api.approve(api.submit(milestone, usd(40_000)).expect(201).id()).expect(200);
        api.approve(api.submit(milestone, usd(1)).expect(201).id()).expect(200);

        assertThat(api.transfers(milestone))
                .extracting(ChargebacksTest::line)
                .containsExactly("FREELANCER 40000 ORDERED", "FREELANCER 1 WAITING");
    }

    @Test
    @DisplayName("ESC-7 DIS-6 on hold the windows run on, the ending is decided as usual, and its transfers wait")
    void onHold() {
        var dispute = api.openCase(usd(70_000));
        var milestone = UUID.fromString(api.dispute(dispute).at("/milestone"));
        var chargeback = chargeBack(milestone, 20_000);

        assertThat(api.as("otto")
                        .proposeRemedy("CANCEL_CHARGEBACK", chargeback)
                        .expect(201)
                        .status())
                .isEqualTo(201);
        assertThat(api.as("olga")
                        .decideRemedy(remedyOf(chargeback), true)
                        .expect(409)
                        .code())
                .isEqualTo("frozen-on-hold");
        api.as("olga").decideRemedy(remedyOf(chargeback), false).expect(200);
        api.approveRequest(dispute, 1).expect(200);

        assertThat(api.dispute(dispute).at("/stage")).isEqualTo("CLOSED");
        assertThat(api.transfers(milestone))
                .extracting(ChargebacksTest::line)
                .containsExactly("FREELANCER 70000 WAITING");
    }

    @Test
    @DisplayName("ESC-7 of released money what came back is a receivable, and freezes no later deposit")
    void released() {
        var milestone = funded("MARKETPLACE", 50_000);
        api.approve(api.submit(milestone, usd(50_000)).expect(201).id()).expect(200);

        var chargeback = chargeBack(milestone, 30_000);
        api.deposit(milestone, usd(10_000)).expect(200);
        api.approve(api.submit(milestone, usd(10_000)).expect(201).id()).expect(200);

        assertThat(api.chargeback(chargeback).at("/state")).isEqualTo("RECEIVABLE");
        assertThat(api.chargeback(chargeback).minor("/receivable")).isEqualTo(30_000);
        assertThat(api.transfers(milestone))
                .extracting(ChargebacksTest::line)
                .containsExactly("FREELANCER 50000 ORDERED", "FREELANCER 10000 ORDERED");
        assertThat(api.as("otto")
                        .proposeRemedy("CANCEL_CHARGEBACK", chargeback)
                        .expect(409)
                        .code())
                .isEqualTo("nothing-frozen");
    }

    @Test
    @DisplayName("ESC-7 DOR-4 two people cancel what is frozen: the client's refund first, the rest goes out")
    void cancelled() {
        var dispute = api.openCase("DIRECT", usd(100_000));
        var milestone = UUID.fromString(api.dispute(dispute).at("/milestone"));
        var chargeback = chargeBack(milestone, 40_000);
        api.offer(dispute, "FREELANCER", usd(60_000)).expect(200);
        api.accept(dispute, "CLIENT", 1).expect(200);
        assertThat(api.transfers(milestone))
                .extracting(ChargebacksTest::line)
                .allMatch(line -> line.endsWith("WAITING"));

        var remedy = api.as("otto")
                .proposeRemedy("CANCEL_CHARGEBACK", chargeback)
                .expect(201)
                .id();
        assertThat(api.as("otto").decideRemedy(remedy, true).expect(403).code()).isEqualTo("second-person-needed");
        api.as("olga").decideRemedy(remedy, true).expect(200);
        assertThat(api.as("olga").decideRemedy(remedy, true).expect(409).code()).isEqualTo("already-decided");

        assertThat(api.chargeback(chargeback).at("/state")).isEqualTo("CANCELLED");
        assertThat(api.transfers(milestone))
                .extracting(ChargebacksTest::line)
                .containsExactlyInAnyOrder(
                        "CLIENT 40000 CANCELLED", "FREELANCER 57960 ORDERED", "PLATFORM 2040 ORDERED");
        assertThat(api.milestone(milestone).minor("/balances/refunded")).isZero();
        assertThat(api.reinstate(chargeback).expect(409).code()).isEqualTo("chargeback-cancelled");
    }

    @Test
    @DisplayName(
            "ESC-7 ESC-4 cancelled of what waits for the freelancer, the service fee shrinks with it, and the rest goes out")
    void cancelledInPart() {
        var milestone = funded("DIRECT", 100_000);
        var chargeback = chargeBack(milestone, 25_001);
        api.approve(api.submit(milestone, usd(100_000)).expect(201).id()).expect(200);

        api.remedy("CANCEL_CHARGEBACK", chargeback).expect(200);

        // 74 999 are released in the end, and 3.4 % of them are 2 549.966.
        assertThat(api.milestone(milestone).minor("/balances/fees")).isEqualTo(2_550);
        assertThat(api.milestone(milestone).minor("/balances/paidOut")).isEqualTo(72_449);
        assertThat(api.transfers(milestone))
                .extracting(ChargebacksTest::line)
                .containsExactlyInAnyOrder(
                        "FREELANCER 96600 CANCELLED",
                        "PLATFORM 3400 CANCELLED",
                        "FREELANCER 72449 ORDERED",
                        "PLATFORM 2550 ORDERED");
    }

    @Test
    @DisplayName("ESC-7 free escrow that is frozen is cancelled once no open window is about it")
    void cancelledFromFreeEscrow() {
        var milestone = funded("MARKETPLACE", 50_000);
        var review = api.submit(milestone, usd(50_000)).expect(201).id();
        var chargeback = chargeBack(milestone, 20_000);
        assertThat(api.as("otto")
                        .proposeRemedy("CANCEL_CHARGEBACK", chargeback)
                        .expect(409)
                        .code())
                .isEqualTo("milestone-busy");
        api.requestChanges(review, "More of it, please.").expect(200);

        api.remedy("CANCEL_CHARGEBACK", chargeback).expect(200);

        assertThat(api.milestone(milestone).minor("/balances/free")).isEqualTo(30_000);
        assertThat(api.milestone(milestone).minor("/balances/frozen")).isZero();
    }

    @Test
    @DisplayName(
            "ESC-7 ESC-2 a repeat is harmless, a contradiction, too much, a stranger's deposit and another currency are refused")
    void reportedAgain() {
        var milestone = api.fundedMilestone(usd(1_000));
        api.deposit(milestone, "D-" + milestone, usd(500)).expect(200);

        var first = api.chargeBack(milestone, "D-" + milestone, "C-1", usd(300)).expect(201);
        assertThat(api.chargeBack(milestone, "D-" + milestone, "C-1", usd(300))
                        .expect(201)
                        .id())
                .isEqualTo(first.id());
        assertThat(api.chargeBack(milestone, "D-" + milestone, "C-1", usd(301))
                        .expect(409)
                        .code())
                .isEqualTo("chargeback-contradicted");
        assertThat(api.chargeBack(milestone, "D-" + milestone, "C-2", usd(201))
                        .expect(400)
                        .field())
                .isEqualTo("amount");
        assertThat(api.chargeBack(milestone, "D-unknown", "C-2", usd(1))
                        .expect(400)
                        .field())
                .isEqualTo("deposit");
        assertThat(api.chargeBack(milestone, "D-" + milestone, "C-2", Money.of(1, "EUR"))
                        .expect(400)
                        .field())
                .isEqualTo("currency");
        assertThat(api.milestone(milestone).minor("/balances/frozen")).isEqualTo(300);
        api.reinstate(first.id()).expect(200);
        api.chargeBack(milestone, "D-" + milestone, "C-2", usd(500)).expect(201);
    }

    @Test
    @DisplayName("ESC-7 made good and cancelled at once, one of them happens")
    void atOnce() throws Exception {
        var milestone = funded("MARKETPLACE", 10_000);
        var chargeback = chargeBack(milestone, 10_000);
        var remedy = api.as("otto")
                .proposeRemedy("CANCEL_CHARGEBACK", chargeback)
                .expect(201)
                .id();
        List<Callable<Api.Response>> acts =
                List.of(() -> api.reinstate(chargeback), () -> api.as("olga").decideRemedy(remedy, true));
        var threads = Executors.newFixedThreadPool(2);
        try {
            var answers = threads.invokeAll(acts);
            assertThat(List.of(
                            answers.get(0).get().status(), answers.get(1).get().status()))
                    .containsExactlyInAnyOrder(200, 409);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    @DisplayName(
            "ESC-7 operations see what is frozen and what waits, with a time by which they act, until it is seen to")
    void seen() {
        var milestone = funded("MARKETPLACE", 10_000);
        var chargeback = chargeBack(milestone, 10_000);
        api.approve(api.submit(milestone, usd(10_000)).expect(201).id()).expect(200);
        var transfer = transfer(milestone, "WAITING");

        var waiting = api.as("otto").get("/operations/money").expect(200).json();

        assertThat(waiting.path("transfers").findValuesAsText("id")).contains(transfer);
        assertThat(waiting.path("chargebacks").findValuesAsText("id")).contains(chargeback.toString());
        assertThat(api.transfer(transfer).at("/actBy")).isNotEmpty();
        assertThat(api.chargeback(chargeback).at("/actBy")).isNotEmpty();
        api.remedy("CANCEL_CHARGEBACK", chargeback).expect(200);
        waiting = api.as("otto").get("/operations/money").expect(200).json();
        assertThat(waiting.path("transfers").findValuesAsText("id")).doesNotContain(transfer);
        assertThat(waiting.path("chargebacks").findValuesAsText("id")).doesNotContain(chargeback.toString());
    }

    private UUID funded(String kind, long minor) {
        var milestone = api.register(kind, "USD", "America/New_York", "US-NY", minor)
                .expect(201)
                .milestone(0);
        api.deposit(milestone, "D-" + milestone, usd(minor)).expect(200);
        return milestone;
    }

    private UUID chargeBack(UUID milestone, long minor) {
        var deposit = db.sql("select external_id from deposit where milestone_id = ?")
                .param(milestone)
                .query(String.class)
                .single();
        return api.chargeBack(milestone, deposit, "C-1", usd(minor)).expect(201).id();
    }

    private UUID remedyOf(UUID subject) {
        return db.sql("select id from remedy where subject = ? and decided_at is null")
                .param(subject)
                .query(UUID.class)
                .single();
    }

    private String transfer(UUID milestone, String state) {
        return api.transfers(milestone).stream()
                .filter(transfer -> transfer.path("state").asText().equals(state))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
    }

    private static Money usd(long minor) {
        return Money.of(minor, "USD");
    }

    private static String line(JsonNode transfer) {
        return transfer.at("/payee/role").asText() + " " + transfer.at("/amount/minor") + " "
                + transfer.path("state").asText();
    }
}
