package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.shared.Money;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Deposits that can't be in escrow as they are, or are not there yet. */
@ParleyTest
class PendingDepositsTest {
    private static final Money EUR = Money.of(30_000, "EUR");
    private static final Money USD = Money.of(30_000, "USD");

    @LocalServerPort
    int port;

    private Api api;
    private UUID milestone;
    private String external;

    @BeforeEach
    void connect() {
        api = new Api(port);
        milestone = api.register("MARKETPLACE", "USD", null, null, 30_000)
                .expect(201)
                .milestone(0);
        external = Api.fresh("deposit");
    }

    @Test
    @DisplayName(
            "ESC-5 a deposit in another currency is pending with a reason and a time, not in escrow, and never lost")
    void wrongCurrency() {
        var answer = api.deposit(milestone, external, EUR).expect(202);
        var deposit = where(answer);

        assertThat(api.deposit(milestone, external, EUR).expect(202).headers().firstValue("Location"))
                .isEqualTo(answer.headers().firstValue("Location"));
        assertThat(deposit.at("/state")).isEqualTo("PENDING");
        assertThat(deposit.at("/reason")).isEqualTo("WRONG_CURRENCY");
        assertThat(deposit.at("/actBy")).isNotEmpty();
        assertThat(deposit.at("/externalId")).isEqualTo(external);
        assertThat(api.milestone(milestone).minor("/balances/free")).isZero();
        assertThat(waiting()).contains(deposit.at("/id"));
        assertThat(api.deposit(milestone, external, USD).expect(409).code()).isEqualTo("deposit-contradicted");
    }

    @Test
    @DisplayName("ESC-5 DOR-4 two people give a pending deposit back, through the book and by an order")
    void returned() {
        var deposit = where(api.deposit(milestone, external, EUR).expect(202));

        api.remedy("RETURN_DEPOSIT", deposit.id()).expect(200);

        assertThat(api.get("/deposits/" + deposit.id()).at("/state")).isEqualTo("RETURNED");
        var transfer = api.transfers(milestone).get(0);
        assertThat(transfer.at("/payee/role").asText()).isEqualTo("CLIENT");
        assertThat(transfer.at("/amount/minor").asLong()).isEqualTo(30_000);
        assertThat(transfer.at("/amount/currency").asText()).isEqualTo("EUR");
        assertThat(waiting()).doesNotContain(deposit.at("/id"));
        assertThat(api.as("otto")
                        .proposeRemedy("RETURN_DEPOSIT", deposit.id())
                        .expect(409)
                        .code())
                .isEqualTo("deposit-not-pending");
    }

    @Test
    @DisplayName("ESC-5 DOR-4 two people book a pending deposit to a milestone in its currency, and to no other")
    void booked() {
        var deposit = where(api.deposit(milestone, external, EUR).expect(202));
        var inEuro = api.register("MARKETPLACE", "EUR", null, null, 30_000)
                .expect(201)
                .milestone(0);
        assertThat(propose(deposit.id(), milestone).expect(400).field()).isEqualTo("target");
        assertThat(propose(deposit.id(), UUID.randomUUID()).expect(400).field()).isEqualTo("target");
        assertThat(api.as("otto")
                        .proposeRemedy("BOOK_DEPOSIT", deposit.id())
                        .expect(400)
                        .field())
                .isEqualTo("target");

        var remedy = propose(deposit.id(), inEuro).expect(201).id();
        assertThat(propose(deposit.id(), inEuro).expect(409).code()).isEqualTo("remedy-open");
        api.as("olga").decideRemedy(remedy, true).expect(200);

        assertThat(api.milestone(inEuro).minor("/balances/free")).isEqualTo(30_000);
        assertThat(api.get("/deposits/" + deposit.id()).at("/state")).isEqualTo("BOOKED");
        api.deposit(inEuro, external, EUR).expect(200);
        assertThat(api.milestone(inEuro).minor("/balances/free")).isEqualTo(30_000);
    }

    @Test
    @DisplayName("ESC-5 an announced deposit is pending until it has landed; landed again it changes nothing")
    void announced() {
        var deposit = where(api.announceDeposit(milestone, external, USD).expect(202));
        api.announceDeposit(milestone, external, USD).expect(202);
        assertThat(api.milestone(milestone).minor("/balances/free")).isZero();
        assertThat(api.deposit(milestone, external, Money.of(1, "USD"))
                        .expect(409)
                        .code())
                .isEqualTo("deposit-contradicted");
        assertThat(api.as("otto")
                        .proposeRemedy("RETURN_DEPOSIT", deposit.id())
                        .expect(409)
                        .code())
                .isEqualTo("deposit-pending");

        api.deposit(milestone, external, USD).expect(200);
        api.deposit(milestone, external, USD).expect(200);

        assertThat(api.milestone(milestone).minor("/balances/free")).isEqualTo(30_000);
        assertThat(api.get("/deposits/" + deposit.id()).at("/state")).isEqualTo("BOOKED");
        assertThat(fail(deposit.id()).expect(409).at("/state/state")).isEqualTo("BOOKED");
        assertThat(api.announceDeposit(milestone, external, USD).expect(409).code())
                .isEqualTo("deposit-contradicted");
    }

    @Test
    @DisplayName("ESC-5 an announced deposit that did not come is over, and is booked if it comes after all")
    void failed() {
        var deposit = where(api.announceDeposit(milestone, external, USD).expect(202));

        assertThat(fail(deposit.id()).expect(200).at("/state")).isEqualTo("FAILED");
        fail(deposit.id()).expect(200);
        assertThat(waiting()).doesNotContain(deposit.at("/id"));

        api.deposit(milestone, external, USD).expect(200);
        assertThat(api.milestone(milestone).minor("/balances/free")).isEqualTo(30_000);
    }

    @Test
    @DisplayName("DOR-4 a rejected remedy does nothing, and only operations propose one")
    void rejected() {
        var deposit = where(api.deposit(milestone, external, EUR).expect(202));
        var remedy = api.as("otto")
                .proposeRemedy("RETURN_DEPOSIT", deposit.id())
                .expect(201)
                .id();

        api.as("olga").decideRemedy(remedy, false).expect(200);

        assertThat(api.get("/deposits/" + deposit.id()).at("/state")).isEqualTo("PENDING");
        assertThat(api.transfers(milestone)).isEmpty();
        api.as("lena").proposeRemedy("RETURN_DEPOSIT", deposit.id()).expect(403);
        api.proposeRemedy("RETURN_DEPOSIT", deposit.id()).expect(403);
        api.as("otto").proposeRemedy("RETURN_DEPOSIT", deposit.id()).expect(201);
    }

    private Api.Response where(Api.Response answer) {
        var path = answer.headers().firstValue("Location").orElseThrow();
        return api.get(path.replace("/api/v1", "")).expect(200);
    }

    private Api.Response fail(UUID deposit) {
        return api.post("/deposits/" + deposit + "/failure", Map.of());
    }

    private Api.Response propose(UUID deposit, UUID target) {
        return api.as("otto")
                .post(
                        "/operations/remedies",
                        Map.of(
                                "kind",
                                "BOOK_DEPOSIT",
                                "subject",
                                deposit,
                                "target",
                                target,
                                "grounds",
                                "Wrong contract."));
    }

    private List<String> waiting() {
        return api.as("otto")
                .get("/operations/money")
                .expect(200)
                .json()
                .path("deposits")
                .findValuesAsText("id");
    }
}
