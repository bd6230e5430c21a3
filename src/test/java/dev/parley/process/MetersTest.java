package dev.parley.process;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.delivery.Sender;
import dev.parley.sandbox.SandboxClock;
import dev.parley.shared.Clock;
import dev.parley.shared.Money;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.ManagementService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** What a scraper reads, before and after something happens: other tests leave things behind. */
@ParleyTest
class MetersTest {
    private static final Money AMOUNT = Money.of(70_000, "EUR");

    @LocalServerPort
    int port;

    @Autowired
    TestRestTemplate http;

    @Autowired
    ManagementService engine;

    @Autowired
    WatchdogLoop loop;

    @Autowired
    Sender sender;

    @Autowired
    SandboxClock sandbox;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient db;

    @Autowired
    TransactionOperations transaction;

    private Api api;
    private Map<String, Double> before = Map.of();

    @BeforeEach
    void read() {
        api = new Api(port);
        before = scrape();
    }

    @AfterEach
    void sent() {
        sender.sendDue();
    }

    @Test
    @DisplayName("DOR-2 money in escrow is measured by currency, free and on hold, in minor units")
    void escrow() {
        var milestone = api.fundedMilestone(AMOUNT);
        assertThat(grown("parley_escrow_minor_units{account=\"free\",currency=\"EUR\"}"))
                .isEqualTo(70_000);

        api.submit(milestone, AMOUNT).expect(201);
        var dispute = api.file(milestone, Money.of(50_000, "EUR")).expect(201).id();
        assertThat(grown("parley_escrow_minor_units{account=\"free\",currency=\"EUR\"}"))
                .isEqualTo(20_000);
        assertThat(grown("parley_escrow_minor_units{account=\"held\",currency=\"EUR\"}"))
                .isEqualTo(50_000);

        api.approveRequest(dispute, 1).expect(200);
        assertThat(grown("parley_escrow_minor_units{account=\"held\",currency=\"EUR\"}"))
                .isZero();
    }

    @Test
    @DisplayName("DOR-2 open cases are measured by what they wait for, and closed ones are not counted")
    void cases() {
        var dispute = api.openCase(AMOUNT);
        assertThat(grown("parley_open_cases{stage=\"response\"}")).isEqualTo(1);

        api.decline(dispute, 1).expect(200);
        assertThat(grown("parley_open_cases{stage=\"response\"}")).isZero();
        assertThat(grown("parley_open_cases{stage=\"mediation\"}")).isEqualTo(1);

        api.withdraw(dispute).expect(200);
        assertThat(grown("parley_open_cases{stage=\"mediation\"}")).isZero();
        assertThat(scrape()).doesNotContainKey("parley_open_cases{stage=\"closed\"}");
    }

    @Test
    @DisplayName("DOR-2 deliveries are measured by whether they wait, are due or failed, with the age of the oldest")
    void deliveries() {
        sender.sendDue();
        before = scrape();
        var milestone = api.fundedMilestone(AMOUNT);
        var review = api.submit(milestone, AMOUNT).expect(201).id();
        assertThat(grown("parley_deliveries{state=\"due\"}")).isPositive();
        assertThat(grown("parley_deliveries{state=\"waiting\"}"))
                .as("reminders")
                .isPositive();
        sandbox.moveTo(clock.now().plus(Duration.ofHours(1)));
        assertThat(scrape().get("parley_deliveries_oldest_seconds")).isBetween(3600.0, 3700.0);

        sender.sendDue();
        assertThat(scrape())
                .containsEntry("parley_deliveries{state=\"due\"}", 0.0)
                .containsEntry("parley_deliveries_oldest_seconds", 0.0);
        var notice = db.sql("select id::text from delivery where milestone_id = ? and state = 'ACCEPTED' limit 1")
                .param(milestone)
                .query(String.class)
                .single();
        api.bounce(notice, "550 unknown").expect(200);
        assertThat(grown("parley_deliveries{state=\"failed\"}")).isEqualTo(1);
        api.approve(review).expect(200);
    }

    @Test
    @DisplayName("ESC-5 ESC-7 money that waits is measured by why it does, with the age of the oldest")
    void money() {
        var milestone = api.fundedMilestone(AMOUNT);
        api.deposit(milestone, "D-" + milestone, AMOUNT).expect(200);
        api.approve(api.submit(milestone, AMOUNT).expect(201).id()).expect(200);
        assertThat(grown("parley_money_items{state=\"unanswered\"}")).isEqualTo(1);
        api.refuseTransfer(api.transfers(milestone).get(0).path("id").asText(), "no account")
                .expect(200);
        assertThat(grown("parley_money_items{state=\"unanswered\"}")).isZero();
        assertThat(grown("parley_money_items{state=\"failed\"}")).isEqualTo(1);

        var chargeback = api.chargeBack(milestone, "D-" + milestone, "C-1", AMOUNT)
                .expect(201)
                .id();
        assertThat(grown("parley_money_items{state=\"frozen\"}")).isEqualTo(1);
        api.approve(api.submit(milestone, AMOUNT).expect(201).id()).expect(200);
        assertThat(grown("parley_money_items{state=\"waiting\"}")).isEqualTo(1);
        sandbox.moveTo(clock.now().plus(Duration.ofHours(1)));
        assertThat(scrape().get("parley_money_oldest_seconds")).isGreaterThanOrEqualTo(3600.0);
        api.reinstate(chargeback).expect(200);
        assertThat(grown("parley_money_items{state=\"frozen\"}")).isZero();

        api.deposit(milestone, "E-" + milestone, Money.of(1, "USD")).expect(202);
        assertThat(grown("parley_money_items{state=\"pending\"}")).isEqualTo(1);
    }

