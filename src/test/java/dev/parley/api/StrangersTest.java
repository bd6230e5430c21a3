package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.shared.Money;
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

/** A contracts system before the contracts of another one. */
@ParleyTest
class StrangersTest {
    private static final Money USD_700 = Money.of(70_000, "USD");
    private static final Money USD_300 = Money.of(30_000, "USD");

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    Api api;
    UUID contract;
    UUID milestone;
    UUID review;
    UUID evidence;
    UUID dispute;

    @BeforeEach
    void anotherSystemsCase() {
        api = new Api(port);
        var other = api.as("other-contracts");
        var registered = other.register("MARKETPLACE", "USD", null, null, USD_700.minor())
                .expect(201);
        contract = registered.id();
        milestone = registered.milestone(0);
        other.deposit(milestone, USD_700).expect(200);
        review = other.submit(milestone, USD_300).expect(201).id();
        evidence =
                other.upload(milestone, "CLIENT", "a.txt", "text").expect(201).id();
        dispute = other.file(milestone, USD_300).expect(201).id();
    }

    @Test
    @DisplayName("DOR-3 another system's contract and all that belongs to it is unknown, and nothing is done to it")
    void everythingIsUnknown() {
        var notice = only("select id::text from delivery where subject_id = ? and kind = 'DISPUTE_FILED'");
        var deadline = only("select id::text from deadline where subject = ?");
        var before = Rows.count(db);

        var answers = List.of(
                api.contract(contract),
                api.milestone(milestone),
                api.review(review),
                api.evidence(evidence),
                api.dispute(dispute),
                api.get("/disputes/" + dispute + "/timeline"),
                api.get("/disputes/" + dispute + "/deadlines"),
                api.get("/disputes/" + dispute + "/notices"),
                api.get("/disputes/" + dispute + "/ledger"),
                api.notices(milestone),
                api.bounce(notice, "550 unknown"),
                api.acknowledge(notice),
                api.deadline(deadline),
                api.proposeExtension(deadline, "CLIENT", Instant.parse("2100-01-01T00:00:00Z")),
                api.acceptExtension(deadline, 1, "CLIENT"),
                api.draft(dispute),
                api.endContract(contract, "CLIENT"),
                api.deposit(milestone, USD_300),
                api.submit(milestone, USD_300),
                api.upload(milestone, "CLIENT", "a.txt", "text"),
                api.file(milestone, USD_300),
                api.approve(review),
                api.requestChanges(review, "Blue, please."),
                api.update(dispute, USD_300, "Pay me now."),
                api.withdraw(dispute),
                api.draft(dispute, Map.of("answer", "APPROVE")),
                api.approveRequest(dispute, 1),
                api.decline(dispute, 1),
                api.offer(dispute, "CLIENT", USD_300),
                api.accept(dispute, "CLIENT", 1),
                api.decide(dispute, "CLIENT", 1, "ACCEPT"),
                api.elect(dispute, "CLIENT", USD_300));

        assertThat(answers).allSatisfy(answer -> {
            answer.expect(404);
            assertThat(answer.at("/type")).startsWith("/problems/").endsWith("unknown");
            assertThat(answer.json().has("state")).isFalse();
        });
        assertThat(Rows.count(db)).isEqualTo(before);
    }

    @Test
    @DisplayName("DOR-3 another system's transfers, chargebacks and deposits are unknown as such, and tell no other id")
    void foreignMoney() {
        var other = api.as("other-contracts");
        var foreign = other.register("DIRECT", "USD", null, null, 60_000).expect(201);
        var deposit = Api.fresh("deposit");
        other.deposit(foreign.milestone(0), deposit, USD_300).expect(200);
        var announced = other.announceDeposit(foreign.milestone(0), Api.fresh("deposit"), USD_300);
        other.approve(other.submit(foreign.milestone(0), USD_300).expect(201).id());
        var chargeback = other.chargeBack(foreign.milestone(0), deposit, "C-1", Money.of(100, "USD"));
        var transfer = other.transfers(foreign.milestone(0)).get(0).path("id").asText();

        var answers = Map.of(
                "transfer-unknown", api.transfer(transfer),
                "chargeback-unknown", api.chargeback(chargeback.expect(201).id()),
                "deposit-unknown", api.get("/deposits/" + locationId(announced)));

        answers.forEach((code, answer) -> {
            assertThat(answer.expect(404).code()).isEqualTo(code);
            assertThat(answer.text())
                    .doesNotContain(
                            foreign.id().toString(), foreign.milestone(0).toString());
        });
    }

    private static String locationId(Api.Response answer) {
        var location = answer.expect(202).headers().firstValue("Location").orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    @Test
    @DisplayName("DOR-3 ids that nothing has, and what is no id, are unknown")
    void nothingIsUnknownToo() {
        var nobody = UUID.randomUUID();

        for (var path : new String[] {"/contracts/", "/milestones/", "/reviews/", "/evidence/", "/disputes/"}) {
            api.get(path + nobody).expect(404);
            api.get(path + "1").expect(404);
        }
        api.approve(nobody).expect(404);
        api.withdraw(nobody).expect(404);
        api.as("otto").enterAward(nobody, USD_300).expect(404);
        api.as("mia").propose(nobody, USD_300).expect(404);
        api.post("/disputes/" + nobody + "/offers/first/acceptance", Map.of("by", "CLIENT"))
                .expect(404);
    }

    private String only(String id) {
        return db.sql(id).param(dispute).query(String.class).single();
    }
}
