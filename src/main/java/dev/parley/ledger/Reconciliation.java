package dev.parley.ledger;

import dev.parley.shared.Money;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What went in and out by day (UTC) and currency (ESC-6). The opening balances are the balances now, less all that moved
 * since: what is read is the accounts, and the movements from the first day on.
 */
@Component
public class Reconciliation {
    /** A contracts system's own contracts, or all where it is null. */
    private static final String OWN =
            "(cast(:system as text) is null or exists (select from contract c where c.id = %s.contract and c.system = :system))";

    private static final String MOVED = """
            select case when t.at < :until::timestamptz then (t.at at time zone 'UTC')::date end as day, t.currency,
                   coalesce(-sum(p.amount) filter (where a.kind = 'WORLD'
                       and t.purpose not in ('ARBITRATION_SHARE', 'CHARGEBACK', 'REINSTATEMENT')), 0) as deposits,
                   coalesce(-sum(p.amount) filter (where a.kind = 'WORLD' and t.purpose = 'ARBITRATION_SHARE'), 0) as shares,
                   coalesce(sum(p.amount) filter (where a.kind = 'WORLD' and t.purpose = 'CHARGEBACK'), 0) as charged_back,
                   coalesce(-sum(p.amount) filter (where a.kind = 'WORLD' and t.purpose = 'REINSTATEMENT'), 0) as reinstated,
                   coalesce(sum(p.amount) filter (where a.kind = 'PAID_OUT'), 0) as released,
                   coalesce(sum(p.amount) filter (where a.kind = 'REFUNDED'), 0) as refunded,
                   coalesce(sum(p.amount) filter (where a.kind = 'FEE'), 0) as fees,
                   coalesce(sum(p.amount) filter (where a.kind = 'ARBITRATION_RETURNED'), 0) as returned,
                   coalesce(sum(p.amount) filter (where a.kind = 'ARBITRATION_PASSED'), 0) as passed
            from transfer t join posting p on p.transfer = t.id join account a on a.id = p.account
            where t.at >= :from::timestamptz and %s
            group by 1, 2
            """.formatted(OWN.formatted("t"));

    private static final String ORDERED = """
            select (o.ordered_at at time zone 'UTC')::date as day, o.currency,
                   coalesce(sum(o.amount) filter (where o.state = 'ORDERED'), 0) as unanswered,
                   coalesce(sum(o.amount) filter (where o.state = 'CONFIRMED'), 0) as confirmed,
                   coalesce(sum(o.amount) filter (where o.state in ('REFUSED', 'REVERSED')), 0) as failed,
                   coalesce(sum(o.amount) filter (where o.state = 'WAITING'), 0) as waiting
            from transfer_order o
            where o.ordered_at >= :from::timestamptz and o.ordered_at < :until::timestamptz and %s
            group by 1, 2
            """.formatted(OWN.formatted("o"));

    private static final String STANDING = """
            select a.currency, sum(a.balance) as balance
            from (select contract, currency, balance from account where kind in ('FREE', 'HELD') and balance > 0
                  union all
                  select contract, currency, balance from account
                  where kind in ('ARBITRATION_HELD', 'RECEIVABLE') and balance <> 0) a
            where %s
            group by a.currency
            """.formatted(OWN.formatted("a"));

    /** Each bounded by an index. */
    static final List<String> QUERIES = List.of(MOVED, ORDERED, STANDING);

    private final JdbcClient db;

    Reconciliation(JdbcClient db) {
        this.db = db;
    }

    /** What moved, in minor units; what came back or was cancelled is taken off. */
    public record Movements(
            BigInteger deposits,
            BigInteger arbitrationShares,
            BigInteger chargedBack,
            BigInteger reinstated,
            BigInteger released,
            BigInteger refunded,
            BigInteger serviceFees,
            BigInteger arbitrationReturned,
            BigInteger arbitrationPassed) {
        static final Movements NOTHING = new Movements(
                BigInteger.ZERO,
                BigInteger.ZERO,
                BigInteger.ZERO,
                BigInteger.ZERO,
                BigInteger.ZERO,
                BigInteger.ZERO,
                BigInteger.ZERO,
                BigInteger.ZERO,
                BigInteger.ZERO);

        /** By how much the balance grew. */
        BigInteger net() {
            var in = deposits.add(arbitrationShares).subtract(chargedBack).add(reinstated);
            var toParties = released.add(refunded).add(arbitrationReturned);
            return in.subtract(toParties).subtract(serviceFees).subtract(arbitrationPassed);
        }
    }

