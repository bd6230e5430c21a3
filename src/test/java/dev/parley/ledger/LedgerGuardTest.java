package dev.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.DirectSql;
import dev.parley.ParleyTest;
import dev.parley.shared.Actor;
import dev.parley.shared.Ids;
import dev.parley.shared.Money;
import dev.parley.shared.Split;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.math.BigDecimal;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What the database itself refuses, asked in SQL, by the application's role and by the owner of the tables. */
@ParleyTest
class LedgerGuardTest {
    private static final String ACCEPTED = "accepted";
    private static final String APPEND_ONLY = "PA001";
    private static final String COMPLETE = "PL001";
    private static final String UNBALANCED = "PL002";
    private static final String NOT_WHOLE = "PL003";
    private static final String NO_PRIVILEGE = "42501";
    private static final String FOREIGN_KEY = "23503";
    private static final String UNIQUE = "23505";
    private static final String CHECK = "23514";

    private final Escrow escrow = new Escrow(Ids.next(), Ids.next(), Money.currency("USD"));
    private final UUID hold = Ids.next();
    private final String deposited = "deposit:" + Ids.next();

    @Autowired
    Ledger ledger;

    private DirectSql app;
    private DirectSql owner;

    @Autowired
    void connect(DataSource pool, EmbeddedPostgres postgres) {
        app = new DirectSql(pool, "parley_app");
        owner = new DirectSql(postgres.getPostgresDatabase(), "parley_owner");
    }

    @BeforeEach
    void fund() {
        ledger.deposit(deposited, escrow, usd(100), Actor.PARLEY);
        ledger.hold("hold:" + hold, hold, escrow, usd(40), Actor.PARLEY);
    }

    @Test
    @DisplayName("ESC-1 a balanced transfer by the owner is taken: the refusals below are not for another reason")
    void takesABalancedTransfer() {
        assertThat(owner.refusal(
                        transfer(), posting("WORLD", escrow.contract(), -5), posting("FREE", escrow.milestone(), 5)))
                .isEqualTo(ACCEPTED);
        assertThat(ledger.free(escrow)).isEqualTo(usd(65));
    }

    @Test
    @DisplayName("ESC-1 a transfer whose postings don't sum to zero is refused, also of the owner")
    void refusesUnbalanced() {
        assertThat(owner.refusal(
                        transfer(), posting("WORLD", escrow.contract(), -5), posting("FREE", escrow.milestone(), 6)))
                .isEqualTo(UNBALANCED);
        assertThat(owner.refusal(transfer(), posting("FREE", escrow.milestone(), 5)))
                .isEqualTo(UNBALANCED);
        assertThat(owner.refusal(transfer())).isEqualTo(UNBALANCED);
        unchanged();
    }

    @Test
    @DisplayName("ESC-1 checking early opens no gap for a posting after it")
    void refusesUnbalancedAfterAnEarlyCheck() {
        var second = new Escrow(escrow.contract(), Ids.next(), escrow.currency());
        ledger.deposit("deposit:" + Ids.next(), second, usd(1), Actor.PARLEY);

        assertThat(owner.refusal(
                        transfer(),
                        posting("WORLD", escrow.contract(), -5),
                        posting("FREE", escrow.milestone(), 5),
                        "set constraints all immediate",
                        posting("FREE", second.milestone(), 5)))
                .isEqualTo(UNBALANCED);
        unchanged();
    }

    @Test
    @DisplayName("ESC-1 an overdraft is refused, of the application through a function, of the owner by hand")
    void refusesOverdraft() {
        assertThat(app.refusal(call("ledger_refund", "61"))).isEqualTo(CHECK);
        assertThat(owner.refusal(
                        transfer(), posting("FREE", escrow.milestone(), -61), posting("WORLD", escrow.contract(), 61)))
                .isEqualTo(CHECK);
        unchanged();
    }

    @Test
    @DisplayName("ESC-1 an amount of zero or below is refused by the functions")
    void refusesNegativeAmounts() {
        assertThat(app.refusal(call("ledger_deposit", "-1"))).isEqualTo(CHECK);
        assertThat(app.refusal(call("ledger_deposit", "0"))).isEqualTo(CHECK);
        assertThat(app.refusal(call("ledger_settle", "'" + hold + "', 41, -1, 0, 0")))
                .isEqualTo(CHECK);
        assertThat(app.refusal(call("ledger_release", "10, 1.001"))).isEqualTo(CHECK);
        unchanged();
    }

