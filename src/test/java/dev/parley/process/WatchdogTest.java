package dev.parley.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.shared.Money;
import java.util.Date;
import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What people do to timers in Cockpit: no window is left without one unseen. */
@ParleyTest
class WatchdogTest {
    private static final Money AMOUNT = Money.of(70_000, "USD");

    @LocalServerPort
    int port;

    @Autowired
    Watchdog watchdog;

    @Autowired
    WatchdogLoop loop;

    @Autowired
    ManagementService engine;

    @Autowired
    RuntimeService runtime;

    private Api api;
    private UUID review;
    private Job timer;

    @BeforeEach
    void aReviewOnItsLastDay() {
        api = new Api(port);
        review = api.submit(api.fundedMilestone(AMOUNT), AMOUNT).expect(201).id();
        api.advance("P13DT12H").expect(200);
        timer = engine.createJobQuery().timers().list().stream()
                .filter(job -> job.getProcessInstanceId().equals(instance()))
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void decided() {
        api.approve(review);
        loop.look();
    }

    @Test
    @DisplayName("DEA-3 a timer that was moved in Cockpit is set back to its deadline")
    void moved() {
        engine.setJobDuedate(timer.getId(), new Date(timer.getDuedate().getTime() + 86_400_000));
        assertThat(watchdog.look()).isEmpty();
        assertThat(reloaded().getDuedate()).isEqualTo(timer.getDuedate());
    }

    @Test
    @DisplayName("DEA-3 a timer that failed for good is tried again, and operations see it")
    void failed() {
        engine.setJobRetries(timer.getId(), 0);
        assertThat(watchdog.look()).singleElement().asString().contains("REVIEW of " + review, "failed");
        assertThat(reloaded().getRetries()).isEqualTo(1);
    }

    @Test
    @DisplayName("DEA-3 a window whose timer is suspended is shown to operations until it lives again")
    void suspended() {
        engine.suspendJobById(timer.getId());
        loop.look();
        assertThat(api.as("otto").health().text()).contains("REVIEW of " + review, "suspended");
        assertThat(api.health().text()).doesNotContain(review.toString());
        engine.activateJobById(timer.getId());
        loop.look();
        assertThat(api.as("otto").health().text()).doesNotContain(review.toString());
    }

    @Test
    @DisplayName("DEA-3 a window whose timer is gone is shown to operations")
    void deleted() {
        engine.deleteJob(timer.getId());
        assertThat(watchdog.look()).singleElement().asString().contains("REVIEW of " + review, "no timer");
    }

    private Job reloaded() {
        return engine.createJobQuery().jobId(timer.getId()).singleResult();
    }

    private String instance() {
        return runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(review.toString())
                .singleResult()
                .getId();
    }
}
