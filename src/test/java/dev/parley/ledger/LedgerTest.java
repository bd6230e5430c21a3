package dev.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.ParleyTest;
import dev.parley.ledger.Transfer.Posting;
import dev.parley.shared.Actor;
import dev.parley.shared.Ids;
import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import dev.parley.shared.Side;
import dev.parley.shared.Split;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@ParleyTest
class LedgerTest {
    private static final Actor ACTOR = Actor.contractsSystem("contracts");
    private static final Actor CLIENT = Actor.party(Side.CLIENT, "contracts");
    private static final BigDecimal DIRECT = new BigDecimal("0.034");
    private static final BigDecimal NO_FEE = BigDecimal.ZERO;

    @Autowired
    Ledger ledger;

    @Autowired
    Book book;

    @Autowired
    JdbcClient db;

    @Test
    @DisplayName("ESC-1 a deposit stands in free escrow, and its postings sum to zero")
    void deposits() {
        var escrow = escrow("USD");

        var deposit = ledger.deposit(reference(), escrow, usd(70_000), ACTOR);

        assertThat(ledger.free(escrow)).isEqualTo(usd(70_000));
        assertThat(deposit.purpose()).isEqualTo("DEPOSIT");
        assertThat(deposit.actor()).isEqualTo(ACTOR);
        assertThat(deposit.postings())
                .containsExactly(
                        new Posting(Account.WORLD, escrow.contract(), usd(-70_000)),
                        new Posting(Account.FREE, escrow.milestone(), usd(70_000)));
    }

    @Test
    @DisplayName("ESC-3 a hold takes escrow aside, and at most what is free")
    void holds() {
        var escrow = funded("USD", 100_00);
        var hold = Ids.next();

        ledger.hold(reference(), hold, escrow, usd(60_00), ACTOR);

        assertThat(ledger.held(hold, escrow.currency())).isEqualTo(usd(60_00));
        assertThat(ledger.free(escrow)).isEqualTo(usd(40_00));
        refused("escrow-insufficient", () -> ledger.hold(reference(), Ids.next(), escrow, usd(40_01), ACTOR));
        ledger.hold(reference(), Ids.next(), escrow, usd(40_00), ACTOR);
        assertThat(book.balances(escrow).held()).isEqualTo(usd(100_00));
    }

    @Test
    @DisplayName("ESC-1 no release or refund takes more than the free escrow, to the minor unit")
    void neverOverdraws() {
        var escrow = funded("USD", 100);

        refused("escrow-insufficient", () -> ledger.release(reference(), escrow, usd(101), NO_FEE, ACTOR));
        refused("escrow-insufficient", () -> ledger.refund(reference(), escrow, usd(101), ACTOR));
        ledger.release(reference(), escrow, usd(99), NO_FEE, ACTOR);
        var refund = ledger.refund(reference(), escrow, usd(1), ACTOR);

        assertThat(refund.toClient()).isEqualTo(usd(1));
        assertThat(ledger.free(escrow)).isEqualTo(usd(0));
    }

    @Test
    @DisplayName("ESC-3 a settlement splits the hold to the minor unit: freelancer, client, back to escrow")
    void settles() {
        var escrow = funded("USD", 1000_00);
        var hold = held(escrow, usd(1000_00));

        var settled = ledger.settle(
                reference(), hold, escrow, new Split(usd(333_33), usd(333_34), usd(333_33)), DIRECT, ACTOR);

        assertThat(settled.toFreelancer()).isEqualTo(usd(322_00));
        assertThat(settled.fee()).isEqualTo(usd(11_33));
        assertThat(settled.toClient()).isEqualTo(usd(333_34));
        assertThat(ledger.held(hold, escrow.currency())).isEqualTo(usd(0));
        var none = usd(0);
        assertThat(book.balances(escrow))
                .isEqualTo(
                        new Balances(usd(333_33), none, none, usd(322_00), usd(333_34), usd(11_33), none, none, none));
    }

    @Test
    @DisplayName("ESC-3 a hold is resolved once, whatever the split, and only whole")
    void settlesOnce() {
        var escrow = funded("USD", 100);
        var hold = held(escrow, usd(60));

        assertThatThrownBy(
                        () -> ledger.settle(reference(), hold, escrow, Split.allToFreelancer(usd(59)), NO_FEE, ACTOR))
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> ledger.settle(
                        reference(),
                        hold,
                        new Escrow(escrow.contract(), Ids.next(), escrow.currency()),
                        Split.backToEscrow(usd(60)),
                        NO_FEE,
                        ACTOR))
                .isInstanceOf(DataAccessException.class);
        ledger.settle(reference(), hold, escrow, Split.backToEscrow(usd(60)), NO_FEE, ACTOR);

