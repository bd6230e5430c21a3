package dev.parley.delivery;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** Wakes the sender when notices were recorded, and every second for what became due by itself. */
@Component
class SenderLoop implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(SenderLoop.class);
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Sender sender;
    private final boolean active;
    private final Duration pause;
    final Semaphore wakeUps = new Semaphore(0);
    private volatile @Nullable Thread thread;

    @Autowired
    SenderLoop(Sender sender, @Value("${parley.jobs.active:true}") boolean active) {
        this(sender, active, Duration.ofSeconds(1));
    }

    SenderLoop(Sender sender, boolean active, Duration pause) {
        this.sender = sender;
        this.active = active;
        this.pause = pause;
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void wake(NoticesRecorded recorded) {
        wakeUps.release();
    }

    @Override
    public boolean isAutoStartup() {
        return active;
    }

    @Override
    public void start() {
        var sending = new Thread(this::run, "delivery");
        sending.setDaemon(true);
        thread = sending;
        sending.start();
    }

    /** Lets the batch at hand end; what is left when the grace is over is sent again after its lease. */
    @Override
    public void stop() {
        var sending = thread;
        if (sending == null) return;
        thread = null;
        wakeUps.release();
        try {
            sending.join(GRACE.toMillis());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        while (isMine()) {
            try {
                sender.sendDue(this::isMine);
            } catch (RuntimeException broken) {
                LOG.error("Sending broke off and goes on in a moment", broken);
            }
            try {
                if (wakeUps.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) wakeUps.drainPermits();
            } catch (InterruptedException end) {
                return;
            }
        }
    }

    private boolean isMine() {
        return thread == Thread.currentThread();
    }
}
