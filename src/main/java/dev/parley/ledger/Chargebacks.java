package dev.parley.ledger;

import dev.parley.ledger.Chargeback.State;
import dev.parley.shared.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the deposits that came back, and what is frozen or missing for them (ESC-7). */
@Component
public class Chargebacks {
    private static final String CHARGEBACKS = """
            select c.*, -a.balance - c.frozen as receivable, d.external_id as deposit_id
            from chargeback c join deposit d on d.id = c.deposit
            join account a on a.kind = 'RECEIVABLE' and a.ref = c.id and a.currency = c.currency
            """;

    private final JdbcClient db;

    Chargebacks(JdbcClient db) {
        this.db = db;
    }

    public Optional<Chargeback> find(UUID id) {
        return db.sql(CHARGEBACKS + "where c.id = ?")
                .param(id)
                .query(Chargebacks::chargeback)
                .optional();
    }

    /** All of one deposit, oldest first. */
    public List<Chargeback> of(UUID deposit) {
        return db.sql(CHARGEBACKS + "where c.deposit = ? order by c.at, c.id")
                .param(deposit)
                .query(Chargebacks::chargeback)
                .list();
    }

    /** Those for which something is missing, the longest so first. */
    public List<Chargeback> open(int limit) {
        return db.sql(CHARGEBACKS + "where c.state in ('FROZEN', 'RECEIVABLE') order by c.changed_at, c.id limit ?")
                .param(limit)
                .query(Chargebacks::chargeback)
                .list();
    }

    private static Chargeback chargeback(ResultSet row, int number) throws SQLException {
        var currency = Money.currency(row.getString("currency"));
        return new Chargeback(
                row.getObject("id", UUID.class),
                row.getString("deposit_id"),
                row.getString("external_id"),
                row.getObject("contract", UUID.class),
                row.getObject("milestone", UUID.class),
                new Money(row.getLong("amount"), currency),
                new Money(row.getLong("frozen"), currency),
                new Money(row.getLong("receivable"), currency),
                State.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }
}
