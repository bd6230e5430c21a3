package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api.Response;
import dev.parley.process.EngineClock;
import dev.parley.sandbox.SandboxClock;
import dev.parley.shared.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Several at once, from one barrier: one winner, the others are told so, and the money moves once. */
@ParleyTest
class RaceTest {
    private static final Money AMOUNT = Money.of(50_000, "USD");

    @LocalServerPort
    int port;

    @Autowired
    EngineClock engine;

    @Autowired
    SandboxClock sandbox;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @RepeatedTest(5)
    @DisplayName("DIS-12 approval, decline and settlement at once have exactly one winner")
    void onResponse() throws Exception {
        var dispute = offered();
        assertOneWinner(atOnce(
                () -> api.approveRequest(dispute, 1),
                () -> api.decline(dispute, 1),
                () -> api.accept(dispute, "FREELANCER", 1)));
    }

    @RepeatedTest(5)
    @DisplayName("DIS-12 approval, withdrawal and settlement at once have exactly one winner")
    void onWithdrawal() throws Exception {
        var dispute = offered();
        assertOneWinner(atOnce(
                () -> api.approveRequest(dispute, 1),
                () -> api.withdraw(dispute),
                () -> api.accept(dispute, "FREELANCER", 1)));
    }

    @RepeatedTest(5)
    @DisplayName("DIS-12 an approval and a change request that meet the deadline have exactly one winner")
    void onDeadline() throws Exception {
        var milestone = api.fundedMilestone(AMOUNT);
        var review = api.submit(milestone, AMOUNT).expect(201).id();
        api.advance("PT1S").expect(200);
        var due = Instant.parse(api.review(review).at("/deadline/at"));
        sandbox.moveTo(due.minus(Duration.ofMillis(30)));
        var answers = atOnce(() -> api.approve(review), () -> api.requestChanges(review, "More blue."), () -> {
            engine.runDue();
            return api.review(review);
        });
        assertThat(answers.subList(0, 2).stream().filter(answer -> answer.status() == 200))
                .hasSizeLessThan(2);
        assertThat(answers.subList(0, 2))
                .allSatisfy(answer -> assertThat(answer.status()).isIn(200, 409));
        api.advance("PT2S").expect(200);
        var released = api.review(review).at("/state").startsWith("APPROVED") ? 50_000 : 0;
        assertThat(api.milestone(milestone).minor("/balances/paidOut")).isEqualTo(released);
    }

    @RepeatedTest(3)
    @DisplayName("RES-3 DIS-12 both decisions at once: each is taken once, and the last one moves the money")
    void onDecisions() throws Exception {
        var dispute = api.openCase(AMOUNT);
        api.decline(dispute, 1).expect(200);
        api.as(api.dispute(dispute).at("/mediator"))
                .propose(dispute, Money.of(30_000, "USD"))
                .expect(200);
        var answers = atOnce(
                () -> api.decide(dispute, "CLIENT", 1, "ACCEPT"),
                () -> api.decide(dispute, "FREELANCER", 1, "ACCEPT"),
                () -> api.decide(dispute, "CLIENT", 1, "ACCEPT"));
        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(2);
        assertThat(answers.stream().filter(answer -> answer.status() == 409)).hasSize(1);
        assertThat(api.dispute(dispute).at("/outcome/ending")).isEqualTo("PROPOSAL_ACCEPTED");
    }

    @RepeatedTest(3)
    @DisplayName("REV-1 DIS-11 two filings and a submission at once on one milestone: one of them starts a clock")
    void onMilestone() throws Exception {
        var milestone = api.fundedMilestone(AMOUNT);
        var review = api.submit(milestone, AMOUNT).expect(201).id();
        api.requestChanges(review, "Not yet.").expect(200);
        var answers = atOnce(
                () -> api.file(milestone, AMOUNT),
                () -> api.file(milestone, AMOUNT),
                () -> api.submit(milestone, AMOUNT));
        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(201, 400, 409));
        var balances = api.milestone(milestone);
        assertThat(balances.minor("/balances/free") + balances.minor("/balances/held"))
                .isEqualTo(50_000);
        assertThat(balances.json().path("cases").size()).isLessThan(2);
    }

    @RepeatedTest(5)
    @DisplayName(
            "REV-6 the freelancer ends the contract while both reviews are approved: the money of each goes one way")
    void onContractEnd() throws Exception {
        var contract =
                api.register("MARKETPLACE", "USD", "UTC", "US", 50_000, 50_000).expect(201);
        for (int n = 0; n < 2; n++) api.deposit(contract.milestone(n), AMOUNT).expect(200);
        var first = api.submit(contract.milestone(0), AMOUNT).expect(201).id();
        var second = api.submit(contract.milestone(1), AMOUNT).expect(201).id();
        var answers = atOnce(
                () -> api.approve(second),
                () -> api.endContract(contract.id(), "FREELANCER"),
                () -> api.approve(first));
        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(200, 409));
        assertThat(answers.get(1).status()).as(answers.get(1).text()).isEqualTo(200);
        var balances = api.milestone(contract.milestone(0));
        assertThat(balances.minor("/balances/paidOut") + balances.minor("/balances/refunded"))
                .isEqualTo(100_000);
    }

    @RepeatedTest(5)
    @DisplayName("RES-2 two declines between the same parties at once go to two mediators")
    void onAssignment() throws Exception {
        var contract =
                api.register("MARKETPLACE", "USD", "UTC", "US", 50_000, 50_000).expect(201);
        var first = disputeOn(contract.milestone(0));
        var second = disputeOn(contract.milestone(1));
        atOnce(() -> api.decline(first, 1), () -> api.decline(second, 1)).forEach(answer -> answer.expect(200));
        assertThat(Set.of(
                        api.dispute(first).at("/mediator"), api.dispute(second).at("/mediator")))
                .containsExactlyInAnyOrder("max", "mia");
    }

    private UUID disputeOn(UUID milestone) {
        api.deposit(milestone, AMOUNT).expect(200);
        api.submit(milestone, AMOUNT).expect(201);
        return api.file(milestone, AMOUNT).expect(201).id();
    }

    private UUID offered() {
        var dispute = api.openCase(AMOUNT);
        api.offer(dispute, "CLIENT", Money.of(20_000, "USD")).expect(200);
        return dispute;
    }

    private static void assertOneWinner(List<Response> answers) {
        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() != 200))
                .allSatisfy(loser -> assertThat(loser.status()).as(loser.text()).isEqualTo(409));
    }

    @SafeVarargs
    private static List<Response> atOnce(Callable<Response>... acts) throws Exception {
        var barrier = new CyclicBarrier(acts.length);
        var threads = Executors.newFixedThreadPool(acts.length);
        try {
            var running = Stream.of(acts)
                    .map(act -> threads.submit(() -> {
                        barrier.await();
                        return act.call();
                    }))
                    .toList();
            return running.stream()
                    .map(future -> {
                        try {
                            return future.get();
                        } catch (InterruptedException | ExecutionException failed) {
                            throw new AssertionError(failed);
                        }
                    })
                    .toList();
        } finally {
            threads.shutdown();
        }
    }
}
