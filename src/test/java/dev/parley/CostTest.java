package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.StatementCounter.Cost;
import dev.parley.contract.ContractKind;
import dev.parley.contract.Milestones;
import dev.parley.contract.PartyDetails;
import dev.parley.contract.Registration;
import dev.parley.delivery.Sender;
import dev.parley.dispute.DeclineReason;
import dev.parley.dispute.Ground;
import dev.parley.mediation.Assignments;
import dev.parley.mediation.ReasonCode;
import dev.parley.process.ContractActs;
import dev.parley.process.DisputeActs;
import dev.parley.process.MediationActs;
import dev.parley.process.ReviewActs;
import dev.parley.sandbox.SandboxClock;
import dev.parley.shared.Actor;
import dev.parley.shared.Money;
import dev.parley.shared.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What each act costs: commits exactly, statements of the domain and of the engine and round trips as recorded in {@code
 * cost.properties}. A change that needs more has to raise the figure there, for all to see; one that needs less lowers it.
 */
@ParleyTest
class CostTest {
    private static final Path LISTED = Path.of("src", "docs", "statements.md");
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| .+ \\|");
    private static final Pattern WRITES =
            Pattern.compile("(?i)(?<!for |key )(insert into|update|delete from) (?:parley\\.)?(?!of )([a-z_]+)");
    private static final Pattern CALLS = Pattern.compile("(?i)^select (?:\\* from )?(?:parley\\.)?([a-z_]+)\\(");
    private static final Pattern READS =
            Pattern.compile("(?i)(?:from|join) (?:parley\\.)?(?!clock)([a-z_]+)\\b(?!\\()");
    private static final Money AMOUNT = Money.of(100_000, "USD");
    private static final Actor CONTRACTS = Actor.contractsSystem("contracts");

    @Autowired
    ContractActs contracts;

    @Autowired
    ReviewActs reviews;

    @Autowired
    DisputeActs disputes;

    @Autowired
    MediationActs mediation;

    @Autowired
    Assignments assignments;

    @Autowired
    Milestones milestones;

    @Autowired
    RuntimeService runtime;

    @Autowired
    ManagementService management;

    @Autowired
    SandboxClock sandbox;

    @Autowired
    Sender sender;

    @Autowired
    JdbcClient db;

    private final Map<String, Cost> costs = new LinkedHashMap<>();
    private final Map<String, List<Sent>> sent = new LinkedHashMap<>();
    private UUID subject = new UUID(0, 0);

    /** Caches of terms, models and statements are filled before anything counts. */
    @BeforeEach
    void warm() {
        approvedReview();
        resolvedDispute();
        silentReview();
        costs.clear();
    }

    @Test
    @DisplayName(
            "DESIGN a dispute from filing to its resolution is five commits, every other act one; a timer 20 round trips; statements as recorded")
    void costs() throws IOException {
        approvedReview();
        resolvedDispute();
        silentReview();
        var dispute = List.of("file", "decline", "propose", "accept-first", "accept-second");
        assertThat(dispute.stream()
                        .mapToInt(act -> Objects.requireNonNull(costs.get(act)).commits())
                        .sum())
                .isEqualTo(5);
        assertThat(costs)
                .allSatisfy((act, cost) -> assertThat(cost.commits()).as(act).isEqualTo(1));
        assertThat(statements()).isEqualTo(recorded());
        assertThat(Objects.requireNonNull(costs.get("timer")).roundTrips()).isLessThanOrEqualTo(20);
    }

    @Test
    @DisplayName(
            "DESIGN a life leaves no runtime row of the engine; of its history a dispute's four, its review's among them")
    void rowsLeft() {
        assertThat(grown(this::resolvedDispute)).isEqualTo(Map.of("act_hi_procinst", 3L, "act_hi_taskinst", 1L));
        assertThat(grown(this::approvedReview)).isEqualTo(Map.of("act_hi_procinst", 1L));
        assertThat(grown(this::silentReview)).isEqualTo(Map.of("act_hi_procinst", 1L));
    }

    @Test
    @DisplayName(
            "DESIGN each statement of the domain is listed with its reason, act by act in the order in which it is sent")
    void reasons() throws IOException {
        var found = new ArrayList<String>();
        sent.forEach((act, statements) -> {
            found.add("## " + act);
            statements.stream()
                    .filter(statement -> !statement.isEngine())
                    .map(statement -> inShort(statement.sql()))
                    .forEach(found::add);
        });
        assertThat(listed()).isEqualTo(found);
    }

    /** The headings and the first columns; each statement has a reason behind it. */
    private static List<String> listed() throws IOException {
        var listed = new ArrayList<String>();
        for (var line : Files.readAllLines(LISTED)) {
            var row = ROW.matcher(line);
            if (row.matches()) listed.add(row.group(1));
            else if (line.startsWith("## ")) listed.add(line);
        }
        return listed;
    }

