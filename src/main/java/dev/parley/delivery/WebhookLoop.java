package dev.parley.delivery;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks each second for events to tell, and every ten minutes for what its log need keep no longer. An endpoint has a few threads while it answers and one while it does not, and gives
 * them up after some attempts, so that none takes them all.
 */
@Component
class WebhookLoop implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookLoop.class);
    private static final int THREADS = 20;
    private static final int THREADS_PER_ENDPOINT = 4;
    private static final int TURN = 20;
    private static final int ROUNDS_TO_CLEAN_UP = 600;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration GRACE = WebhookPost.LONGEST.plusSeconds(5);

    private final WebhookSender sender;
    private final boolean active;
    private final Map<UUID, Integer> atWork = new ConcurrentHashMap<>();
    private volatile @Nullable Thread thread;

    WebhookLoop(WebhookSender sender, @Value("${parley.jobs.active:true}") boolean active) {
        this.sender = sender;
        this.active = active;
    }

    @Override
    public boolean isAutoStartup() {
        return active;
    }

    @Override
    public void start() {
        var looking = new Thread(this::run, "webhooks");
        looking.setDaemon(true);
        thread = looking;
        looking.start();
    }

    /** Lets what is being said end; what is left when the grace is over is said again after its lease. */
    @Override
    public void stop() {
        var looking = thread;
        if (looking == null) return;
        thread = null;
        looking.interrupt();
        try {
            looking.join(GRACE.toMillis());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        var threads = Executors.newFixedThreadPool(THREADS, work -> {
            var thread = new Thread(work, "webhook");
            thread.setDaemon(true);
            return thread;
        });
        try {
            for (var round = 1; isRunning(); round++) {
                look(threads);
                if (round % ROUNDS_TO_CLEAN_UP == 0) threads.execute(sender::forget);
                Thread.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException stopped) {
            LOG.debug("No more webhooks are looked for");
        }
        end(threads);
    }

    private static void end(ExecutorService threads) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) threads.shutdownNow();
        } catch (InterruptedException hurry) {
            threads.shutdownNow();
        }
    }

    private void look(ExecutorService threads) {
        try {
            for (var due : sender.due())
                while (atWork.getOrDefault(due.endpoint(), 0) < (due.failing() ? 1 : THREADS_PER_ENDPOINT)) {
                    atWork.merge(due.endpoint(), 1, Integer::sum);
                    threads.execute(() -> serve(due.endpoint()));
                }
        } catch (RuntimeException broken) {
            LOG.error("Looking for webhooks broke off and goes on in a moment", broken);
        }
    }

    private void serve(UUID endpoint) {
        try {
            for (var turn = 0; turn < TURN && isRunning(); turn++) if (sender.serve(endpoint, 1) == 0) return;
        } catch (RuntimeException broken) {
            LOG.error("Telling endpoint {} broke off and goes on in a moment", endpoint, broken);
        } finally {
            atWork.computeIfPresent(endpoint, (id, threads) -> threads == 1 ? null : threads - 1);
        }
    }
}
