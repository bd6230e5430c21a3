package dev.parley.contract;

import dev.parley.shared.Ids;
import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deposits that can't be in escrow as they are, or are not settled yet, each with its reason (ESC-5). */
@Component
public class PendingDeposits {
    private final JdbcClient db;

    PendingDeposits(JdbcClient db) {
        this.db = db;
    }

    /** Why a deposit is pending. */
    public enum Reason {
        /** It was announced, and its money is not there yet. */
        NOT_SETTLED,
        /** It was taken in another currency than the contract's. */
        WRONG_CURRENCY
    }

    /** What becomes of it. */
    public enum State {
        PENDING,
        BOOKED,
        RETURNED,
        FAILED
    }

    /** A deposit that is or was pending. */
    public record Pending(
            UUID id,
            UUID milestone,
            String externalId,
            Money amount,
            Reason reason,
            State state,
            Instant takenAt,
            Instant changedAt) {
        /** It is pending for this reason, or the act is refused. */
        public void require(Reason expected) {
            if (state != State.PENDING) throw Refused.conflict("deposit-not-pending", "the deposit is " + state);
            if (reason != expected) throw Refused.conflict("deposit-pending", "the deposit is pending: " + reason);
        }
    }

    /** This very deposit, if it is known; the same id with anything else is refused. The milestone's row is locked. */
    public Optional<UUID> find(Milestone milestone, String externalId, Money amount, Reason reason) {
        var before = db.sql("""
                        select id, milestone_id <> :milestone as "milestone",
                               amount_minor <> :amount or currency <> :currency as "amount", reason <> :reason as "settled"
                          from pending_deposit where system = :system and external_id = :id
                        union all
                        select id, milestone_id <> :milestone, amount_minor <> :amount, true
                          from deposit where system = :system and external_id = :id
                        """)
                .param("milestone", milestone.id())
                .param("amount", amount.minor())
                .param("currency", amount.currency().getCurrencyCode())
                .param("reason", reason.name())
                .param("system", milestone.contract().system())
                .param("id", externalId)
                .query((row, n) -> Map.entry(row.getObject("id", UUID.class), Deposits.differences(row)))
                .list();
        before.stream().filter(known -> !known.getValue().isEmpty()).findFirst().ifPresent(known -> {
            throw Deposits.contradicted(known.getKey(), externalId, known.getValue());
        });
        return before.stream().map(Map.Entry::getKey).findFirst();
    }

    /** A new one; returns its id. */
    public UUID taken(Milestone milestone, String externalId, Money amount, Reason reason) {
        var id = Ids.next();
        db.sql("""
                        insert into pending_deposit (id, milestone_id, system, external_id, amount_minor, currency, reason, state)
                        values (?, ?, ?, ?, ?, ?, ?, 'PENDING')
                        """)
                .params(
                        id,
                        milestone.id(),
                        milestone.contract().system(),
                        externalId,
                        amount.minor(),
                        amount.currency().getCurrencyCode(),
                        reason.name())
                .update();
        return id;
    }

    /** It comes to this end; of two who say so at once, one is refused. One that failed may land after all. */
    public void became(UUID id, State state) {
        var changed = db.sql("update pending_deposit set state = ?, changed_at = parley.now()"
                        + " where id = ? and (state = 'PENDING' or state = 'FAILED' and ? = 'BOOKED')")
                .params(state.name(), id, state.name())
                .update();
        if (changed == 0) throw Refused.conflict("deposit-not-pending", "the deposit is not pending any more");
    }

    public Optional<Pending> find(UUID id) {
        return db.sql("select * from pending_deposit where id = ?")
                .param(id)
                .query(PendingDeposits::pending)
                .optional();
    }

    /** Those that are pending now, the longest so first. */
    public List<Pending> open(int limit) {
        return db.sql("select * from pending_deposit where state = 'PENDING' order by changed_at, id limit ?")
                .param(limit)
                .query(PendingDeposits::pending)
                .list();
    }

    private static Pending pending(ResultSet row, int number) throws SQLException {
        return new Pending(
                row.getObject("id", UUID.class),
                row.getObject("milestone_id", UUID.class),
                row.getString("external_id"),
                Money.of(row.getLong("amount_minor"), row.getString("currency")),
                Reason.valueOf(row.getString("reason")),
                State.valueOf(row.getString("state")),
                row.getObject("taken_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }
}
