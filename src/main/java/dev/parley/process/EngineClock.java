package dev.parley.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.JobQuery;
import org.springframework.stereotype.Component;

/** The engine's clock, for the sandbox, whose clock can be moved: it follows the database's, and what is due is run. */
@Component
public class EngineClock {
    private final ManagementService management;

    EngineClock(ManagementService management) {
        this.management = management;
    }

    /** The engine's clock is so far ahead of this machine's. */
    public void follow(Duration ahead) {
        ClockUtil.offset(ahead.toMillis());
    }

    /** When the next timer wakes, if one is set. */
    public Optional<Instant> nextTimer() {
        return waiting().orderByJobDuedate().asc().listPage(0, 1).stream()
                .findFirst()
                .map(job -> job.getDuedate().toInstant());
    }

    /**
     * Runs all that is due, in the order of its due dates, and returns how much it was. What fails waits for its
     * retry, as it would anywhere. What the job executor has just taken is counted too: whoever asks until there is
     * nothing finds it done.
     */
    public int runDue() {
        var due = management
                .createJobQuery()
                .executable()
                .active()
                .orderByJobDuedate()
                .asc()
                .list();
        due.forEach(this::run);
        return due.size();
    }

    private void run(Job job) {
        try {
            management.executeJob(job.getId());
        } catch (RuntimeException failedOrTaken) {
            // is due again when its retry is, or is found again by the next call
        }
    }

    private JobQuery waiting() {
        return management.createJobQuery().timers().withRetriesLeft().active();
    }
}
