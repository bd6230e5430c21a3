package dev.parley.contract;

import dev.parley.shared.Clock;
import dev.parley.shared.Ids;
import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The deposits that landed, by the contracts system's own ids: a repeat is harmless, a contradiction is refused. */
@Component
public class Deposits {
    private final JdbcClient db;
    private final PendingDeposits pending;
    private final Clock clock;

    Deposits(JdbcClient db, PendingDeposits pending, Clock clock) {
        this.db = db;
        this.pending = pending;
        this.clock = clock;
    }

    /** A deposit that landed. */
    public record Deposit(UUID id, String externalId, Money amount) {}

    private record Before(@Nullable UUID pending, boolean same) {}

    /** True if the deposit is new, or was not settled until now; false if it landed before. The milestone's row is locked. */
    public boolean landed(Milestone milestone, String externalId, Money amount) {
        var system = milestone.contract().system();
        var before = before(milestone, system, externalId, amount);
        if (before.isPresent() && !before.get().same())
            throw Refused.conflict(
                    "deposit-contradicted", externalId + " came before with another amount or milestone");
        if (before.isPresent() && before.get().pending() == null) return false;
        before.map(Before::pending).ifPresent(settled -> pending.became(settled, PendingDeposits.State.BOOKED));
        db.sql("insert into deposit (id, milestone_id, system, external_id, amount_minor, landed_at)"
                        + " values (?, ?, ?, ?, ?, ?::timestamptz)")
                .params(
                        Ids.next(),
                        milestone.id(),
                        system,
                        externalId,
                        amount.minor(),
                        clock.now().toString())
                .update();
        return true;
    }

    /** What is known of this id: a deposit that landed, or one that is pending; one that failed is no other's either. */
    private Optional<Before> before(Milestone milestone, String system, String externalId, Money amount) {
        return db.sql("""
                        select null::uuid as pending, milestone_id = :milestone and amount_minor = :amount as same
                          from deposit where system = :system and external_id = :id
                        union all
                        select id, milestone_id = :milestone and amount_minor = :amount and currency = :currency
                               and reason = 'NOT_SETTLED' and state in ('PENDING', 'FAILED')
                          from pending_deposit where system = :system and external_id = :id and state <> 'BOOKED'
                        """)
                .param("milestone", milestone.id())
                .param("amount", amount.minor())
                .param("currency", amount.currency().getCurrencyCode())
                .param("system", system)
                .param("id", externalId)
                .query((row, n) -> new Before(row.getObject("pending", UUID.class), row.getBoolean("same")))
                .optional();
    }

    /** Of this milestone, by the contracts system's own id. */
    public Optional<Deposit> find(Milestone milestone, String externalId) {
        var contract = milestone.contract();
        return db.sql("select id, amount_minor from deposit where milestone_id = ? and system = ? and external_id = ?")
                .params(milestone.id(), contract.system(), externalId)
                .query((row, n) -> new Deposit(
                        row.getObject("id", UUID.class), externalId, contract.money(row.getLong("amount_minor"))))
                .optional();
    }
}
