package dev.parley.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.delivery.Sender;
import dev.parley.process.Wellbeing.Concern;
import dev.parley.sandbox.SandboxClock;
import dev.parley.shared.Clock;
import dev.parley.shared.Money;
import java.time.Duration;
import java.util.List;
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

@ParleyTest
class WellbeingTest {
    private static final Money AMOUNT = Money.of(70_000, "USD");

    @LocalServerPort
    int port;

    @Autowired
    Wellbeing wellbeing;

    @Autowired
    ManagementService engine;

    @Autowired
    RuntimeService runtime;

    @Autowired
    Sender sender;

    @Autowired
    SandboxClock sandbox;

    @Autowired
    Clock clock;

    private Api api;
    private UUID review;

    @BeforeEach
    void aReview() {
        api = new Api(port);
        sender.sendDue();
        review = api.submit(api.fundedMilestone(AMOUNT), AMOUNT).expect(201).id();
    }

    @AfterEach
    void decided() {
        api.approve(review);
        sender.sendDue();
    }

    @Test
    @DisplayName("DOR-2 a job that failed for good is told to operations, with where to look, and to nobody else")
    void failedJob() {
        var before = wrong();
        engine.setJobRetries(timer().getId(), 0);

        assertThat(wrong()).isNotEqualTo(before).anyMatch(words -> words.startsWith("Jobs that failed for good: "));
        assertThat(wellbeing.concerns()).allMatch(concern -> concern.look().length() > 10);
        assertThat(api.as("otto").health().expect(200).text()).contains("Jobs that failed for good", "Cockpit");
        for (var user : List.of("contracts", "mia", "lena", "admin", "metrics"))
            assertThat(api.as(user).health().expect(200).text()).as(user).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    @DisplayName("DOR-2 a suspended job is told")
    void suspendedJob() {
        engine.suspendJobById(timer().getId());
        assertThat(wrong()).anyMatch(words -> words.startsWith("Suspended jobs: "));

        engine.activateJobById(timer().getId());
        assertThat(wrong()).noneMatch(words -> words.startsWith("Suspended jobs: "));
    }

    @Test
    @DisplayName(
            "DOR-2 a notice that has waited for more than five minutes is told, one that waits for its time is not")
    void lateNotice() {
        assertThat(wrong()).noneMatch(words -> words.startsWith("A notice has waited"));

        sandbox.moveTo(clock.now().plus(Duration.ofMinutes(6)));

        assertThat(wrong()).anyMatch(words -> words.startsWith("A notice has waited to be sent for 6 min"));
        sender.sendDue();
        assertThat(wrong()).noneMatch(words -> words.startsWith("A notice has waited"));
    }

    @Test
    @DisplayName("DOR-2 a timer that has been due for more than five minutes is told")
    void lateTimer() {
        engine.setJobDuedate(timer().getId(), java.util.Date.from(clock.now().minus(Duration.ofHours(2))));

        assertThat(wrong()).contains("A timer has been due for 2 h.");
    }

    private List<String> wrong() {
        return wellbeing.concerns().stream().map(Concern::wrong).toList();
    }

    private Job timer() {
        var instance = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(review.toString())
                .singleResult()
                .getId();
        return engine.createJobQuery().processInstanceId(instance).singleResult();
    }
}
