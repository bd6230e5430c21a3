package dev.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.ledger.Chargeback.State;
import dev.parley.shared.Actor;
import dev.parley.shared.Ids;
import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import dev.parley.shared.Split;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever comes in, is let go, comes back, is made good or given up, in whatever order: no more is paid than is there. */
@ParleyTest
class FrozenMoneyTest {
    private static final BigDecimal RATE = new BigDecimal("0.034");

    @LocalServerPort
    int port;

    @Autowired
    Ledger ledger;

    @Autowired
    Book book;

    @Autowired
    Chargebacks chargebacks;

    @Autowired
    JdbcClient db;

    private Random random = new Random();
    private Escrow escrow = new Escrow(Ids.next(), Ids.next(), Money.currency("USD"));
    private @Nullable UUID hold;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @DisplayName(
            "ESC-1 ESC-4 ESC-6 ESC-7 over random movements what is frozen is there, orders are the book, and fees are exact")
    void random(long seed) {
        random = new Random(seed);
        var milestone = new Api(port)
                .register("DIRECT", "USD", null, null, 100_000)
                .expect(201)
                .milestone(0);
        var contract = db.sql("select contract_id from milestone where id = ?")
                .param(milestone)
                .query(UUID.class)
                .single();
        escrow = new Escrow(contract, milestone, Money.currency("USD"));
        for (var i = 0; i < 60; i++) {
            move();
            requireSound();
        }
    }

    private void move() {
        var free = ledger.free(escrow).minor();
        switch (random.nextInt(8)) {
            case 0, 1 -> deposit(1 + random.nextInt(1_000));
            case 2 -> {
                if (free > 0) ledger.release(reference(), escrow, upTo(free), RATE, Actor.PARLEY);
            }
            case 3 -> {
                if (free > 0) ledger.refund(reference(), escrow, upTo(free), Actor.PARLEY);
            }
            case 4 -> holdOrSettle(free);
            case 5 -> chargeBack();
            case 6 -> any(true).ifPresent(id -> ledger.reinstate(reference(), escrow, id, Actor.PARLEY));
            default -> any(false).ifPresent(this::cancel);
        }
    }

    private void deposit(long minor) {
        db.sql("insert into deposit (id, milestone_id, system, external_id, amount_minor, landed_at)"
                        + " values (?, ?, 'contracts', ?, ?, now())")
                .params(Ids.next(), escrow.milestone(), reference(), minor)
                .update();
        ledger.deposit(reference(), escrow, escrow.money(minor), Actor.PARLEY);
    }

    private void holdOrSettle(long free) {
        var held = hold;
        if (held != null) {
            var amount = ledger.held(held, escrow.currency());
            var split = Split.between(amount, escrow.money(random.nextLong(amount.minor() + 1)));
            ledger.settle(reference(), held, escrow, split, RATE, Actor.PARLEY);
            hold = null;
        } else if (free > 0) {
            hold = Ids.next();
            ledger.hold(reference(), hold, escrow, upTo(free), Actor.PARLEY);
        }
    }

    private void chargeBack() {
        db.sql("select id, amount_minor from deposit d where milestone_id = ?"
                        + " and not exists (select from chargeback where deposit = d.id) order by id limit 1")
                .param(escrow.milestone())
                .query((row, n) -> new Chargeback.Report(
                        row.getObject("id", UUID.class), "C-1", upTo(row.getLong("amount_minor")), "fraudulent"))
                .optional()
                .ifPresent(report -> ledger.chargeBack(reference(), escrow, Ids.next(), report, Actor.PARLEY));
    }

    private void cancel(UUID chargeback) {
        try {
            ledger.cancel(reference(), escrow, chargeback, RATE, Actor.PARLEY);
        } catch (Refused refused) {
            assertThat(refused.code()).isEqualTo("frozen-on-hold");
            assertThat(hold).isNotNull();
        }
    }

    private Optional<UUID> any(boolean receivableToo) {
        var open = db.sql("select id from chargeback where milestone = ? and state = any(?) order by id")
                .param(escrow.milestone())
                .param(
                        receivableToo
                                ? new String[] {State.FROZEN.name(), State.RECEIVABLE.name()}
                                : new String[] {State.FROZEN.name()})
                .query(UUID.class)
                .list();
        return open.isEmpty() ? Optional.empty() : Optional.of(open.get(random.nextInt(open.size())));
    }

    private void requireSound() {
        var balances = book.balances(escrow);
        var waiting = ordered("WAITING");
        assertThat(balances.frozen().minor())
                .isLessThanOrEqualTo(balances.free().minor() + balances.held().minor() + waiting);
        if (waiting > 0) assertThat(balances.frozen().minor()).isPositive();
        var released = balances.paidOut().plus(balances.fees()).minor();
        assertThat(ordered("ORDERED") + waiting)
                .isEqualTo(released + balances.refunded().minor());
        assertThat(BigDecimal.valueOf(balances.fees().minor()))
                .isEqualTo(RATE.multiply(BigDecimal.valueOf(released)).setScale(0, RoundingMode.HALF_UP));
        assertThat(ordered("ORDERED")).as("money that is there").isLessThanOrEqualTo(cameIn());
        assertThat(book.position()).allMatch(position -> position.difference().equals(BigInteger.ZERO));
    }

    /** Deposits less what came back, but for what came back of money that had been paid before. */
    private long cameIn() {
        var in = db.sql("select -balance from account where kind = 'WORLD' and ref = ?")
                .param(escrow.contract())
                .query(Long.class)
                .optional()
                .orElse(0L);
        var receivable = chargebacks.open(10_000).stream()
                .filter(chargeback -> chargeback.milestone().equals(escrow.milestone()))
                .mapToLong(chargeback -> chargeback.receivable().minor())
                .sum();
        return in + receivable;
    }

    private long ordered(String state) {
        return db.sql("select coalesce(sum(amount), 0) from transfer_order where milestone = ? and state = ?")
                .params(List.of(escrow.milestone(), state))
                .query(Long.class)
                .single();
    }

    private Money upTo(long minor) {
        return escrow.money(1 + random.nextLong(minor));
    }

    private static String reference() {
        return "test:" + Ids.next();
    }
}