        refused(
                "hold-already-resolved",
                () -> ledger.settle(reference(), hold, escrow, Split.allToClient(usd(60)), NO_FEE, ACTOR));
        assertThat(ledger.free(escrow)).isEqualTo(usd(100));
    }

    @Test
    @DisplayName("ESC-3 a milestone has several holds over time")
    void holdsAgain() {
        var escrow = funded("USD", 100);
        var first = held(escrow, usd(60));
        ledger.settle(reference(), first, escrow, Split.backToEscrow(usd(60)), NO_FEE, ACTOR);

        var second = held(escrow, usd(100));
        ledger.settle(reference(), second, escrow, Split.between(usd(100), usd(1)), NO_FEE, ACTOR);

        assertThat(book.balances(escrow).paidOut()).isEqualTo(usd(1));
        assertThat(book.balances(escrow).refunded()).isEqualTo(usd(99));
    }

    @Test
    @DisplayName("ESC-2 the same reference with the same content is the same movement, even when nothing is left")
    void repeats() {
        var escrow = funded("USD", 100);
        var reference = reference();
        var first = ledger.release(reference, escrow, usd(100), new BigDecimal("0.034"), ACTOR);

        var again = ledger.release(reference, escrow, usd(100), new BigDecimal("0.0340"), Actor.PARLEY);

        assertThat(again).isEqualTo(first);
        assertThat(book.balances(escrow).paidOut()).isEqualTo(usd(97));
    }

    @Test
    @DisplayName("ESC-2 the same reference with other content is refused, whatever differs")
    void refusesReuse() {
        var escrow = funded("USD", 100);
        var reference = reference();
        ledger.refund(reference, escrow, usd(10), ACTOR);

        refused("reference-reused", () -> ledger.refund(reference, escrow, usd(11), ACTOR));
        refused("reference-reused", () -> ledger.deposit(reference, escrow, usd(10), ACTOR));
        refused("reference-reused", () -> ledger.refund(reference, escrow("USD"), usd(10), ACTOR));
        refused("reference-reused", () -> ledger.returnArbitrationShares(reference, escrow, Ids.next(), ACTOR));
    }

    @Test
    @DisplayName("ESC-1 amounts of another currency, of zero or below are refused")
    void refusesOtherAmounts() {
        var escrow = funded("USD", 100);

        refused("currency-mixed", () -> ledger.deposit(reference(), escrow, Money.of(1, "EUR"), ACTOR));
        assertThatThrownBy(() -> ledger.deposit(reference(), escrow, usd(0), ACTOR))
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> ledger.refund(reference(), escrow, usd(-1), ACTOR))
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    @DisplayName("ESC-1 a milestone's money moves in the book of its own contract only")
    void refusesAnotherContract() {
        var escrow = funded("USD", 100);
        var stranger = new Escrow(Ids.next(), escrow.milestone(), escrow.currency());

        assertThatThrownBy(() -> ledger.refund(reference(), stranger, usd(1), ACTOR))
                .isInstanceOf(DataAccessException.class);
    }

    @ParameterizedTest
    @DisplayName("ESC-4 currencies with 0, 2 and 3 decimals: the fee is rounded half up on the minor unit")
    @CsvSource({
        "JPY, 1000, 34 JPY, 966 JPY",
        "JPY, 250, 9 JPY, 241 JPY",
        "JPY, 14, 0 JPY, 14 JPY",
        "JPY, 15, 1 JPY, 14 JPY",
        "USD, 25000, 8.50 USD, 241.50 USD",
        "USD, 250, 0.09 USD, 2.41 USD",
        "KWD, 250, 0.009 KWD, 0.241 KWD",
        "KWD, 895125, 30.434 KWD, 864.691 KWD"
    })
    void takesTheFee(String currency, long gross, String fee, String net) {
        var escrow = funded(currency, gross);
        var amount = Money.of(gross, currency);
        var shown = book.feeFor(escrow, amount, DIRECT);

        var release = ledger.release(reference(), escrow, amount, DIRECT, ACTOR);

        assertThat(release.fee()).hasToString(fee).isEqualTo(shown);
        assertThat(release.toFreelancer()).hasToString(net);
    }

    @ParameterizedTest
    @DisplayName(
            "ESC-4 after each of many odd partial releases of a contract, the fee so far is the rounded rate of the total")
    @CsvSource({"0.034, 11", "0.034, 12", "0.005, 13", "0.1, 14", "0.9, 15", "1, 16", "0, 17"})
    void feesAddUp(BigDecimal rate, long seed) {
        var random = new Random(seed);
        var contract = Ids.next();
        var milestones = new Escrow[] {funded(contract), funded(contract), funded(contract)};
        long released = 0;
        for (var i = 0; i < 30; i++) {
            var escrow = milestones[random.nextInt(milestones.length)];
            var gross = usd(1 + random.nextInt(i % 2 == 0 ? 20 : 2_000));
            if (random.nextBoolean()) ledger.release(reference(), escrow, gross, rate, ACTOR);
            else ledger.settle(reference(), held(escrow, gross), escrow, Split.allToFreelancer(gross), rate, ACTOR);
            released += gross.minor();

            var taken = book.balances(escrow);
            assertThat(taken.fees().minor())
                    .isEqualTo(rate.multiply(BigDecimal.valueOf(released))
                            .setScale(0, RoundingMode.HALF_UP)
                            .longValueExact());
            assertThat(taken.fees().plus(taken.paidOut())).isEqualTo(usd(released));
        }
    }

    @Test
    @DisplayName("ESC-4 nothing is taken on what goes to the client")
    void noFeeOnRefunds() {
        var escrow = funded("USD", 1000_00);
        var hold = held(escrow, usd(500_00));

        var refund = ledger.refund(reference(), escrow, usd(500_00), ACTOR);
        var settled = ledger.settle(reference(), hold, escrow, Split.allToClient(usd(500_00)), DIRECT, ACTOR);

        assertThat(refund.fee()).isEqualTo(usd(0));
        assertThat(settled.fee()).isEqualTo(usd(0));
        assertThat(book.balances(escrow).refunded()).isEqualTo(usd(1000_00));
    }

    @Test
    @DisplayName("ESC-1 a reversal negates the postings, once, and never below zero")
    void reverses() {
        var escrow = escrow("USD");
        var deposit = reference();
        ledger.deposit(deposit, escrow, usd(1000), ACTOR);
        var release = ledger.release(reference(), escrow, usd(1000), DIRECT, ACTOR);
        refused("escrow-insufficient", () -> ledger.reverse(reference(), deposit, ACTOR));

        var reversal = ledger.reverse(reference(), release.reference(), ACTOR);

        assertThat(reversal.reverses()).isEqualTo(release.reference());
        assertThat(reversal.toFreelancer()).isEqualTo(usd(-966));
        assertThat(ledger.free(escrow)).isEqualTo(usd(1000));
        assertThat(book.balances(escrow).fees()).isEqualTo(usd(0));
        assertThat(ledger.reverse(reversal.reference(), release.reference(), ACTOR))
                .isEqualTo(reversal);
        refused("transfer-already-reversed", () -> ledger.reverse(reference(), release.reference(), ACTOR));
        refused("transfer-unknown", () -> ledger.reverse(reference(), reference(), ACTOR));
    }

    @Test
    @DisplayName(
            "ESC-3 a reversed settlement goes back to free escrow: its hold stays resolved; a hold is not reversed")
    void reversesSettlements() {
        var escrow = funded("USD", 100);
        var holding = reference();
        var hold = Ids.next();
        ledger.hold(holding, hold, escrow, usd(100), ACTOR);
        refused("transfer-not-reversible", () -> ledger.reverse(reference(), holding, ACTOR));
        var settled = ledger.settle(reference(), hold, escrow, new Split(usd(30), usd(50), usd(20)), NO_FEE, ACTOR);

        ledger.reverse(reference(), settled.reference(), ACTOR);

        assertThat(ledger.free(escrow)).isEqualTo(usd(100));
        refused(
                "hold-already-resolved",
                () -> ledger.settle(reference(), hold, escrow, Split.allToClient(usd(100)), NO_FEE, ACTOR));
    }

    @Test
    @DisplayName(
            "ESC-6 arbitration fees are held for their case, then returned or passed on whole; with none, nothing happens")
    void arbitrationFees() {
        var escrow = funded("USD", 100);
        var returned = Ids.next();
        var passed = Ids.next();
        ledger.takeArbitrationShare(reference(), escrow, returned, usd(291_00), CLIENT);
        ledger.takeArbitrationShare(reference(), escrow, passed, usd(291_00), CLIENT);
        ledger.takeArbitrationShare(reference(), escrow, passed, usd(291_00), CLIENT);
        assertThat(book.balances(escrow).arbitrationHeld()).isEqualTo(usd(873_00));

        var reference = reference();
        ledger.returnArbitrationShares(reference, escrow, returned, ACTOR);
        ledger.returnArbitrationShares(reference, escrow, returned, ACTOR);
        ledger.passArbitrationShares(reference(), escrow, passed, ACTOR);
        ledger.passArbitrationShares(reference(), escrow, passed, ACTOR);
        ledger.returnArbitrationShares(reference(), escrow, Ids.next(), ACTOR);

        var balances = book.balances(escrow);
        assertThat(balances.arbitrationHeld()).isEqualTo(usd(0));
        assertThat(balances.arbitrationReturned()).isEqualTo(usd(291_00));
        assertThat(balances.arbitrationPassed()).isEqualTo(usd(582_00));
        assertThat(balances.free()).isEqualTo(usd(100));
        assertThat(book.transfers(escrow.milestone())).hasSize(6);
    }

    @Test
    @DisplayName("ESC-6 for every currency, money in equals the sum of all places where it is")
    void positionIsZero() {
        var escrow = funded("TND", 10_000);
        var caseId = Ids.next();
        held(escrow, Money.of(1_000, "TND"));
        ledger.release(reference(), escrow, Money.of(2_000, "TND"), DIRECT, ACTOR);
        ledger.refund(reference(), escrow, Money.of(3_000, "TND"), ACTOR);
        ledger.takeArbitrationShare(reference(), escrow, caseId, Money.of(500, "TND"), CLIENT);
        ledger.passArbitrationShares(reference(), escrow, caseId, ACTOR);
        ledger.takeArbitrationShare(reference(), escrow, caseId, Money.of(70, "TND"), CLIENT);
        ledger.returnArbitrationShares(reference(), escrow, caseId, ACTOR);
        ledger.takeArbitrationShare(reference(), escrow, caseId, Money.of(9, "TND"), CLIENT);

        var position = book.position();

        assertThat(position)
                .contains(new Position(
                        escrow.currency(),
                        big(10_579),
                        big(0),
                        big(4_000),
                        big(1_000),
                        big(1_932),
                        big(3_000),
                        big(68),
                        big(9),
                        big(70),
                        big(500)));
        assertThat(position).allSatisfy(each -> assertThat(each.difference()).isZero());
        assertThat(db.sql("""
                                select count(*) from account a
                                where balance <> (select coalesce(sum(amount), 0) from posting where account = a.id)
                                """).query(Long.class).single()).isZero();
    }

    @Test
    @DisplayName("ESC-1 a milestone's transfers are read oldest first, each with its postings")
    void readsTransfers() {
        var escrow = escrow("KWD");
        var deposit = ledger.deposit(reference(), escrow, Money.of(1_000, "KWD"), ACTOR);
        var release = ledger.release(reference(), escrow, Money.of(1_000, "KWD"), NO_FEE, ACTOR);

        assertThat(book.transfers(escrow.milestone())).containsExactly(deposit, release);
        assertThat(book.transfers(Ids.next())).isEmpty();
        assertThat(release.postings()).hasSize(2);
    }

    private static void refused(String code, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        Refused.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private Escrow funded(String currency, long minor) {
        var escrow = escrow(currency);
        ledger.deposit(reference(), escrow, Money.of(minor, currency), ACTOR);
        return escrow;
    }

    private Escrow funded(UUID contract) {
        var escrow = new Escrow(contract, Ids.next(), Money.currency("USD"));
        ledger.deposit(reference(), escrow, usd(1000_00), ACTOR);
        return escrow;
    }

    private UUID held(Escrow escrow, Money amount) {
        var hold = Ids.next();
        ledger.hold(reference(), hold, escrow, amount, ACTOR);
        return hold;
    }

    private static Escrow escrow(String currency) {
        return new Escrow(Ids.next(), Ids.next(), Money.currency(currency));
    }

    private static String reference() {
        return "test:" + Ids.next();
    }

    private static Money usd(long minor) {
        return Money.of(minor, "USD");
    }

    private static BigInteger big(long minor) {
        return BigInteger.valueOf(minor);
    }
}