    @Test
    @DisplayName("DOR-2 an alarm that is late, failed or suspended is measured, and its window once it is overdue")
    void alarms() {
        var review = api.submit(api.fundedMilestone(AMOUNT), AMOUNT).expect(201).id();
        assertThat(grown("parley_windows{state=\"open\"}")).isEqualTo(1);
        var timer = engine.createJobQuery().timers().list().stream()
                .filter(job -> job.getProcessInstanceId().equals(instance(review.toString())))
                .findFirst()
                .orElseThrow();

        engine.setJobDuedate(timer.getId(), Date.from(clock.now().minusSeconds(600)));
        assertThat(grown("parley_jobs{state=\"due\"}")).isEqualTo(1);
        assertThat(scrape().get("parley_timers_lateness_seconds")).isGreaterThanOrEqualTo(600);
        engine.setJobRetries(timer.getId(), 0);
        assertThat(grown("parley_jobs{state=\"due\"}")).isZero();
        assertThat(grown("parley_jobs{state=\"failed\"}")).isEqualTo(1);
        assertThat(grown("parley_incidents")).isEqualTo(1);
        engine.setJobRetries(timer.getId(), 1);
        engine.suspendJobById(timer.getId());
        assertThat(grown("parley_jobs{state=\"suspended\"}")).isEqualTo(1);
        engine.activateJobById(timer.getId());
        engine.setJobDuedate(timer.getId(), timer.getDuedate());
        api.approve(review).expect(200);
        assertThat(grown("parley_windows{state=\"open\"}")).isZero();
    }

    @Test
    @DisplayName("DEA-3 what the watchdog repairs and can't repair is measured, and how long ago the audit was")
    void watchdog() {
        var review = api.submit(api.fundedMilestone(AMOUNT), AMOUNT).expect(201).id();
        api.advance("P13DT12H").expect(200);
        var timer = engine.createJobQuery().timers().list().stream()
                .filter(job -> job.getProcessInstanceId().equals(instance(review.toString())))
                .findFirst()
                .orElseThrow();

        engine.setJobDuedate(timer.getId(), new Date(timer.getDuedate().getTime() + 86_400_000));
        loop.look();
        assertThat(grown("parley_watchdog_repairs_total")).isEqualTo(1);
        engine.suspendJobById(timer.getId());
        loop.look();
        assertThat(scrape()).containsEntry("parley_watchdog_windows", 1.0);
        engine.activateJobById(timer.getId());
        api.approve(review).expect(200);
        loop.look();
        loop.audit();
        assertThat(scrape())
                .containsEntry("parley_watchdog_windows", 0.0)
                .containsEntry("parley_audit_findings", (double) loop.findings().size());
        assertThat(scrape().get("parley_audit_age_seconds")).isBetween(0.0, 60.0);
    }

    @Test
    @DisplayName("DOR-2 every meter of ours says what it measures")
    void described() {
        var words = text("metrics")
                .lines()
                .filter(line -> line.startsWith("# ") && line.contains(" parley_"))
                .map(line -> line.split(" ", 4))
                .collect(groupingBy(line -> line[1], toMap(line -> line[2], line -> line.length > 3 ? line[3] : "")));

        assertThat(words.get("TYPE")).hasSizeGreaterThan(10);
        assertThat(words.get("HELP"))
                .containsOnlyKeys(requireNonNull(words.get("TYPE")).keySet())
                .allSatisfy((meter, said) -> assertThat(said).as(meter).isNotBlank());
    }

    @ParameterizedTest
    @CsvSource({
        "0, dispute, dispute_open",
        "1, deadline, deadline_o",
        "3, delivery, delivery_due",
        "3, delivery, delivery_failed",
        "4, account, account_in_escrow",
        "5, webhook_delivery, webhook_delivery_open",
        "6, transfer_order, transfer_order_unanswered",
        "6, transfer_order, transfer_order_stuck",
        "6, chargeback, chargeback_open",
        "6, pending_deposit, pending_deposit_open"
    })
    @DisplayName("DOR-2 what is closed is not read for the metrics: there is an index of what is open, and it is used")
    void readsWhatIsOpen(int query, String table, String index) {
        var plan = transaction.execute(status -> {
            db.sql("set local enable_seqscan = off").update();
            return String.join(
                    "\n",
                    db.sql("explain " + Readings.QUERIES.get(query))
                            .query(String.class)
                            .list());
        });

        assertThat(plan).contains(index).doesNotContain("Seq Scan on " + table);
    }

    private double grown(String meter) {
        return scrape().getOrDefault(meter, 0.0) - before.getOrDefault(meter, 0.0);
    }

    private Map<String, Double> scrape() {
        var meters = new TreeMap<String, Double>();
        for (var line : text("metrics").lines().toList())
            if (line.startsWith("parley_"))
                meters.put(
                        line.substring(0, line.lastIndexOf(' ')),
                        Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)));
        return meters;
    }

    private String text(String user) {
        return http.withBasicAuth(user, "sandbox").getForObject("/actuator/prometheus", String.class);
    }

    private String instance(String businessKey) {
        return db.sql("select proc_inst_id_ from camunda.act_ru_execution where business_key_ = ?")
                .param(businessKey)
                .query(String.class)
                .single();
    }
}
