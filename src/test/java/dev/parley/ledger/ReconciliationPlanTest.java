package dev.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ParleyTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The report by day reads ranges of indexes, however much has ever moved. */
@ParleyTest
class ReconciliationPlanTest {
    @Autowired
    JdbcClient db;

    @Autowired
    TransactionOperations transaction;

    @ParameterizedTest
    @CsvSource({
        "0, transfer_at, transfer",
        "1, transfer_order_ordered, transfer_order",
        "2, account_in_escrow, account",
        "2, account_beside_escrow, account"
    })
    @DisplayName("ESC-6 the report reads its own days by an index, and of the accounts those that hold something")
    void ranges(int query, String index, String table) {
        var plan = transaction.execute(status -> {
            db.sql("set local enable_seqscan = off").update();
            return String.join(
                    "\n",
                    db.sql("explain " + Reconciliation.QUERIES.get(query))
                            .param("from", "2999-01-01T00:00:00Z")
                            .param("until", "2999-02-01T00:00:00Z")
                            .param("system", "contracts")
                            .query(String.class)
                            .list());
        });

        assertThat(plan).contains(index).doesNotContain("Seq Scan on " + table + " ");
    }
}