    @Test
    @DisplayName("ESC-3 a hold resolved twice is refused, of the application and of the owner")
    void refusesASecondResolution() {
        ledger.settle("settle:" + hold, hold, escrow, Split.backToEscrow(usd(40)), BigDecimal.ZERO, Actor.PARLEY);

        assertThat(app.refusal(call("ledger_settle", "'" + hold + "', 0, 40, 0, 0")))
                .isEqualTo(UNIQUE);
        assertThat(owner.refusal(
                        transfer(),
                        posting("WORLD", escrow.contract(), -5),
                        posting("FREE", escrow.milestone(), 5),
                        "insert into hold_resolution select '" + hold + "', " + THIS_TRANSFER))
                .isEqualTo(UNIQUE);
        assertThat(owner.refusal(transfer(), posting("FREE", escrow.milestone(), -5), posting("HELD", hold, 5)))
                .isEqualTo(NOT_WHOLE);
    }

    @Test
    @DisplayName("ESC-3 a hold resolved in part, or emptied without a resolution, is refused of the owner")
    void refusesAPartialResolution() {
        assertThat(owner.refusal(
                        transfer(),
                        posting("HELD", hold, -39),
                        posting("FREE", escrow.milestone(), 39),
                        "insert into hold_resolution select '" + hold + "', " + THIS_TRANSFER))
                .isEqualTo(NOT_WHOLE);
        assertThat(owner.refusal(transfer(), posting("HELD", hold, -40), posting("FREE", escrow.milestone(), 40)))
                .isEqualTo(NOT_WHOLE);
        assertThat(owner.refusal("insert into hold_resolution select '" + hold
                        + "', id from transfer where reference = '" + deposited + "'"))
                .isEqualTo(NOT_WHOLE);
        unchanged();
    }

    @Test
    @DisplayName("ESC-3 a hold without the money under it is refused of the owner")
    void refusesAnEmptyHold() {
        var empty =
                "insert into hold select '%s', contract, milestone, currency, 5, id from transfer where reference = '%s'";

        assertThat(owner.refusal(empty.formatted(Ids.next(), deposited))).isEqualTo(NOT_WHOLE);
    }

    @ParameterizedTest
    @DisplayName("ESC-1 edit, deletion and truncation are refused of the owner, and of the application by its grants")
    @ValueSource(
            strings = {
                "update transfer set purpose = 'REFUND'",
                "update posting set amount = amount * 2",
                "update hold set amount = amount + 1",
                "update hold_resolution set transfer = transfer + 1",
                "update account set balance = balance + 1",
                "update account set kind = 'WORLD'",
                "delete from transfer",
                "delete from posting",
                "delete from hold",
                "delete from hold_resolution",
                "delete from account",
                "truncate posting",
                "truncate hold_resolution",
                "truncate transfer cascade",
                "truncate hold cascade",
                "truncate account cascade"
            })
    void refusesChange(String change) {
        assertThat(owner.refusal(change)).isEqualTo(APPEND_ONLY);
        assertThat(app.refusal(change)).isEqualTo(NO_PRIVILEGE);
        unchanged();
    }

    @Test
    @DisplayName("ESC-1 an account born with a balance is refused")
    void refusesMoneyFromNowhere() {
        assertThat(owner.refusal(
                        "insert into account (kind, ref, contract, currency, balance) values ('FREE', '%s', '%s', 'USD', 5)"
                                .formatted(Ids.next(), escrow.contract())))
                .isEqualTo(APPEND_ONLY);
    }

    @Test
    @DisplayName("ESC-1 a posting added to an earlier transfer is refused, balanced or not")
    void refusesLatePostings() {
        assertThat(owner.refusal("insert into posting " + late())).isEqualTo(COMPLETE);
        unchanged();
    }

    @Test
    @DisplayName("ESC-1 a posting added to an earlier transfer is refused also among those of a new one")
    void refusesLatePostingsAmongOthers() {
        var fresh = posting("WORLD", escrow.contract(), -5) + " union all "
                + posting("FREE", escrow.milestone(), 5).replace("insert into posting", "");

        assertThat(owner.refusal(transfer(), fresh)).isEqualTo(ACCEPTED);
        assertThat(ledger.free(escrow)).isEqualTo(usd(65));
        assertThat(owner.refusal(transfer(), fresh + " union all " + late())).isEqualTo(COMPLETE);
        assertThat(ledger.free(escrow)).isEqualTo(usd(65));
    }

    private String late() {
        return "select t.id, a.id, a.contract, a.currency, 5 from transfer t, account a where t.reference = '"
                + deposited + "' and a.kind = 'HELD' and a.ref = '" + hold + "'";
    }

