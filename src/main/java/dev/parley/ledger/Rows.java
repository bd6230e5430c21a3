package dev.parley.ledger;

import dev.parley.ledger.Transfer.Posting;
import dev.parley.shared.Actor;
import dev.parley.shared.Money;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Reads the ledger's rows. */
final class Rows {
    private Rows() {}

    static Transfer transfer(ResultSet row, int number) throws SQLException {
        return new Transfer(
                row.getLong("id"),
                row.getString("reference"),
                row.getString("purpose"),
                row.getObject("contract", UUID.class),
                row.getObject("milestone", UUID.class),
                currency(row),
                new Actor(Actor.Kind.valueOf(row.getString("actor_kind")), row.getString("actor")),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("reverses"),
                postings(row));
    }

    static Balances balances(ResultSet row, Escrow escrow) throws SQLException {
        return new Balances(
                escrow.money(row.getLong("free")),
                escrow.money(row.getLong("held")),
                escrow.money(row.getLong("frozen")),
                escrow.money(row.getLong("paid_out")),
                escrow.money(row.getLong("refunded")),
                escrow.money(row.getLong("fees")),
                escrow.money(row.getLong("arbitration_held")),
                escrow.money(row.getLong("arbitration_returned")),
                escrow.money(row.getLong("arbitration_passed")));
    }

    static Position position(ResultSet row, int number) throws SQLException {
        return new Position(
                currency(row),
                sum(row, "money_in"),
                sum(row, "receivable"),
                sum(row, "free"),
                sum(row, "held"),
                sum(row, "paid_out"),
                sum(row, "refunded"),
                sum(row, "fees"),
                sum(row, "arbitration_held"),
                sum(row, "arbitration_returned"),
                sum(row, "arbitration_passed"));
    }

    private static List<Posting> postings(ResultSet row) throws SQLException {
        var kinds = (String[]) row.getArray("kinds").getArray();
        var refs = (UUID[]) row.getArray("refs").getArray();
        var amounts = (Long[]) row.getArray("amounts").getArray();
        var currency = currency(row);
        return IntStream.range(0, kinds.length)
                .mapToObj(i -> new Posting(Account.valueOf(kinds[i]), refs[i], new Money(amounts[i], currency)))
                .toList();
    }

    private static Currency currency(ResultSet row) throws SQLException {
        return Currency.getInstance(row.getString("currency"));
    }

    private static BigInteger sum(ResultSet row, String column) throws SQLException {
        return row.getBigDecimal(column).toBigIntegerExact();
    }
}
