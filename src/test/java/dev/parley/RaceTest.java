package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api.Response;
import dev.parley.process.Audit;
import dev.parley.process.EngineClock;
import dev.parley.proof.Effort;
import dev.parley.sandbox.SandboxClock;
import dev.parley.shared.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Several at once, from one barrier: one winner, the others are told so with the state as it is, and the money moves
 * once. On a database of its own: it lets years pass.
 */
@ParleyTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RaceTest {
    private static final int KINDS = 16;
    private static final int ROUNDS = Effort.of("races", 500);
    private static final long SEED = Effort.seed();
    private static final Money AMOUNT = Money.of(50_000, "USD");
    private static final Money LESS = Money.of(40_000, "USD");

    @DynamicPropertySource
    static void ownDatabase(DynamicPropertyRegistry properties) {
        properties.add("parley.sandbox.data", () -> "target/race-test");
    }

    @LocalServerPort
    int port;

    @Autowired
    EngineClock engine;

    @Autowired
    SandboxClock sandbox;

    @Autowired
    ManagementService management;

    @Autowired
    Audit audit;

    private final Random random = new Random(SEED);
    private Api api;
    private Duration ahead;

    @BeforeAll
    void connect() {
        api = new Api(port);
        ahead = Duration.between(Instant.now(), ClockUtil.getCurrentTime().toInstant());
        sandbox.moveTo(Instant.now());
    }

    /** The engine's clock is one for all contexts of this process. */
    @AfterAll
    void giveTheClockBack() {
        engine.follow(ahead);
    }

    @AfterEach
    void audit() {
        api.advance("PT5S").expect(200);
        assertThat(audit.findings()).isEmpty();
    }

    // Answers among themselves

    @Test
    @DisplayName("DIS-12 approval, decline and settlement at once have exactly one winner")
    void answerAgainstSettlement() {
        rounds("answer against settlement", () -> {
            var dispute = offered();
            var winner = new Contest()
                    .act("approval", () -> api.approveRequest(dispute, 1))
                    .act("decline", () -> api.decline(dispute, 1))
                    .act("settlement", () -> api.accept(dispute, "FREELANCER", 1))
                    .run()
                    .one();
            requireMoney(milestoneOf(dispute), paid(winner), winner.equals("settlement") ? 30_000 : 0);
            return leave(dispute, winner);
        });
    }

    @Test
    @DisplayName("DIS-12 approval, withdrawal and settlement at once have exactly one winner")
    void withdrawal() {
        rounds("withdrawal", () -> {
            var dispute = offered();
            var winner = new Contest()
                    .act("approval", () -> api.approveRequest(dispute, 1))
                    .act("withdrawal", () -> api.withdraw(dispute))
                    .act("settlement", () -> api.accept(dispute, "FREELANCER", 1))
                    .run()
                    .one();
            requireMoney(milestoneOf(dispute), paid(winner), winner.equals("settlement") ? 30_000 : 0);
            return leave(dispute, winner);
        });
    }

    @Test
    @DisplayName("DIS-13 DIS-9 an update against an approval and a decline of the version before: exactly one winner")
    void updateAgainstAnswer() {
        rounds("update against answer", () -> {
            var dispute = api.openCase(AMOUNT);
            var winner = new Contest()
                    .act("approval", () -> api.approveRequest(dispute, 1))
                    .act("decline", () -> api.decline(dispute, 1))
                    .act("update", () -> api.update(dispute, LESS, "It was less."))
                    .run()
                    .one();
            requireMoney(milestoneOf(dispute), paid(winner), 0);
            assertThat(api.dispute(dispute).minor("/amount")).isEqualTo(winner.equals("update") ? 40_000 : 50_000);
            return leave(dispute, winner);
        });
    }

    @Test
    @DisplayName("REV-2 REV-3 two approvals and a change request at once have exactly one winner")
    void approvalAgainstChanges() {
        rounds("approval against changes", () -> {
            var milestone = api.fundedMilestone(AMOUNT);
            var review = api.submit(milestone, AMOUNT).expect(201).id();
            var winner = new Contest()
                    .act("approval", () -> api.approve(review))
                    .act("another approval", () -> api.approve(review))
                    .act("changes", () -> api.requestChanges(review, "More blue."))
                    .run()
                    .one();
            requireMoney(milestone, winner.equals("changes") ? 0 : 50_000, 0);
            return winner;
        });
    }

    // Against the clock

    @Test
    @DisplayName("DIS-12 DEA-0 approval, decline and the deadline's timer have exactly one winner")
    void answerAgainstDeadline() {
        rounds("answer against deadline", () -> {
            var dispute = told(api.openCase(AMOUNT));
            shortlyBefore(api.dispute(dispute));
            var winner = new Contest()
                    .act("approval", () -> api.approveRequest(dispute, 1))
                    .act("decline", () -> api.decline(dispute, 1))
                    .timer("timer", this::watchTimers)
                    .run()
                    .oneOr("timer");
            settle();
            var ending = api.dispute(dispute).at("/outcome/ending");
            assertThat(ending)
                    .isEqualTo(
                            switch (winner) {
                                case "approval" -> "APPROVED";
                                case "decline" -> "";
                                default -> "NO_RESPONSE";
                            });
            requireMoney(milestoneOf(dispute), ending.isEmpty() ? 0 : 50_000, 0);
            return leave(dispute, winner);
        });
    }

    @Test
    @DisplayName("REV-4 DEA-0 an approval, a change request and the deadline's timer have exactly one winner")
    void reviewAgainstDeadline() {
        rounds("review against deadline", () -> {
            var milestone = api.fundedMilestone(AMOUNT);
            var review = told(api.submit(milestone, AMOUNT).expect(201).id());
            shortlyBefore(api.review(review));
            var winner = new Contest()
                    .act("approval", () -> api.approve(review))
                    .act("changes", () -> api.requestChanges(review, "More blue."))
                    .timer("timer", this::watchTimers)
                    .run()
                    .oneOr("timer");
            settle();
            assertThat(api.review(review).at("/state"))
                    .isEqualTo(
                            switch (winner) {
                                case "approval" -> "APPROVED";
                                case "changes" -> "CHANGES_REQUESTED";
                                default -> "APPROVED_BY_SILENCE";
                            });
            requireMoney(milestone, winner.equals("changes") ? 0 : 50_000, 0);
            return winner;
        });
    }

    @Test
    @DisplayName("REV-7 a filing, an approval and the deadline's timer have exactly one winner")
    void filingAgainstDeadline() {
        rounds("filing against deadline", () -> {
            var milestone = api.fundedMilestone(AMOUNT);
            var review = told(api.submit(milestone, AMOUNT).expect(201).id());
            shortlyBefore(api.review(review));
            var winner = new Contest()
                    .act("filing", () -> api.file(milestone, AMOUNT))
                    .act("approval", () -> api.approve(review))
                    .timer("timer", this::watchTimers)
                    .run()
                    .oneOr("timer");
            settle();
            requireMoney(milestone, winner.equals("filing") ? 0 : 50_000, 0);
            assertThat(api.milestone(milestone).minor("/balances/held"))
                    .isEqualTo(winner.equals("filing") ? 50_000 : 0);
            return leaveAll(milestone, winner);
        });
    }

    @Test
    @DisplayName("RES-3 RES-5 both decisions and the window's end: both in time resolve it, else it is not resolved")
    void decisionsAgainstWindow() {
        rounds("decisions against window", () -> {
            var dispute = told(proposed());
            shortlyBefore(api.dispute(dispute));
            var taken = new Contest()
                    .act("client", () -> api.decide(dispute, "CLIENT", 1, "ACCEPT"))
                    .act("freelancer", () -> api.decide(dispute, "FREELANCER", 1, "ACCEPT"))
                    .timer("timer", this::watchTimers)
                    .run()
                    .winners();
            settle();
            var resolved = taken.size() == 2;
            var after = api.dispute(dispute);
            assertThat(after.json().path("decisions")).hasSize(taken.size());
            assertThat(after.at("/outcome/ending")).isEqualTo(resolved ? "PROPOSAL_ACCEPTED" : "");
            assertThat(after.at("/stage")).isEqualTo(resolved ? "CLOSED" : "ELECTION");
            requireMoney(milestoneOf(dispute), resolved ? 30_000 : 0, resolved ? 20_000 : 0);
            return leave(dispute, resolved ? "both" : "timer after " + taken.size());
        });
    }

    @Test
    @DisplayName("REV-4 three nodes on one due timer: it is carried out once")
    void nodesOnOneTimer() {
        rounds("nodes on one timer", () -> {
            var milestone = api.fundedMilestone(AMOUNT);
            var review = told(api.submit(milestone, AMOUNT).expect(201).id());
            sandbox.moveTo(Instant.parse(api.review(review).at("/deadline/at")).plusSeconds(2));
            new Contest()
                    .timer("first", engine::runDue)
                    .timer("second", engine::runDue)
                    .timer("third", engine::runDue)
                    .run();
            assertThat(api.review(review).at("/state")).isEqualTo("APPROVED_BY_SILENCE");
            requireMoney(milestone, 50_000, 0);
            return "one";
        });
    }

    // The same twice

    @Test
    @DisplayName("DOR-1 the same request three times at once, by one key: it happens once, and all are told the same")
    void sameKey() {
        rounds("same key", () -> {
            var dispute = api.openCase(AMOUNT);
            var same = api.withKey(Api.fresh("key"));
            var clicks = new Contest()
                    .act("first", () -> same.approveRequest(dispute, 1))
                    .act("second", () -> same.approveRequest(dispute, 1))
                    .act("third", () -> same.approveRequest(dispute, 1))
                    .run();
            assertThat(clicks.winners()).isNotEmpty();
            assertThat(clicks.answers().values())
                    .allMatch(answer -> answer.status() == 200 || answer.code().equals("request-in-flight"));
            var again = same.approveRequest(dispute, 1).expect(200).text();
            assertThat(clicks.won()).containsOnly(again);
            requireMoney(milestoneOf(dispute), 50_000, 0);
            return clicks.winners().size() + " answered";
        });
    }

    @Test
    @DisplayName("DOR-1 DIS-7 a double click with different keys: one is taken, the others are told that it is over")
    void differentKeys() {
        rounds("different keys", () -> {
            var dispute = api.openCase(AMOUNT);
            var winner = new Contest()
                    .act("first", () -> api.approveRequest(dispute, 1))
                    .act("second", () -> api.approveRequest(dispute, 1))
                    .act("third", () -> api.approveRequest(dispute, 1))
                    .act("fourth", () -> api.approveRequest(dispute, 1))
                    .run()
                    .one();
            requireMoney(milestoneOf(dispute), 50_000, 0);
            return winner;
        });
    }

    @Test
    @DisplayName("ESC-2 one deposit announced three times at once is booked once")
    void sameDeposit() {
        rounds("same deposit", () -> {
            var milestone = api.register("MARKETPLACE", "USD", "UTC", "US", 50_000)
                    .expect(201)
                    .milestone(0);
            var deposit = Api.fresh("deposit");
            var taken = new Contest()
                    .act("first", () -> api.deposit(milestone, deposit, AMOUNT))
                    .act("second", () -> api.deposit(milestone, deposit, AMOUNT))
                    .act("third", () -> api.deposit(milestone, deposit, AMOUNT))
                    .run()
                    .winners();
            assertThat(taken).isNotEmpty();
            requireMoney(milestone, 0, 0);
            return taken.size() + " answered";
        });
    }

    @Test
    @DisplayName("RES-3 a double click beside the other's decision: each is taken once, the last one moves the money")
    void decisions() {
        rounds("decisions", () -> {
            var dispute = proposed();
            var taken = new Contest()
                    .act("client", () -> api.decide(dispute, "CLIENT", 1, "ACCEPT"))
                    .act("freelancer", () -> api.decide(dispute, "FREELANCER", 1, "ACCEPT"))
                    .act("client again", () -> api.decide(dispute, "CLIENT", 1, "ACCEPT"))
                    .run();
            assertThat(taken.winners()).as(taken.words()).hasSize(2).contains("freelancer");
            assertThat(api.dispute(dispute).at("/outcome/ending")).isEqualTo("PROPOSAL_ACCEPTED");
            requireMoney(milestoneOf(dispute), 30_000, 20_000);
            return taken.won("client") ? "client" : "client again";
        });
    }

    // More than one thing

    @Test
    @DisplayName("REV-1 DIS-11 two filings and a submission at once on one milestone: one of them starts a clock")
    void onMilestone() {
        rounds("filings and a submission", () -> {
            var milestone = api.fundedMilestone(AMOUNT);
            var review = api.submit(milestone, AMOUNT).expect(201).id();
            api.requestChanges(review, "Not yet.").expect(200);
            var taken = new Contest()
                    .act("filing", () -> api.file(milestone, AMOUNT))
                    .act("another filing", () -> api.file(milestone, LESS))
                    .act("submission", () -> api.submit(milestone, AMOUNT))
                    .run();
            var filings = taken.winners().stream().filter(name -> name.endsWith("filing"));
            assertThat(filings).as(taken.words()).hasSizeLessThan(2);
            assertThat(taken.winners()).isNotEmpty();
            requireMoney(milestone, 0, 0);
            return leaveAll(milestone, String.join(" then ", taken.winners()));
        });
    }

    @Test
    @DisplayName(
            "REV-6 the freelancer ends the contract while both reviews are approved: the money of each goes one way")
    void onContractEnd() {
        rounds("contract's end", () -> {
            var contract = twoMilestones();
            for (int n = 0; n < 2; n++)
                api.deposit(contract.milestone(n), AMOUNT).expect(200);
            var first = api.submit(contract.milestone(0), AMOUNT).expect(201).id();
            var second = api.submit(contract.milestone(1), AMOUNT).expect(201).id();
            var taken = new Contest()
                    .act("second", () -> api.approve(second))
                    .act("end", () -> api.endContract(contract.id(), "FREELANCER"))
                    .act("first", () -> api.approve(first))
                    .run();
            assertThat(taken.won("end")).as(taken.words()).isTrue();
            var approved = taken.winners().size() - 1;
            var balances = api.milestone(contract.milestone(0));
            assertThat(balances.minor("/balances/paidOut")).isEqualTo(approved * 50_000L);
            assertThat(balances.minor("/balances/refunded")).isEqualTo((2 - approved) * 50_000L);
            return approved + " approved";
        });
    }

    @Test
    @DisplayName("RES-2 two declines between the same parties at once go to two mediators")
    void onAssignment() {
        rounds("assignment", () -> {
            var contract = twoMilestones();
            var first = disputeOn(contract.milestone(0));
            var second = disputeOn(contract.milestone(1));
            var taken = new Contest()
                    .act("first", () -> api.decline(first, 1))
                    .act("second", () -> api.decline(second, 1))
                    .act("second again", () -> api.decline(second, 1))
                    .run();
            assertThat(taken.winners()).as(taken.words()).hasSize(2).contains("first");
            assertThat(Set.of(
                            api.dispute(first).at("/mediator"),
                            api.dispute(second).at("/mediator")))
                    .containsExactlyInAnyOrder("max", "mia");
            leave(first, "");
            return leave(second, taken.winners().get(1));
        });
    }

    // The start of a round, and its end

    private UUID offered() {
        var dispute = api.openCase(AMOUNT);
        api.offer(dispute, "CLIENT", Money.of(20_000, "USD")).expect(200);
        return dispute;
    }

    private UUID proposed() {
        var dispute = api.openCase(AMOUNT);
        api.decline(dispute, 1).expect(200);
        api.as(api.dispute(dispute).at("/mediator"))
                .propose(dispute, Money.of(30_000, "USD"))
                .expect(200);
        return dispute;
    }

    private Response twoMilestones() {
        return api.register("MARKETPLACE", "USD", "UTC", "US", 50_000, 50_000).expect(201);
    }

    private UUID disputeOn(UUID milestone) {
        api.deposit(milestone, AMOUNT).expect(200);
        api.submit(milestone, AMOUNT).expect(201);
        return api.file(milestone, AMOUNT).expect(201).id();
    }

    /** Settles a case that is still open: what is left behind would make every later step of the clock slower. */
    private String leave(UUID dispute, String winner) {
        if (api.dispute(dispute).at("/stage").equals("CLOSED")) return winner;
        var offer = api.offer(dispute, "CLIENT", LESS).expect(200).json().path("number");
        api.accept(dispute, "FREELANCER", offer.intValue()).expect(200);
        return winner;
    }

    private String leaveAll(UUID milestone, String winner) {
        for (var dispute : api.milestone(milestone).json().path("cases"))
            leave(UUID.fromString(dispute.path("id").asText()), winner);
        return winner;
    }

    /** The notices are out: silence will count (NOT-4). */
    private UUID told(UUID subject) {
        api.advance("PT1S").expect(200);
        return subject;
    }

    /** The alarm is set to the very end, where it meets those who are in time by a hair. */
    private void shortlyBefore(Response window) {
        var due = Instant.parse(window.at("/deadline/at"));
        var timers = management.createJobQuery().timers();
        timers.duedateHigherThan(Date.from(due.minusSeconds(1)))
                .duedateLowerThan(Date.from(due.plusSeconds(2)))
                .list()
                .forEach(timer -> management.setJobDuedate(timer.getId(), Date.from(due)));
        sandbox.moveTo(due.minus(Duration.ofMillis(random.nextInt(80))));
    }

    /** As a node does: looks again and again for timers that are due. */
    private void watchTimers() {
        var until = Instant.now().plusMillis(150);
        while (Instant.now().isBefore(until)) engine.runDue();
    }

    /** Whatever timer is left runs, and what was to be told is told. */
    private void settle() {
        api.advance("PT2S").expect(200);
    }

    private UUID milestoneOf(UUID dispute) {
        return UUID.fromString(api.dispute(dispute).at("/milestone"));
    }

    private static long paid(String winner) {
        return switch (winner) {
            case "approval" -> 50_000;
            case "settlement" -> 20_000;
            default -> 0;
        };
    }

    /** The whole deposit is where it must be, and nothing moved twice. */
    private void requireMoney(UUID milestone, long paidOut, long refunded) {
        var balances = api.milestone(milestone);
        assertThat(balances.minor("/balances/paidOut")).as("paid out").isEqualTo(paidOut);
        assertThat(balances.minor("/balances/refunded")).as("refunded").isEqualTo(refunded);
        assertThat(balances.minor("/balances/free") + balances.minor("/balances/held"))
                .as("in escrow")
                .isEqualTo(50_000 - paidOut - refunded);
    }

    /** Plays rounds of one kind, each of which says who won, and prints how often. */
    private void rounds(String kind, Callable<String> round) {
        var wins = new TreeMap<String, Integer>();
        var started = System.nanoTime();
        var all = (ROUNDS + KINDS - 1) / KINDS;
        for (int n = 1; n <= all; n++)
            try {
                wins.merge(round.call(), 1, Integer::sum);
                if (n % 100 == 0) System.out.printf("races: %s: %d of %d%n", kind, n, all);
            } catch (Exception | AssertionError failed) {
                throw new AssertionError("round " + n + " of " + kind + ", seed " + SEED, failed);
            }
        var seconds = Duration.ofNanos(System.nanoTime() - started).toSeconds();
        System.out.printf("races: %s: %d rounds in %d s, seed %d, won: %s%n", kind, all, seconds, SEED, wins);
    }
}
