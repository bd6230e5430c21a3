package dev.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ParleyTest;
import dev.parley.shared.Actor;
import dev.parley.shared.Ids;
import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import dev.parley.shared.Split;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@ParleyTest
class LedgerConcurrencyTest {
    private static final int THREADS = 8;
    private static final BigDecimal RATE = new BigDecimal("0.034");

    @Autowired
    Ledger ledger;

    @Autowired
    Book book;

    @Autowired
    TransactionTemplate transaction;

    @Test
    @DisplayName("ESC-1 many at once on one milestone never overdraw it, and no cent is lost")
    void neverOverdraw() throws Exception {
        var escrow = funded(new Escrow(Ids.next(), Ids.next(), Money.currency("USD")), 1_000);

        var refused = together(thread -> {
            var random = new Random(thread);
            return IntStream.range(0, 25)
                    .mapToObj(i -> moved(escrow, usd(1 + random.nextInt(20)), random.nextInt(4)))
                    .filter(outcome -> outcome.equals("escrow-insufficient"))
                    .count();
        });

        var after = book.balances(escrow);
        assertThat(refused).anyMatch(count -> count > 0);
        assertThat(after.free().minor()).isNotNegative();
        assertThat(after.free()
                        .plus(after.held())
                        .plus(after.paidOut())
                        .plus(after.fees())
                        .plus(after.refunded()))
                .isEqualTo(usd(1_000));
        assertThat(BigDecimal.valueOf(after.fees().minor()))
                .isEqualTo(RATE.multiply(BigDecimal.valueOf(
                                after.fees().plus(after.paidOut()).minor()))
                        .setScale(0, RoundingMode.HALF_UP));
    }

    @RepeatedTest(5)
    @DisplayName("ESC-3 of two settlements of one hold at once, one wins and the other is told")
    void oneSettlementWins() throws Exception {
        var escrow = funded(new Escrow(Ids.next(), Ids.next(), Money.currency("USD")), 100);
        var hold = Ids.next();
        ledger.hold("hold:" + hold, hold, escrow, usd(100), Actor.PARLEY);

        var outcomes = together(thread -> outcome(() -> ledger.settle(
                "settle:" + Ids.next(), hold, escrow, Split.between(usd(100), usd(thread)), RATE, Actor.PARLEY)));

        assertThat(outcomes).filteredOn("moved"::equals).hasSize(1);
        assertThat(outcomes).filteredOn("hold-already-resolved"::equals).hasSize(THREADS - 1);
        assertThat(ledger.held(hold, escrow.currency())).isEqualTo(usd(0));
    }

    @RepeatedTest(5)
    @DisplayName("ESC-2 the same reference many times at once is one movement")
    void oneMovementAReference() throws Exception {
        var escrow = funded(new Escrow(Ids.next(), Ids.next(), Money.currency("USD")), 100);
        var reference = "release:" + Ids.next();

        var ids = together(thread ->
                ledger.release(reference, escrow, usd(60), RATE, Actor.PARLEY).id());

        assertThat(ids).containsOnly(ids.get(0));
        assertThat(ledger.free(escrow)).isEqualTo(usd(40));
    }

    @Test
    @DisplayName("ESC-1 transactions that move the milestones of one contract in opposite orders don't deadlock")
    void noDeadlocks() throws Exception {
        var contract = Ids.next();
        var one = funded(new Escrow(contract, Ids.next(), Money.currency("USD")), 10_000);
        var two = funded(new Escrow(contract, Ids.next(), Money.currency("USD")), 10_000);

        var outcomes = together(thread -> IntStream.range(0, 15)
                .mapToObj(i -> transaction.execute(tx -> {
                    var first = thread % 2 == 0 ? one : two;
                    moved(first, usd(10), i % 4);
                    return moved(first.equals(one) ? two : one, usd(10), (i + thread) % 4);
                }))
                .toList());

        assertThat(outcomes).allSatisfy(each -> assertThat(each).containsOnly("moved"));
    }

    private String moved(Escrow escrow, Money amount, int how) {
        return outcome(() -> {
            var reference = "test:" + Ids.next();
            var hold = Ids.next();
            if (how == 0) ledger.release(reference, escrow, amount, RATE, Actor.PARLEY);
            else if (how == 1) ledger.refund(reference, escrow, amount, Actor.PARLEY);
            else ledger.hold(reference, hold, escrow, amount, Actor.PARLEY);
            if (how == 3) ledger.settle("settle:" + hold, hold, escrow, Split.backToEscrow(amount), RATE, Actor.PARLEY);
        });
    }

    private static String outcome(Runnable act) {
        try {
            act.run();
            return "moved";
        } catch (Refused refused) {
            return refused.code();
        }
    }

    private static <T> List<T> together(IntFunction<T> work) throws Exception {
        var start = new CyclicBarrier(THREADS);
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            var running = IntStream.range(0, THREADS)
                    .mapToObj(thread -> threads.submit(() -> {
                        start.await(30, TimeUnit.SECONDS);
                        return work.apply(thread);
                    }))
                    .toList();
            var results = new ArrayList<T>();
            for (var each : running) results.add(each.get(60, TimeUnit.SECONDS));
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private Escrow funded(Escrow escrow, long minor) {
        ledger.deposit("deposit:" + Ids.next(), escrow, usd(minor), Actor.PARLEY);
        return escrow;
    }

    private static Money usd(long minor) {
        return Money.of(minor, "USD");
    }
}
