package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.journal.Journal;
import dev.parley.shared.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each movement that lets money go orders it to be paid, and the contracts system says what became of it. */
@ParleyTest
class TransfersTest {
    private static final Money AMOUNT = Money.of(100_000, "USD");

    @LocalServerPort
    int port;

    @Autowired
    Journal journal;

    @Autowired
    JdbcClient db;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @Test
    @DisplayName("ESC-7 ESC-4 a release orders what the freelancer gets and the service fee, to the minor unit")
    void release() {
        var milestone = released("DIRECT");

        assertThat(api.transfers(milestone))
                .extracting(TransfersTest::line)
                .containsExactlyInAnyOrder("FREELANCER 96600 ORDERED RELEASE", "PLATFORM 3400 ORDERED RELEASE");
    }

    @Test
    @DisplayName(
            "ESC-7 a transfer names the payee by the contracts system's own id, and a time by which operations act")
    void payee() {
        var milestone = released("MARKETPLACE");
        var freelancer = db.sql("select p.external_id from milestone m join contract c on c.id = m.contract_id"
                        + " join party p on p.id = c.freelancer_id where m.id = ?")
                .param(milestone)
                .query(String.class)
                .single();
        var transfer = api.transfer(only(milestone)).expect(200);

        assertThat(transfer.at("/payee/externalId")).isEqualTo(freelancer);
        assertThat(Instant.parse(transfer.at("/actBy")))
                .isEqualTo(Instant.parse(transfer.at("/orderedAt")).plus(Duration.ofDays(3)));
        var ordered = events(milestone, "transfer.ordered").get(0).facts();
        assertThat(ordered)
                .isEqualTo(Map.of(
                        "amount",
                        Map.of("currency", "USD", "minor", 100_000L),
                        "payee",
                        "FREELANCER",
                        "payeeId",
                        freelancer,
                        "purpose",
                        "RELEASE",
                        "reference",
                        transfer.at("/reference"),
                        "transfer",
                        transfer.at("/id")));
        assertThat(journal.verifies(milestone)).isTrue();
    }

    @Test
    @DisplayName("ESC-7 a settlement orders each side's part and the fee on the freelancer's")
    void settlement() {
        var dispute = api.openCase("DIRECT", AMOUNT);
        api.offer(dispute, "FREELANCER", Money.of(60_000, "USD")).expect(200);
        api.accept(dispute, "CLIENT", 1).expect(200);

        assertThat(api.transfers(milestoneOf(dispute)))
                .extracting(TransfersTest::line)
                .containsExactlyInAnyOrder(
                        "FREELANCER 57960 ORDERED SETTLEMENT",
                        "PLATFORM 2040 ORDERED SETTLEMENT",
                        "CLIENT 40000 ORDERED SETTLEMENT");
    }

    @Test
    @DisplayName("ESC-7 arbitration fees that are returned are ordered to who paid them")
    void feesReturned() {
        var dispute = api.openCase(AMOUNT);
        api.decline(dispute, 1).expect(200);
        api.as(api.dispute(dispute).at("/mediator"))
                .propose(dispute, Money.of(50_000, "USD"))
                .expect(200);
        api.decide(dispute, "CLIENT", 1, "REJECT").expect(200);
        api.elect(dispute, "FREELANCER", Money.of(29_100, "USD")).expect(200);
        api.offer(dispute, "CLIENT", AMOUNT).expect(200);
        api.accept(dispute, "FREELANCER", 1).expect(200);

        assertThat(api.transfers(milestoneOf(dispute)))
                .extracting(TransfersTest::line)
                .containsExactlyInAnyOrder(
                        "FREELANCER 100000 ORDERED SETTLEMENT", "FREELANCER 29100 ORDERED ARBITRATION_RETURN");
    }

    @Test
    @DisplayName("ESC-7 what is withdrawn or put on hold orders nothing")
    void nothingToPay() {
        var dispute = api.openCase(AMOUNT);
        api.withdraw(dispute).expect(200);

        assertThat(api.transfers(milestoneOf(dispute))).isEmpty();
    }

    @Test
    @DisplayName("REV-6 ESC-7 a deposit after the contract's end is ordered back at once")
    void lateDeposit() {
        var milestone = api.fundedMilestone(AMOUNT);
        api.endContract(UUID.fromString(api.milestone(milestone).at("/contract")), "FREELANCER")
                .expect(200);
        api.deposit(milestone, Money.of(5_000, "USD")).expect(200);

        assertThat(api.transfers(milestone))
                .extracting(TransfersTest::line)
                .containsExactly("CLIENT 100000 ORDERED REFUND", "CLIENT 5000 ORDERED REFUND");
    }

