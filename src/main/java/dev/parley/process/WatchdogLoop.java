package dev.parley.process;

import dev.parley.journal.Closing;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs the watchdog every minute and the audit a few times a day, on each node, keeps what they found, and closes what is over. */
@Component
class WatchdogLoop implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(WatchdogLoop.class);

    private final Watchdog watchdog;
    private final Audit audit;
    private final Closing closing;
    private final boolean active;
    private final Duration lookEvery;
    private final Duration auditEvery;
    private final Duration closeEvery;
    private volatile List<String> reports = List.of();
    private volatile List<Audit.Finding> findings = List.of();
    private volatile long auditedAt = System.nanoTime();
    private volatile @Nullable ScheduledExecutorService running;

    WatchdogLoop(
            Watchdog watchdog,
            Audit audit,
            Closing closing,
            @Value("${parley.jobs.active:true}") boolean active,
            @Value("${parley.watchdog.every}") Duration lookEvery,
            @Value("${parley.audit.every}") Duration auditEvery,
            @Value("${parley.closing.every}") Duration closeEvery) {
        this.watchdog = watchdog;
        this.audit = audit;
        this.closing = closing;
        this.active = active;
        this.lookEvery = lookEvery;
        this.auditEvery = auditEvery;
        this.closeEvery = closeEvery;
    }

    void look() {
        reports = watchdog.look();
    }

    void audit() {
        findings = audit.findings();
        for (var finding : findings) LOG.error("{}: {}: {}", finding.check(), finding.subject(), finding.detail());
        auditedAt = System.nanoTime();
    }

    /** Windows without a live timer, in words, as they were last seen. */
    List<String> reports() {
        return reports;
    }

    /** What the last audit found. */
    List<Audit.Finding> findings() {
        return findings;
    }

    /** Since the last audit ended; since the start of this node where there was none. */
    Duration sinceAudit() {
        return Duration.ofNanos(System.nanoTime() - auditedAt);
    }

    @Override
    public boolean isAutoStartup() {
        return active;
    }

    @Override
    public void start() {
        var loop = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "watchdog");
            thread.setDaemon(true);
            return thread;
        });
        every(lookEvery, this::look, loop);
        every(auditEvery, this::audit, loop);
        every(closeEvery, closing::closeFinished, loop);
        running = loop;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the task itself says what went wrong
    private static void every(Duration pause, Runnable look, ScheduledExecutorService loop) {
        loop.scheduleWithFixedDelay(
                () -> {
                    try {
                        look.run();
                    } catch (RuntimeException broken) {
                        LOG.error("The watchdog broke off and goes on later", broken);
                    }
                },
                pause.toMillis(),
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        var loop = running;
        if (loop != null) loop.shutdownNow();
        running = null;
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }
}