    /** The orders that were given on a day, as they stand now; what was ordered anew counts on its new day. */
    public record Ordered(BigInteger unanswered, BigInteger confirmed, BigInteger failed, BigInteger waiting) {
        static final Ordered NOTHING = new Ordered(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);
    }

    /**
     * A day of one currency on which something moved or was ordered.
     *
     * @param opening escrow and arbitration fees held, less what is receivable
     * @param closing the opening, and what moved
     */
    public record Day(
            LocalDate day,
            Currency currency,
            BigInteger opening,
            Movements moved,
            BigInteger closing,
            Ordered ordered) {}

    private record Key(@Nullable LocalDate day, Currency currency) {}

    /** Both days count. Read in one snapshot; oldest first, and by currency. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public List<Day> between(LocalDate from, LocalDate to, @Nullable String system) {
        var until = to.plusDays(1);
        var moved = read(MOVED, from, until, system, Reconciliation::moved);
        var ordered = read(ORDERED, from, until, system, Reconciliation::ordered);
        var balance = new HashMap<>(standing(system));
        moved.forEach((key, of) -> balance.merge(key.currency(), of.net().negate(), BigInteger::add));
        var keys = new ArrayList<Key>(moved.keySet());
        keys.addAll(ordered.keySet());
        return keys.stream()
                .filter(key -> key.day() != null)
                .distinct()
                .sorted(Comparator.comparing((Key key) -> Objects.requireNonNull(key.day()))
                        .thenComparing(key -> key.currency().getCurrencyCode()))
                .map(key -> day(key, moved, ordered, balance))
                .toList();
    }

    private static Day day(
            Key key, Map<Key, Movements> moved, Map<Key, Ordered> ordered, Map<Currency, BigInteger> balance) {
        var of = moved.getOrDefault(key, Movements.NOTHING);
        var opening = balance.getOrDefault(key.currency(), BigInteger.ZERO);
        var closing = opening.add(of.net());
        balance.put(key.currency(), closing);
        return new Day(
                Objects.requireNonNull(key.day()),
                key.currency(),
                opening,
                of,
                closing,
                ordered.getOrDefault(key, Ordered.NOTHING));
    }

    private interface Columns<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> Map<Key, T> read(
            String sql, LocalDate from, LocalDate until, @Nullable String system, Columns<T> columns) {
        var rows = new HashMap<Key, T>();
        db.sql(sql)
                .param("from", from + "T00:00:00Z")
                .param("until", until + "T00:00:00Z")
                .param("system", system)
                .query(row -> {
                    rows.put(key(row), columns.of(row));
                });
        return rows;
    }

    private Map<Currency, BigInteger> standing(@Nullable String system) {
        var rows = new HashMap<Currency, BigInteger>();
        db.sql(STANDING).param("system", system).query(row -> {
            rows.put(Money.currency(row.getString("currency")), minor(row, "balance"));
        });
        return rows;
    }

    private static Key key(ResultSet row) throws SQLException {
        var day = Optional.ofNullable(row.getObject("day", LocalDate.class));
        return new Key(day.orElse(null), Money.currency(row.getString("currency")));
    }

    private static Movements moved(ResultSet row) throws SQLException {
        return new Movements(
                minor(row, "deposits"),
                minor(row, "shares"),
                minor(row, "charged_back"),
                minor(row, "reinstated"),
                minor(row, "released"),
                minor(row, "refunded"),
                minor(row, "fees"),
                minor(row, "returned"),
                minor(row, "passed"));
    }

    private static Ordered ordered(ResultSet row) throws SQLException {
        return new Ordered(
                minor(row, "unanswered"), minor(row, "confirmed"), minor(row, "failed"), minor(row, "waiting"));
    }

    private static BigInteger minor(ResultSet row, String column) throws SQLException {
        return row.getBigDecimal(column).toBigIntegerExact();
    }
}
