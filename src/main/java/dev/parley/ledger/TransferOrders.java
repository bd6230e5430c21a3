package dev.parley.ledger;

import dev.parley.ledger.TransferOrder.Payee;
import dev.parley.ledger.TransferOrder.State;
import dev.parley.shared.Actor;
import dev.parley.shared.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The orders to move real money (ESC-7). The movement that lets money go gives them, in the same call; here they are read,
 * and moved on by what the contracts system says.
 */
@Component
public class TransferOrders {
    private static final String ORDERS = """
            select o.*, t.reference, t.purpose, p.external_id as payee_id
            from transfer_order o join transfer t on t.id = o.transfer
            left join contract c on c.id = o.contract
            left join party p on p.id = case o.payee when 'CLIENT' then c.client_id when 'FREELANCER' then c.freelancer_id end
            """;

    private final JdbcClient db;

    TransferOrders(JdbcClient db) {
        this.db = db;
    }

    public Optional<TransferOrder> find(UUID id) {
        return db.sql(ORDERS + "where o.id = ?")
                .param(id)
                .query(TransferOrders::order)
                .optional();
    }

    /** Those of a contract, oldest first, after the one with this id. */
    public List<TransferOrder> of(UUID contract, @Nullable UUID after, int limit) {
        return db.sql(ORDERS + """
                        where o.contract = :contract and (cast(:after as uuid) is null or (o.ordered_at, o.id) >
                            (select a.ordered_at, a.id from transfer_order a where a.id = :after and a.contract = :contract))
                        order by o.ordered_at, o.id limit :limit
                        """)
                .param("contract", contract)
                .param("after", after)
                .param("limit", limit)
                .query(TransferOrders::order)
                .list();
    }

    /** Those that wait or failed, the longest so first. */
    public List<TransferOrder> stuck(int limit) {
        return db.sql(ORDERS
                        + "where o.state in ('WAITING', 'REFUSED', 'REVERSED') order by o.changed_at, o.id limit ?")
                .param(limit)
                .query(TransferOrders::order)
                .list();
    }

    /** Those that were given before that instant and have no answer, the oldest first. */
    public List<TransferOrder> unanswered(Instant orderedBefore, int limit) {
        return db.sql(ORDERS + """
                        where o.state = 'ORDERED' and o.changed_at < ?::timestamptz
                        order by o.changed_at, o.id limit ?
                        """)
                .params(orderedBefore.toString(), limit)
                .query(TransferOrders::order)
                .list();
    }

    /** It was paid, refused or came back; false where the present state has no way there. */
    public boolean became(UUID id, State state, @Nullable String reason) {
        return db.sql("select ledger_order_became(?, ?, ?)")
                .params(id, state.name(), reason)
                .query(Boolean.class)
                .single();
    }

    /** Orders anew what was refused or came back; empty where nothing of it is to be paid again. */
    public Optional<UUID> reorder(UUID id, Actor actor) {
        return db.sql("select ledger_reorder(?, ?, ?)")
                .params(id, actor.kind().name(), actor.id())
                .query(UUID.class)
                .optional();
    }

    /** What of the milestone's money waits to be paid. */
    public Money waiting(UUID milestone, Currency currency) {
        var minor = db.sql(
                        "select coalesce(sum(amount), 0) from transfer_order where milestone = ? and state = 'WAITING'")
                .param(milestone)
                .query(Long.class)
                .single();
        return new Money(minor, currency);
    }

    /** The order that was given instead of this one. */
    public UUID replacementOf(UUID id) {
        return db.sql("select id from transfer_order where replaces = ?")
                .param(id)
                .query(UUID.class)
                .single();
    }

    private static TransferOrder order(ResultSet row, int number) throws SQLException {
        return new TransferOrder(
                row.getObject("id", UUID.class),
                row.getString("reference"),
                row.getString("purpose"),
                row.getObject("contract", UUID.class),
                row.getObject("milestone", UUID.class),
                Payee.valueOf(row.getString("payee")),
                row.getString("payee_id"),
                Money.of(row.getLong("amount"), row.getString("currency")),
                State.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getObject("replaces", UUID.class),
                row.getObject("ordered_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }
}
