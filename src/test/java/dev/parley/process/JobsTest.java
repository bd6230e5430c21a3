package dev.parley.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.shared.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Alarms that are pulled to now or before wake early, find that it is early, and are set again: nothing comes of them. */
@ParleyTest
class JobsTest {
    private static final Money AMOUNT = Money.of(10_000, "USD");
    private static final Duration LONG_AGO = Duration.ofDays(4000);
    private static final int BACKLOG = 6;

    @LocalServerPort
    int port;

    @Autowired
    RuntimeService instances;

    @Autowired
    ManagementService management;

    @Autowired
    ProcessEngineConfigurationImpl engine;

    private final Instant now = ClockUtil.getCurrentTime().toInstant();
    private List<Due> before = List.of();

    private record Due(String job, Instant at) {}

    @BeforeEach
    void waiting() {
        var api = new Api(port);
        before = IntStream.range(0, BACKLOG + 1)
                .mapToObj(n -> api.fundedMilestone(AMOUNT))
                .map(milestone -> api.submit(milestone, AMOUNT).expect(201).id())
                .map(this::alarm)
                .toList();
    }

    private Due alarm(UUID review) {
        var instance = instances
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(review.toString())
                .singleResult();
        var job =
                management.createJobQuery().processInstanceId(instance.getId()).singleResult();
        return new Due(job.getId(), job.getDuedate().toInstant());
    }

    @AfterEach
    void asItWas() {
        before.forEach(alarm -> management.setJobDuedate(alarm.job(), Date.from(alarm.at())));
    }

    @Test
    @DisplayName("DEA-0 alarms are taken in the order of their due dates, and a backlog makes no new one wait")
    void order() {
        for (var n = 0; n < BACKLOG; n++) // the last one is due first
        due(n, now.minus(LONG_AGO).minusSeconds(n));
        due(BACKLOG, now.minusMillis(1));

        var taken = engine.getCommandExecutorTxRequired()
                .execute(context -> context.getJobManager().findNextJobsToExecute(new Page(0, 4)));

        assertThat(taken).extracting(job -> job.getId()).containsExactly(job(BACKLOG), job(5), job(4), job(3));
    }

    private String job(int n) {
        return before.get(n).job();
    }

    private void due(int n, Instant at) {
        management.setJobDuedate(job(n), Date.from(at));
    }
}
