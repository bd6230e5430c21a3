package dev.parley.contract;

import dev.parley.shared.Clock;
import dev.parley.shared.Ids;
import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The deposits that landed, by the contracts system's own ids: a repeat is harmless, a contradiction is refused. */
@Component
public class Deposits {
    private final JdbcClient db;
    private final Clock clock;

    Deposits(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** True if the deposit is new; false if this very deposit landed before. The milestone's row is locked. */
    public boolean landed(Milestone milestone, String externalId, Money amount) {
        var system = milestone.contract().system();
        var before = db.sql("select milestone_id = ? and amount_minor = ? from deposit"
                        + " where system = ? and external_id = ?")
                .params(milestone.id(), amount.minor(), system, externalId)
                .query(Boolean.class)
                .optional();
        if (before.isPresent() && !before.get())
            throw Refused.conflict(
                    "deposit-contradicted", externalId + " landed before with another amount or milestone");
        if (before.isEmpty())
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
        return before.isEmpty();
    }
}