    /** What it does to which tables, or the function that it calls. */
    private static String inShort(String statement) {
        var sql = statement.strip().replaceAll("\\s+", " ");
        var writes = WRITES.matcher(sql);
        if (writes.find()) return writes.group(1).toLowerCase(Locale.ROOT) + " " + writes.group(2);
        var calls = CALLS.matcher(sql);
        if (calls.find()) return calls.group(1);
        var tables = READS.matcher(sql)
                .results()
                .map(read -> read.group(1))
                .distinct()
                .collect(Collectors.joining(", "));
        return "select " + tables
                + (sql.contains(" for no key update") || sql.contains(" for update") ? " for update" : "");
    }

    /** By how many rows which tables of the engine have grown. */
    private Map<String, Long> grown(Runnable life) {
        var before = engineRows();
        life.run();
        var after = engineRows();
        after.replaceAll((table, rows) -> rows - before.getOrDefault(table, 0L));
        after.values().removeIf(rows -> rows == 0);
        return after;
    }

    private Map<String, Long> engineRows() {
        var rows = new LinkedHashMap<String, Long>();
        for (var table : db.sql("select tablename::text from pg_tables where schemaname = 'camunda'")
                .query(String.class)
                .list())
            rows.put(
                    table,
                    db.sql("select count(*) from camunda." + table)
                            .query(Long.class)
                            .single());
        return rows;
    }

    private void approvedReview() {
        var milestone = funded();
        count(
                "submit",
                () -> subject = reviews.submit(milestone, UUID.randomUUID().toString(), AMOUNT, "Done", CONTRACTS));
        count("approve", () -> reviews.approve(subject, CONTRACTS));
    }

    private void resolvedDispute() {
        var milestone = funded();
        reviews.submit(milestone, UUID.randomUUID().toString(), AMOUNT, "Done", CONTRACTS);
        count(
                "file",
                () -> subject = disputes.file(
                        milestone, Ground.PAYMENT_NOT_RELEASED, AMOUNT, "I delivered.", List.of(), CONTRACTS));
        count("decline", () -> disputes.decline(subject, 1, DeclineReason.QUALITY, "Not good.", List.of(), CONTRACTS));
        var mediator = Actor.staff(assignments.current(subject).orElseThrow());
        count(
                "propose",
                () -> mediation.propose(subject, "600.00", ReasonCode.QUALITY, "Half is good.", null, mediator));
        count("accept-first", () -> mediation.decide(subject, Side.CLIENT, 1, true, CONTRACTS));
        count("accept-second", () -> mediation.decide(subject, Side.FREELANCER, 1, true, CONTRACTS));
    }

    /** A review whose deadline passes; acquiring the timer's job is the engine's own, and is not counted here. */
    private void silentReview() {
        var milestone = funded();
        var review = reviews.submit(milestone, UUID.randomUUID().toString(), AMOUNT, "Done", CONTRACTS);
        var timer = management
                .createJobQuery()
                .processInstanceId(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(review.toString())
                        .singleResult()
                        .getId())
                .singleResult();
        sender.sendDue();
        sandbox.moveTo(timer.getDuedate().toInstant());
        count("timer", () -> management.executeJob(timer.getId()));
    }

    private UUID funded() {
        var fresh = UUID.randomUUID().toString();
        var client = new PartyDetails("c-" + fresh, "Clara", "clara@example.com", "Europe/Berlin", "DE-BE", false);
        var freelancer = new PartyDetails("f-" + fresh, "Fred", "fred@example.com", "America/New_York", "US", false);
        var details = List.of(new Registration.MilestoneDetails("m", "Home page", AMOUNT, Map.of()));
        var contract = contracts.register(
                new Registration(
                        "contracts",
                        fresh,
                        ContractKind.DIRECT,
                        AMOUNT.currency(),
                        "A website",
                        client,
                        freelancer,
                        details,
                        Map.of()),
                CONTRACTS);
        var milestone = milestones.of(contract).get(0).id();
        count("deposit", () -> contracts.deposit(milestone, fresh, AMOUNT, CONTRACTS));
        return milestone;
    }

    private void count(String act, Runnable run) {
        sent.put(act, StatementCounter.sent(() -> costs.put(act, StatementCounter.of(run))));
    }

    private Map<String, String> statements() {
        return costs.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        act -> "domain %d, engine %d, round trips %d"
                                .formatted(
                                        act.getValue().domain(),
                                        act.getValue().engine(),
                                        act.getValue().roundTrips())));
    }

    private static Map<String, String> recorded() throws IOException {
        var recorded = new Properties();
        try (var file = CostTest.class.getResourceAsStream("/cost.properties")) {
            recorded.load(file);
        }
        return recorded.stringPropertyNames().stream().collect(Collectors.toMap(act -> act, recorded::getProperty));
    }
}
