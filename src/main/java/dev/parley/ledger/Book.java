package dev.parley.ledger;

import dev.parley.shared.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the book: where money is, and how it came there. Only the {@link Ledger} moves any. */
@Component
public class Book {
    /** The sums of what is no milestone's escrow any more. */
    private static final String ELSEWHERE = """
            coalesce(sum(balance) filter (where kind = 'PAID_OUT'), 0) as paid_out,
            coalesce(sum(balance) filter (where kind = 'REFUNDED'), 0) as refunded,
            coalesce(sum(balance) filter (where kind = 'FEE'), 0) as fees,
            coalesce(sum(balance) filter (where kind = 'ARBITRATION_HELD'), 0) as arbitration_held,
            coalesce(sum(balance) filter (where kind = 'ARBITRATION_RETURNED'), 0) as arbitration_returned,
            coalesce(sum(balance) filter (where kind = 'ARBITRATION_PASSED'), 0) as arbitration_passed
            """;

    private final JdbcClient db;

    Book(JdbcClient db) {
        this.db = db;
    }

    /** The service fee that a release of this gross amount would take now: shown before consent (ESC-4). */
    public Money feeFor(Escrow escrow, Money gross, BigDecimal feeRate) {
        return escrow.money(db.sql("select ledger_fee(?, ?, ?, ?)")
                .params(escrow.contract(), escrow.currency().getCurrencyCode(), escrow.minor(gross), feeRate)
                .query(Long.class)
                .single());
    }

    /** All movements caused on the milestone, oldest first. */
    public List<Transfer> transfers(UUID milestone) {
        return db.sql("select * from transfer_posted where milestone = ? order by id")
                .param(milestone)
                .query(Rows::transfer)
                .list();
    }

    public Balances balances(Escrow escrow) {
        return db.sql("""
                        select ledger_frozen(:milestone) as frozen,
                               coalesce(sum(balance) filter (where kind = 'FREE' and ref = :milestone), 0) as free,
                               coalesce(sum(balance) filter (where kind = 'HELD' and ref in
                                   (select id from hold where milestone = :milestone)), 0) as held,
                               """ + ELSEWHERE + """
                        from account where contract = :contract and currency = :currency
                        """)
                .param("milestone", escrow.milestone())
                .param("contract", escrow.contract())
                .param("currency", escrow.currency().getCurrencyCode())
                .query((row, n) -> Rows.balances(row, escrow))
                .single();
    }

    /** The whole book, one row a currency (ESC-6). Reads every account: for reports, not for acts. */
    public List<Position> position() {
        return db.sql("""
                        select currency, -sum(balance) filter (where kind = 'WORLD') as money_in,
                               coalesce(sum(balance) filter (where kind = 'FREE'), 0) as free,
                               coalesce(sum(balance) filter (where kind = 'HELD'), 0) as held,
                               coalesce(-sum(balance) filter (where kind = 'RECEIVABLE'), 0) as receivable,
                               """ + ELSEWHERE + """
                        from account group by currency order by currency
                        """).query(Rows::position).list();
    }
}
