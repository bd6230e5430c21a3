package dev.parley.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.StatementCounter;
import dev.parley.delivery.Sender;
import dev.parley.proof.Copy;
import dev.parley.proof.Crowd;
import dev.parley.proof.Effort;
import dev.parley.proof.Plans;
import dev.parley.sandbox.SandboxClock;
import dev.parley.shared.Money;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * However many cases wait, an act reads its own: each statement of each act is sent again among 100,000 waiting cases, and
 * what it examines is counted. The cases are in a copy of the tests' database, which stays as it is. Left out is what
 * counts all that is open, by its nature: the meters, read at most every ten seconds, and the audit.
 */
@ParleyTest
class PlansTest {
    private static final Money AMOUNT = Money.of(100_000, "USD");
    private static final Money PART = Money.of(60_000, "USD");
    private static final String CLOSING = "select close_finished(0, 'infinity', 25)";
    private static final Duration LONGER_THAN_ANY_WINDOW = Duration.ofDays(60);
    private static final int WAITING = Effort.of("waiting", 100_000);

    @LocalServerPort
    int port;

    @Autowired
    EmbeddedPostgres postgres;

    @Autowired
    JdbcClient db;

    @Autowired
    Sender sender;

    @Autowired
    WatchdogLoop watchdog;

    @Autowired
    ManagementService management;

    @Autowired
    ProcessEngine engine;

    @Autowired
    SandboxClock sandbox;

    private Api api = new Api(0);

    @BeforeEach
    void call() {
        api = new Api(port);
    }

    @Test
    @DisplayName("DESIGN no act, list or loop examines rows in proportion to the cases that wait")
    void examinesItsOwn() throws SQLException, IOException {
        var forResponse = api.openCase(AMOUNT);
        var forProposal = mediated();
        var acts = acts();
        sender.sendDue();
        ok(api.get("/events"));
        try (var copy = new Copy(postgres);
                var connection = copy.connect()) {
            var plans = new Plans(connection);
            var toClose = plans.pages(CLOSING);
            Crowd.of(contract(forResponse), WAITING / 2, connection);
            Crowd.of(contract(forProposal), WAITING / 2, connection);
            var found = new ArrayList<String>();
            acts.forEach((act, run) -> found.addAll(plans.of(act, StatementCounter.sent(run))));
            assertThat(found).isEmpty();
            assertThat(plans.pages(CLOSING)).isBetween(1L, 2 * toClose);
        }
    }

    private Map<String, Runnable> acts() {
        var acts = new LinkedHashMap<String, Runnable>();
        addReview(acts);
        addResponse(acts);
        addMediation(acts);
        addReading(acts);
        addLoops(acts);
        return acts;
    }

    private void addReview(Map<String, Runnable> acts) {
        var funded = api.fundedMilestone(AMOUNT);
        var extended = api.fundedMilestone(AMOUNT);
        var changed =
                api.submit(api.fundedMilestone(AMOUNT), AMOUNT).expect(201).id();
        var approved =
                api.submit(api.fundedMilestone(AMOUNT), AMOUNT).expect(201).id();
        var disputed = api.fundedMilestone(AMOUNT);
        api.submit(disputed, AMOUNT).expect(201);
        var ended = api.fundedMilestone(AMOUNT);
        acts.put("register", () -> ok(api.register("DIRECT", "USD", "America/New_York", "US-NY", 1000)));
        acts.put("deposit", () -> ok(api.deposit(extended, AMOUNT)));
        acts.put("submit", () -> ok(api.submit(funded, AMOUNT)));
        acts.put("request changes", () -> ok(api.requestChanges(changed, "Blue, please.")));
        acts.put("approve", () -> ok(api.approve(approved)));
        acts.put("file", () -> ok(api.file(disputed, AMOUNT)));
        acts.put("end contract", () -> ok(api.endContract(contractOf(ended), "CLIENT")));
    }

    private void addResponse(Map<String, Runnable> acts) {
        var updated = api.openCase(AMOUNT);
        var approved = api.openCase(AMOUNT);
        var declined = api.openCase(AMOUNT);
        var withdrawn = api.openCase(AMOUNT);
        var offered = api.openCase(AMOUNT);
        var settled = api.openCase(AMOUNT);
        ok(api.offer(settled, "CLIENT", PART));
        acts.put("update", () -> ok(api.update(updated, PART, "Less.")));
        acts.put("approve request", () -> ok(api.approveRequest(approved, 1)));
        acts.put("decline", () -> ok(api.decline(declined, 1)));
        acts.put("withdraw", () -> ok(api.withdraw(withdrawn)));
        acts.put("offer", () -> ok(api.offer(offered, "CLIENT", PART)));
        acts.put("settle", () -> ok(api.accept(settled, "FREELANCER", 1)));
    }

