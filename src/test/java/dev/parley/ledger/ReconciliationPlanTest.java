package dev.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ParleyTest;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The report by day reads ranges of indexes, however much has ever moved. */
@ParleyTest
class ReconciliationPlanTest {
    @Autowired
    EmbeddedPostgres postgres;

    @ParameterizedTest
    @CsvSource({
        "0, transfer_at, transfer",
        "1, transfer_order_ordered, transfer_order",
        "2, account_in_escrow, account",
        "2, account_beside_escrow, account"
    })
    @DisplayName("ESC-6 the report reads its own days by an index, and of the accounts those that hold something")
    void ranges(int query, String index, String table) throws SQLException {
        var plan = plan(Reconciliation.QUERIES.get(query));

        assertThat(plan).contains(index).doesNotContain("Seq Scan on " + table + " ");
    }

    /** As it is without the accounts' key, which serves as well while there are few, but reads those that are empty too. */
    private String plan(String query) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection()) {
            connection.setAutoCommit(false);
            var owner = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            for (var statement : List.of(
                    "set local role parley_owner",
                    "set local search_path = parley",
                    "set local enable_seqscan = off",
                    "alter table account drop constraint account_kind_ref_currency_key"))
                owner.sql(statement).update();
            var plan = owner.sql("explain " + query)
                    .param("from", "2999-01-01T00:00:00Z")
                    .param("until", "2999-02-01T00:00:00Z")
                    .param("system", "contracts")
                    .query(String.class)
                    .list();
            connection.rollback();
            return String.join("\n", plan);
        }
    }
}
