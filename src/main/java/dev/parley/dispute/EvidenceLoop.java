package dev.parley.dispute;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks after the files of evidence in the background: each minute what is unscanned, each day what is left over. */
@Component
class EvidenceLoop implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(EvidenceLoop.class);
    private static final int MINUTES_OF_A_DAY = 24 * 60;
    private static final int FIRST_SWEEP = 5;

    private final Rescans rescans;
    private final Leftovers leftovers;
    private final boolean active;
    private volatile @Nullable CountDownLatch stopped;

    EvidenceLoop(Rescans rescans, Leftovers leftovers, @Value("${parley.jobs.active:true}") boolean active) {
        this.rescans = rescans;
        this.leftovers = leftovers;
        this.active = active;
    }

    @Override
    public boolean isAutoStartup() {
        return active;
    }

    @Override
    public void start() {
        var end = new CountDownLatch(1);
        stopped = end;
        var looking = new Thread(() -> run(end), "evidence");
        looking.setDaemon(true);
        looking.start();
    }

    @Override
    public void stop() {
        var end = stopped;
        stopped = null;
        if (end != null) end.countDown();
    }

    @Override
    public boolean isRunning() {
        return stopped != null;
    }

    private void run(CountDownLatch end) {
        try {
            for (var minute = 1; !end.await(1, TimeUnit.MINUTES); minute++) lookAfter(minute);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookAfter(int minute) {
        try {
            rescans.rescan();
            if (minute % MINUTES_OF_A_DAY == FIRST_SWEEP) leftovers.sweep();
        } catch (RuntimeException broken) {
            LOG.error("Looking after evidence broke off and goes on in a minute", broken);
        }
    }
}