    private void addMediation(Map<String, Runnable> acts) {
        var proposed = mediated();
        var handedBack = mediated();
        var first = decided();
        var second = decided();
        var rejected = decided();
        api.decide(second, "CLIENT", 1, "ACCEPT").expect(200);
        acts.put("propose", () -> ok(api.as(mediator(proposed)).propose(proposed, PART)));
        acts.put("hand back", () -> ok(api.as(mediator(handedBack)).handBack(handedBack, "Holiday.")));
        acts.put("accept first", () -> ok(api.decide(first, "CLIENT", 1, "ACCEPT")));
        acts.put("accept second", () -> ok(api.decide(second, "FREELANCER", 1, "ACCEPT")));
        acts.put("reject", () -> ok(api.decide(rejected, "FREELANCER", 1, "REJECT")));
    }

    private void addReading(Map<String, Runnable> acts) {
        var open = api.openCase(AMOUNT);
        var milestone = milestoneOf(open);
        for (var path : List.of(
                "/disputes/" + open,
                "/disputes/" + open + "/timeline",
                "/disputes/" + open + "/deadlines",
                "/disputes/" + open + "/notices",
                "/disputes/" + open + "/ledger",
                "/milestones/" + milestone,
                "/milestones/" + milestone + "/notices",
                "/contracts/" + contract(open),
                "/contracts/" + contract(open) + "/transfers",
                "/contracts",
                "/disputes",
                "/disputes?stage=MEDIATION",
                "/reviews",
                "/reviews?state=OPEN",
                "/events")) acts.put("GET " + path, () -> ok(api.get(path)));
        acts.put("GET /disputes/waiting", () -> ok(api.as("mia").get("/disputes/waiting")));
        for (var path : List.of(
                "/notices?state=FAILED",
                "/operations/windows",
                "/operations/cases?search=P-000001",
                "/operations/cases?search=nobody-knows-it",
                "/operations/money"))
            acts.put("GET " + path, () -> ok(api.as("otto").get(path)));
    }

    private void addLoops(Map<String, Runnable> acts) {
        var review = api.submit(api.fundedMilestone(AMOUNT), AMOUNT).expect(201).id();
        acts.put("acquire", this::acquire);
        acts.put("acquire when all are due", () -> {
            var ahead =
                    Duration.between(Instant.now(), ClockUtil.getCurrentTime().toInstant());
            ClockUtil.offset(ahead.plus(LONGER_THAN_ANY_WINDOW).toMillis());
            try {
                acquire();
            } finally {
                ClockUtil.offset(ahead.toMillis());
            }
        });
        acts.put("send", sender::sendDue);
        acts.put("watch", watchdog::look);
        acts.put("wake", () -> {
            var timer = management
                    .createJobQuery()
                    .processInstanceId(instance(review))
                    .singleResult();
            sandbox.moveTo(timer.getDuedate().toInstant());
            management.executeJob(timer.getId());
        });
    }

    private void acquire() {
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(context -> context.getJobManager().findNextJobsToExecute(new Page(0, 3)));
    }

    private static void ok(Api.Response response) {
        assertThat(response.status()).as(response.text()).isBetween(200, 299);
    }

    private UUID mediated() {
        var dispute = api.openCase(AMOUNT);
        api.decline(dispute, 1).expect(200);
        return dispute;
    }

    private UUID decided() {
        var dispute = mediated();
        api.as(mediator(dispute)).propose(dispute, PART).expect(200);
        return dispute;
    }

    private String mediator(UUID dispute) {
        return one("select mediator from assignment where case_id = ? and ended_at is null", dispute);
    }

    private UUID milestoneOf(UUID dispute) {
        return UUID.fromString(one("select milestone_id::text from dispute where id = ?", dispute));
    }

    private UUID contract(UUID dispute) {
        return contractOf(milestoneOf(dispute));
    }

    private UUID contractOf(UUID milestone) {
        return UUID.fromString(one("select contract_id::text from milestone where id = ?", milestone));
    }

    private String instance(UUID review) {
        return one("select proc_inst_id_ from camunda.act_ru_execution where business_key_ = ?::text", review);
    }

    private String one(String sql, UUID id) {
        return db.sql(sql).param(id).query(String.class).single();
    }
}
