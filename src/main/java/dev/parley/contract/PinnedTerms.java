package dev.parley.contract;

import dev.parley.shared.Side;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The terms that something was pinned to: rows that never change, so each is read once per node (TER-2). */
@Component
public class PinnedTerms {
    private final JdbcClient db;
    private final TransactionTemplate ownTransaction;
    private final Map<Key, Terms> known = new ConcurrentHashMap<>();

    PinnedTerms(JdbcClient db, PlatformTransactionManager transactions) {
        this.db = db;
        this.ownTransaction = new TransactionTemplate(transactions);
        ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    private record Key(String version, ContractKind kind, Currency currency) {
        static Key of(Terms terms) {
            return new Key(terms.version(), terms.contractKind(), terms.currency());
        }
    }

    /**
     * Keeps the row, if it is new: in a transaction of its own, since a row once known here must be there for all. A
     * row that says something else under the same version is an error of whoever changed the table: it fails, and
     * nothing is pinned to it.
     */
    public Terms pin(Terms terms) {
        var kept = known.computeIfAbsent(
                Key.of(terms),
                key -> ownTransaction.execute(inForce -> {
                    insert(terms);
                    return read(key).orElseThrow();
                }));
        if (!same(kept, terms))
            throw new IllegalStateException(
                    "the terms " + terms.version() + " were changed without a new version: " + terms);
        return kept;
    }

    public Terms of(String version, Contract contract) {
        var key = new Key(version, contract.kind(), contract.currency());
        return known.computeIfAbsent(key, missing -> read(missing).orElseThrow());
    }

    private static boolean same(Terms kept, Terms now) {
        return kept.serviceFeeRate().compareTo(now.serviceFeeRate()) == 0 && kept.equals(withRate(now, kept));
    }

    /** A rate's scale is the database's; its value was compared before. */
    private static Terms withRate(Terms now, Terms kept) {
        return new Terms(
                now.version(),
                now.contractKind(),
                now.currency(),
                kept.serviceFeeRate(),
                now.reviewDays(),
                now.claimDays(),
                now.responseBusinessDays(),
                now.proposalDays(),
                now.reassignmentDays(),
                now.decisionDays(),
                now.electionDays(),
                now.awardReminderDays(),
                now.awardReminderEveryDays(),
                now.outageHours(),
                now.undeliveredBusinessDays(),
                now.firstReminderHours(),
                now.lastReminderHours(),
                now.earlierCaseDays(),
                now.arbitrationShareMinor(),
                now.nobodyElects(),
                now.oneElects());
    }

    private void insert(Terms t) {
        db.sql("insert into terms values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) on conflict do nothing")
                .params(
                        t.version(),
                        t.contractKind().name(),
                        t.currency().getCurrencyCode(),
                        t.serviceFeeRate(),
                        t.reviewDays(),
                        t.claimDays(),
                        t.responseBusinessDays(),
                        t.proposalDays(),
                        t.reassignmentDays(),
                        t.decisionDays(),
                        t.electionDays(),
                        t.awardReminderDays(),
                        t.awardReminderEveryDays(),
                        t.arbitrationShareMinor(),
                        t.nobodyElects().name(),
                        t.oneElects(),
                        t.outageHours(),
                        t.undeliveredBusinessDays(),
                        t.firstReminderHours(),
                        t.lastReminderHours(),
                        t.earlierCaseDays())
                .update();
    }

    private Optional<Terms> read(Key key) {
        return db.sql("select * from terms where version = ? and contract_kind = ? and currency = ?")
                .params(key.version(), key.kind().name(), key.currency().getCurrencyCode())
                .query((row, n) -> new Terms(
                        row.getString("version"),
                        ContractKind.valueOf(row.getString("contract_kind")),
                        Currency.getInstance(row.getString("currency")),
                        row.getBigDecimal("service_fee_rate"),
                        row.getInt("review_days"),
                        row.getInt("claim_days"),
                        row.getInt("response_business_days"),
                        row.getInt("proposal_days"),
                        row.getInt("reassignment_days"),
                        row.getInt("decision_days"),
                        row.getInt("election_days"),
                        row.getInt("award_reminder_days"),
                        row.getInt("award_reminder_every_days"),
                        row.getInt("outage_hours"),
                        row.getInt("undelivered_business_days"),
                        row.getInt("first_reminder_hours"),
                        row.getInt("last_reminder_hours"),
                        row.getInt("earlier_case_days"),
                        row.getLong("arbitration_share_minor"),
                        Side.valueOf(row.getString("nobody_elects")),
                        row.getString("one_elects")))
                .optional();
    }
}
