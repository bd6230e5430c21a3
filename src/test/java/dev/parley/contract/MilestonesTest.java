package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.shared.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

@ParleyTest
class MilestonesTest {
    @LocalServerPort
    int port;

    @Autowired
    Milestones milestones;

    @Autowired
    JdbcClient db;

    @Autowired
    PlatformTransactionManager transactions;

    @Test
    @DisplayName("DIS-12 an act locks its milestone and nothing that others share: neither the contract nor a party")
    void locksItsRowAlone() {
        var milestone = new Api(port).fundedMilestone(Money.of(100, "USD"));
        new TransactionTemplate(transactions).executeWithoutResult(locking -> {
            assertThat(milestones.lock(milestone)).isPresent();
            assertThat(free("milestone", "id = ?", milestone)).isZero();
            assertThat(free("contract", "id = (select contract_id from milestone where id = ?)", milestone))
                    .isEqualTo(1);
            assertThat(free(
                            "party",
                            "id in (select client_id from contract where id ="
                                    + " (select contract_id from milestone where id = ?))",
                            milestone))
                    .isEqualTo(1);
        });
    }

    /** How many of the rows somebody else could lock now. */
    private int free(String table, String which, Object milestone) {
        var another = new TransactionTemplate(transactions);
        another.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return another.execute(
                trying -> db.sql("select id from " + table + " where " + which + " for update skip locked")
                        .param(milestone)
                        .query()
                        .listOfRows()
                        .size());
    }
}
