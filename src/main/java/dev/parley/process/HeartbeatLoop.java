package dev.parley.process;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Beats from the start of a node, before its doors open and its timers run, a few times a minute. */
@Component
class HeartbeatLoop implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(HeartbeatLoop.class);
    private static final Duration PAUSE = Duration.ofSeconds(20);

    private final Outages outages;
    private final boolean active;
    private volatile @Nullable Thread thread;

    HeartbeatLoop(Outages outages, @Value("${parley.jobs.active:true}") boolean active) {
        this.outages = outages;
        this.active = active;
    }

    @Override
    public boolean isAutoStartup() {
        return active;
    }

    /** Before the doors, the sender and the job executor, which start late. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public void start() {
        beat();
        var beating = new Thread(this::run, "heartbeat");
        beating.setDaemon(true);
        thread = beating;
        beating.start();
    }

    @Override
    public void stop() {
        var beating = thread;
        thread = null;
        if (beating != null) beating.interrupt();
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        while (thread == Thread.currentThread()) {
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException end) {
                return;
            }
            beat();
        }
    }

    /** No window expires while an outage is not dealt with: it is tried again at the next beat. */
    private void beat() {
        try {
            outages.beat();
        } catch (RuntimeException broken) {
            LOG.error("The heart skipped a beat and tries again", broken);
        }
    }
}