    @Test
    @DisplayName("ESC-1 currencies don't mix in a transfer, nor do contracts")
    void refusesMixture() {
        var euros = new Escrow(escrow.contract(), escrow.milestone(), Money.currency("EUR"));
        ledger.deposit("deposit:" + Ids.next(), euros, Money.of(100, "EUR"), Actor.PARLEY);
        var other = new Escrow(Ids.next(), Ids.next(), escrow.currency());
        ledger.deposit("deposit:" + Ids.next(), other, usd(100), Actor.PARLEY);

        assertThat(owner.refusal(
                        transfer(),
                        posting("FREE", escrow.milestone(), -5),
                        posting("FREE", escrow.milestone(), 5, "EUR")))
                .isEqualTo(FOREIGN_KEY);
        assertThat(owner.refusal(
                        transfer(), posting("FREE", escrow.milestone(), -5), posting("FREE", other.milestone(), 5)))
                .isEqualTo(FOREIGN_KEY);
        unchanged();
    }

    @Test
    @DisplayName("ESC-2 a reference reused with other content is refused")
    void refusesReuse() {
        var repeated = call("ledger_refund", "1");

        assertThat(app.refusal(repeated)).isEqualTo(ACCEPTED);
        assertThat(app.refusal(repeated)).isEqualTo(ACCEPTED);
        assertThat(app.refusal(repeated.replace(", 1)", ", 2)"))).isEqualTo(UNIQUE);
        assertThat(ledger.free(escrow)).isEqualTo(usd(59));
    }

    @Test
    @DisplayName("ESC-1 the application writes no row of the ledger but through its functions")
    void refusesDirectWrites() {
        assertThat(app.refusal(transfer())).isEqualTo(NO_PRIVILEGE);
        assertThat(app.refusal("insert into account (kind, ref, contract, currency) values ('FREE', '%s', '%s', 'USD')"
                        .formatted(Ids.next(), Ids.next())))
                .isEqualTo(NO_PRIVILEGE);
        assertThat(app.refusal("insert into posting values (1, 1, '" + Ids.next() + "', 'USD', 1)"))
                .isEqualTo(NO_PRIVILEGE);
        assertThat(app.refusal("insert into hold values ('%s', '%s', '%s', 'USD', 1, 1)"
                        .formatted(Ids.next(), Ids.next(), Ids.next())))
                .isEqualTo(NO_PRIVILEGE);
        assertThat(app.refusal("insert into hold_resolution values ('" + hold + "', 1)"))
                .isEqualTo(NO_PRIVILEGE);
        assertThat(app.refusal("select ledger_post(1, array[('WORLD', '%s', -5), ('FREE', '%s', 5)]::leg[])"
                        .formatted(escrow.contract(), escrow.milestone())))
                .isEqualTo(NO_PRIVILEGE);
        assertThat(app.refusal("select ledger_begin(" + cause() + ", 'REFUND', '[]')"))
                .isEqualTo(NO_PRIVILEGE);
        unchanged();
    }

    private static final String THIS_TRANSFER = "currval(pg_get_serial_sequence('parley.transfer', 'id'))";

    private String transfer() {
        return "insert into transfer (reference, content, purpose, contract, milestone, currency, actor_kind, actor)"
                + " values ('test:%s', '', 'DEPOSIT', '%s', '%s', 'USD', 'PARLEY', 'parley')"
                        .formatted(Ids.next(), escrow.contract(), escrow.milestone());
    }

    private static String posting(String kind, UUID ref, long amount) {
        return posting(kind, ref, amount, "USD");
    }

    /** A posting of the transfer just inserted; its contract and currency are claimed to be the transfer's. */
    private static String posting(String kind, UUID ref, long amount, String currency) {
        return "insert into posting select t.id, a.id, t.contract, t.currency, %d from transfer t, account a"
                        .formatted(amount)
                + " where t.id = %s and a.kind = '%s' and a.ref = '%s' and a.currency = '%s'"
                        .formatted(THIS_TRANSFER, kind, ref, currency);
    }

    private String call(String function, String arguments) {
        return "select " + function + "(" + cause() + ", " + arguments + ")";
    }

    private String cause() {
        return "('test:%s', '%s', '%s', 'USD', 'PARLEY', 'parley')::cause"
                .formatted(Ids.next(), escrow.contract(), escrow.milestone());
    }

    private void unchanged() {
        assertThat(ledger.free(escrow)).isEqualTo(usd(60));
        assertThat(ledger.held(hold, escrow.currency())).isEqualTo(usd(40));
    }

    private static Money usd(long minor) {
        return Money.of(minor, "USD");
    }
}
