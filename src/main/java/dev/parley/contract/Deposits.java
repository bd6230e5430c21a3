package dev.parley.contract;

import dev.parley.shared.Clock;
import dev.parley.shared.Ids;
import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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

    private record Before(UUID id, boolean pending, List<String> differences) {}

    /** True if the deposit is new, or was not settled until now; false if it landed before. The milestone's row is locked. */
    public boolean landed(Milestone milestone, String externalId, Money amount) {
        var system = milestone.contract().system();
        var before = before(milestone, system, externalId, amount);
        before.filter(known -> !known.differences().isEmpty()).ifPresent(known -> {
            throw contradicted(known.id(), externalId, known.differences());
        });
        if (before.isPresent() && !before.get().pending()) return false;
        before.ifPresent(settled -> pending.became(settled.id(), PendingDeposits.State.BOOKED));
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

    static Refused contradicted(UUID known, String externalId, List<String> differences) {
        return Refused.contradicted("deposit-contradicted", known, differences, externalId + " came before");
    }

    /** What is known of this id: a deposit that landed, or one that is pending; one that failed is no other's either. */
    private Optional<Before> before(Milestone milestone, String system, String externalId, Money amount) {
        return db.sql("""
                        select id, false as pending, milestone_id <> :milestone as "milestone",
                               amount_minor <> :amount as "amount", false as "settled"
                          from deposit where system = :system and external_id = :id
                        union all
                        select id, true, milestone_id <> :milestone, amount_minor <> :amount or currency <> :currency,
                               reason <> 'NOT_SETTLED' or state not in ('PENDING', 'FAILED')
                          from pending_deposit where system = :system and external_id = :id and state <> 'BOOKED'
                        """)
                .param("milestone", milestone.id())
                .param("amount", amount.minor())
                .param("currency", amount.currency().getCurrencyCode())
                .param("system", system)
                .param("id", externalId)
                .query((row, n) ->
                        new Before(row.getObject("id", UUID.class), row.getBoolean("pending"), differences(row)))
                .optional();
    }

    /** The columns named after a field say whether what was sent differs in it. */
    static List<String> differences(ResultSet row) throws SQLException {
        var differences = new ArrayList<String>();
        for (var field : List.of("milestone", "amount", "settled")) if (row.getBoolean(field)) differences.add(field);
        return differences;
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