    @Test
    @DisplayName("ESC-7 a transfer is confirmed once; said again under another key it changes nothing")
    void confirmed() {
        var milestone = released("MARKETPLACE");
        var transfer = only(milestone);

        var confirmed = api.confirmTransfer(transfer).expect(200);
        var again = api.confirmTransfer(transfer).expect(200);

        assertThat(confirmed.at("/state")).isEqualTo("CONFIRMED");
        assertThat(confirmed.json().has("actBy")).isFalse();
        assertThat(again.at("/changedAt")).isEqualTo(confirmed.at("/changedAt"));
        assertThat(events(milestone, "transfer.confirmed")).hasSize(1);
    }

    @Test
    @DisplayName("ESC-7 what contradicts the state is refused with the state as it is, and leaves nothing")
    void contradicted() {
        var milestone = released("MARKETPLACE");
        var transfer = only(milestone);
        assertThat(api.reverseTransfer(transfer, "bounced").expect(409).code()).isEqualTo("transfer-state");
        assertThat(api.reorderTransfer(transfer).expect(409).at("/state/state")).isEqualTo("ORDERED");
        api.refuseTransfer(transfer, "no such account").expect(200);

        var contradicted = api.confirmTransfer(transfer).expect(409);

        assertThat(contradicted.at("/state/state")).isEqualTo("REFUSED");
        assertThat(contradicted.at("/state/reason")).isEqualTo("no such account");
        assertThat(events(milestone, "transfer.confirmed")).isEmpty();
    }

    @Test
    @DisplayName("ESC-7 ESC-1 a refused transfer is ordered anew under another id, once, and the book stays as it is")
    void reordered() {
        var milestone = released("MARKETPLACE");
        var refused = only(milestone);
        var book = api.milestone(milestone).json().path("transfers");
        api.refuseTransfer(refused, "account closed").expect(200);

        var anew = api.reorderTransfer(refused).expect(201);
        var again = api.reorderTransfer(refused).expect(201);

        assertThat(again.at("/id")).isEqualTo(anew.at("/id"));
        assertThat(anew.at("/state")).isEqualTo("ORDERED");
        assertThat(anew.at("/replaces")).isEqualTo(refused);
        assertThat(api.transfer(refused).at("/state")).isEqualTo("REORDERED");
        api.confirmTransfer(refused).expect(409);
        api.confirmTransfer(anew.at("/id")).expect(200);
        api.reverseTransfer(anew.at("/id"), "returned by the bank").expect(200);
        var third = api.reorderTransfer(anew.at("/id")).expect(201);
        assertThat(third.at("/replaces")).isEqualTo(anew.at("/id"));
        assertThat(api.milestone(milestone).json().path("transfers")).isEqualTo(book);
        assertThat(events(milestone, "transfer.ordered")).hasSize(3);
    }

    @Test
    @DisplayName("DOR-1 a refusal without a reason, of an unknown transfer, and a bad page are refused by field")
    void badInput() {
        var transfer = only(released("MARKETPLACE"));

        assertThat(api.refuseTransfer(transfer, " ").expect(400).field()).isEqualTo("reason");
        assertThat(api.refuseTransfer(transfer, "x".repeat(301)).expect(400).field())
                .isEqualTo("reason");
        assertThat(api.confirmTransfer(UUID.randomUUID().toString()).expect(404).code())
                .isEqualTo("transfer-unknown");
        var contract = api.transfer(transfer).at("/contract");
        assertThat(api.get("/contracts/" + contract + "/transfers?limit=0")
                        .expect(400)
                        .field())
                .isEqualTo("limit");
    }

    @Test
    @DisplayName("DOR-1 the list of a contract's transfers goes on where its cursor stands")
    void pages() {
        var milestone = released("DIRECT");
        var contract = api.milestone(milestone).at("/contract");
        var all = api.transfers(milestone);

        var first = api.get("/contracts/" + contract + "/transfers?limit=1").expect(200);
        var second = api.get("/contracts/" + contract + "/transfers?limit=1&after=" + first.at("/next"))
                .expect(200);

        assertThat(first.at("/transfers/0/id")).isEqualTo(all.get(0).path("id").asText());
        assertThat(second.at("/transfers/0/id")).isEqualTo(all.get(1).path("id").asText());
        assertThat(second.json().has("next")).isFalse();
    }

    private UUID released(String kind) {
        var milestone = api.fundedMilestone(kind, AMOUNT);
        api.approve(api.submit(milestone, AMOUNT).expect(201).id()).expect(200);
        return milestone;
    }

    private String only(UUID milestone) {
        var all = api.transfers(milestone);
        assertThat(all).hasSize(1);
        return all.get(0).path("id").asText();
    }

    private UUID milestoneOf(UUID dispute) {
        return UUID.fromString(api.dispute(dispute).at("/milestone"));
    }

    private List<Journal.Entry> events(UUID milestone, String type) {
        return journal.of(milestone).stream()
                .filter(entry -> entry.type().equals(type))
                .toList();
    }

    private static String line(JsonNode transfer) {
        return transfer.at("/payee/role").asText() + " " + transfer.at("/amount/minor") + " "
                + transfer.path("state").asText() + " "
                + transfer.path("purpose").asText();
    }
}
