package dev.parley.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.process.Audit;
import dev.parley.shared.Clock;
import dev.parley.shared.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@ParleyTest
class ClosingTest {
    private static final Money AMOUNT = Money.of(100_000, "USD");

    @LocalServerPort
    int port;

    @Autowired
    Closing closing;

    @Autowired
    Journal journal;

    @Autowired
    Clock clock;

    @Autowired
    Audit audit;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient db;

    private Api api = new Api(0);
    private long before;

    @BeforeEach
    void begin() {
        api = new Api(port);
        before = db.sql("select coalesce(max(position), 0) from case_event")
                .query(Long.class)
                .single();
    }

    @AfterEach
    void audit() {
        assertThat(audit.findings()).isEmpty();
    }

    @Test
    @DisplayName("AUD-1 ESC-1 what is over is closed: its events and postings are moved unchanged, and read as before")
    void closes() {
        var dispute = settled();
        var milestone = milestoneOf(dispute);
        confirmAll(milestone);
        var told = told(dispute, milestone);

        closeAllSince(later());

        assertThat(rows("only case_event where stream in (?, ?)", dispute, milestone))
                .isZero();
        assertThat(rows("case_event where stream = ?", dispute)).isGreaterThan(2);
        assertThat(openPostings(milestone)).isZero();
        assertThat(told(dispute, milestone)).isEqualTo(told);
        assertThat(journal.verifies(dispute)).isTrue();
        assertThat(journal.verifies(milestone)).isTrue();
    }

    @Test
    @DisplayName(
            "AUD-1 ESC-7 a closed chain and a closed book go on: a deposit that comes back later is the next event")
    void goesOn() {
        var dispute = settled();
        var milestone = milestoneOf(dispute);
        confirmAll(milestone);
        closeAllSince(later());
        var events = journal.of(milestone).size();
        var deposit = db.sql("select external_id from deposit where milestone_id = ?")
                .param(milestone)
                .query(String.class)
                .single();

        api.chargeBack(milestone, deposit, Api.fresh("chargeback"), AMOUNT).expect(201);

        assertThat(journal.of(milestone).size()).isGreaterThan(events);
        assertThat(journal.verifies(milestone)).isTrue();
        assertThat(openPostings(milestone)).isEqualTo(2);
    }

    @Test
    @DisplayName("AUD-1 ESC-7 what is open, what is still to be paid and what happened of late stays where it is")
    void leavesTheRest() {
        var open = milestoneOf(api.openCase("DIRECT", AMOUNT));
        var unpaid = milestoneOf(settled());
        var late = milestoneOf(settled());
        confirmAll(late);

        closeAllSince(clock.now().minus(Duration.ofDays(1)));
        assertThat(openPostings(late)).isPositive();
        closeAllSince(later());

        assertThat(openPostings(late)).isZero();
        assertThat(openPostings(open)).isPositive();
        assertThat(openPostings(unpaid)).isPositive();
    }

    @Test
    @DisplayName("DESIGN closing waits for nobody: what somebody is at is left for the next time")
    void waitsForNobody() {
        var milestone = milestoneOf(settled());
        confirmAll(milestone);

        transaction.executeWithoutResult(held -> {
            db.sql("select from milestone where id = ? for no key update")
                    .param(milestone)
                    .query()
                    .listOfRows();
            aside(() -> closeAllSince(later()));
            assertThat(openPostings(milestone)).isPositive();
        });
        closeAllSince(later());

        assertThat(openPostings(milestone)).isZero();
    }

    private static void aside(Runnable work) {
        var thread = new Thread(work, "closing");
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** From what was begun in this test. */
    private void closeAllSince(Instant since) {
        db.sql("select number_events()").query().singleRow();
        var after = Optional.of(before);
        while (after.isPresent()) after = closing.step(after.get(), since);
    }

    private Instant later() {
        return clock.now().plusSeconds(3600);
    }

    private UUID settled() {
        var dispute = api.openCase("DIRECT", AMOUNT);
        api.offer(dispute, "FREELANCER", Money.of(60_000, "USD")).expect(200);
        api.accept(dispute, "CLIENT", 1).expect(200);
        return dispute;
    }

    private void confirmAll(UUID milestone) {
        for (var transfer : api.transfers(milestone))
            api.confirmTransfer(transfer.path("id").asText()).expect(200);
    }

    private List<String> told(UUID dispute, UUID milestone) {
        return List.of(
                api.get("/disputes/" + dispute + "/timeline").expect(200).text(),
                api.get("/disputes/" + dispute).expect(200).text(),
                api.milestone(milestone).expect(200).text(),
                api.transfers(milestone).toString());
    }

    private UUID milestoneOf(UUID dispute) {
        return UUID.fromString(api.dispute(dispute).at("/milestone"));
    }

    private int openPostings(UUID milestone) {
        return rows("only posting p join transfer t on t.id = p.transfer where t.milestone = ?", milestone);
    }

    private int rows(String of, UUID... ids) {
        return db.sql("select count(*) from " + of)
                .params((Object[]) ids)
                .query(Integer.class)
                .single();
    }
}
