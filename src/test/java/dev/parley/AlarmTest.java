package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.process.EngineClock;
import dev.parley.sandbox.SandboxClock;
import dev.parley.shared.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Timers wake, the deadline table decides. */
@ParleyTest
class AlarmTest {
    private static final Money AMOUNT = Money.of(50_000, "USD");

    @LocalServerPort
    int port;

    @Autowired
    RuntimeService runtime;

    @Autowired
    ManagementService management;

    @Autowired
    EngineClock engine;

    @Autowired
    SandboxClock sandbox;

    private Api api;
    private UUID milestone;
    private UUID review;

    @BeforeEach
    void openReview() {
        api = new Api(port);
        milestone = api.fundedMilestone(AMOUNT);
        review = api.submit(milestone, AMOUNT).expect(201).id();
        api.advance("PT1S").expect(200);
    }

    @Test
    @DisplayName("DEA-0 DEA-3 a timer that was moved forward fires early: nothing happens, and it is set again")
    void firedEarly() {
        var before = timer();
        management.setJobDuedate(before.getId(), Date.from(Instant.EPOCH));
        engine.runDue();
        assertThat(state()).isEqualTo("OPEN");
        assertThat(free()).isEqualTo(50_000);
        var again = timer();
        assertThat(again.getDuedate().toInstant()).isAfter(due());
        assertThat(again.getRetries()).isEqualTo(before.getRetries());
        assertThat(again.getId()).isNotEqualTo(before.getId());
        assertThat(incidents(again)).isZero();
    }

    @Test
    @DisplayName("DEA-0 an answer at the very instant of the deadline is late, whether or not the timer has fired")
    void late() {
        sandbox.moveTo(due());
        assertThat(api.approve(review).expect(409).code()).isEqualTo("deadline-passed");
        assertThat(free()).isEqualTo(50_000);
        api.advance("PT1S").expect(200);
        assertThat(state()).isEqualTo("APPROVED_BY_SILENCE");
        assertThat(api.approve(review).expect(409).code()).isEqualTo("review-ended");
        assertThat(free()).isZero();
    }

    @Test
    @DisplayName("DEA-0 an answer before the deadline is in time")
    void inTime() {
        sandbox.moveTo(due().minus(Duration.ofSeconds(20)));
        engine.runDue();
        api.requestChanges(review, "One thing is missing.").expect(200);
        api.advance("PT1M").expect(200);
        assertThat(state()).isEqualTo("CHANGES_REQUESTED");
        assertThat(free()).isEqualTo(50_000);
    }

    @Test
    @DisplayName("REV-7 a filing after the review's deadline is too late: silence has approved")
    void filedLate() {
        sandbox.moveTo(due());
        assertThat(api.file(milestone, AMOUNT).expect(409).code()).isEqualTo("deadline-passed");
        api.advance("PT1S").expect(200);
        assertThat(state()).isEqualTo("APPROVED_BY_SILENCE");
        assertThat(api.milestone(milestone).minor("/balances/held")).isZero();
    }

    @Test
    @DisplayName("DEA-0 DOR-2 a timer that failed for good is an incident until it is given tries again, or has fired")
    void failedForGood() {
        var timer = timer();
        management.setJobRetries(timer.getId(), 0);
        assertThat(incidents(timer)).isOne();
        management.setJobRetries(timer.getId(), 3);
        assertThat(incidents(timer)).isZero();
        management.setJobRetries(timer.getId(), 0);
        sandbox.moveTo(due());
        management.executeJob(timer.getId());
        assertThat(state()).isEqualTo("APPROVED_BY_SILENCE");
        assertThat(incidents(timer)).isZero();
    }

    private long incidents(Job timer) {
        return runtime.createIncidentQuery()
                .processInstanceId(timer.getProcessInstanceId())
                .count();
    }

    private Instant due() {
        return Instant.parse(api.review(review).at("/deadline/at"));
    }

    private Job timer() {
        var instance = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(review.toString())
                .singleResult();
        return management.createJobQuery().processInstanceId(instance.getId()).singleResult();
    }

    private String state() {
        return api.review(review).expect(200).at("/state");
    }

    private long free() {
        return api.milestone(milestone).minor("/balances/free");
    }
}
