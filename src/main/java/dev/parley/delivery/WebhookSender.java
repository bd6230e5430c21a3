package dev.parley.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Tells endpoints what is due, at least once each: counts the attempt, speaks outside any transaction, records the answer. */
@Component
public class WebhookSender {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
    private static final int GONE = 410;

    /** Too many requests, and unavailable: what Retry-After is heeded with. */
    private static final Set<Integer> ASK_FOR_TIME = Set.of(429, 503);

    private static final int FORGOTTEN_AT_ONCE = 1000;

    private final WebhookEndpoints endpoints;
    private final WebhookQueue queue;
    private final WebhookSecrets secrets;
    private final WebhookPost post;

    WebhookSender(WebhookEndpoints endpoints, WebhookQueue queue, WebhookSecrets secrets, WebhookPost post) {
        this.endpoints = endpoints;
        this.queue = queue;
        this.secrets = secrets;
        this.post = post;
    }

    /** Tells everything that is due now, one after the other, and returns how many attempts that took. */
    public int sendDue() {
        return due().stream()
                .mapToInt(due -> serve(due.endpoint(), Integer.MAX_VALUE))
                .sum();
    }

    List<WebhookQueue.Due> due() {
        endpoints.queueEvents();
        return queue.due();
    }

    /** Cleans the log up; a batch at a time, so that no transaction is long. */
    void forget() {
        var forgotten = FORGOTTEN_AT_ONCE;
        while (forgotten == FORGOTTEN_AT_ONCE) forgotten = queue.forget(FORGOTTEN_AT_ONCE);
    }

    /** Makes at most so many attempts at one endpoint; returns how many it made. */
    int serve(UUID endpoint, int most) {
        if (TransactionSynchronizationManager.isActualTransactionActive())
            throw new IllegalStateException("nothing leaves the house inside a transaction");
        for (var made = 0; made < most; made++) {
            var attempt = queue.lease(endpoint);
            if (attempt.isEmpty()) return made;
            make(attempt.get());
        }
        return most;
    }

    private void make(WebhookQueue.Attempt attempt) {
        try {
            record(
                    attempt,
                    post.send(
                            URI.create(attempt.url()),
                            headers(attempt),
                            attempt.body().getBytes(UTF_8)));
        } catch (IOException failed) {
            queue.failed(attempt, null, words(failed), Duration.ZERO);
        } catch (RuntimeException ours) {
            LOG.error("Webhook {} can't be sent", attempt.id(), ours);
            queue.failed(attempt, null, "can't be sent: " + ours.getClass().getSimpleName(), Duration.ZERO);
        }
    }

    private void record(WebhookQueue.Attempt attempt, WebhookPost.Answered answered) {
        var status = answered.status();
        if (status >= 200 && status < 300) queue.delivered(attempt, status);
        else if (status == GONE) queue.gone(attempt, status);
        else {
            var why = status / 100 == 3 ? "a redirect is not followed" : "status " + status;
            queue.failed(attempt, status, why, ASK_FOR_TIME.contains(status) ? answered.retryAfter() : Duration.ZERO);
        }
    }

    private Map<String, String> headers(WebhookQueue.Attempt attempt) {
        var signature = signature(attempt, attempt.secret());
        return Map.of(
                "webhook-id", attempt.event().toString(),
                "webhook-timestamp", String.valueOf(attempt.second()),
                "webhook-signature",
                        attempt.formerSigns() ? signature + " " + signature(attempt, attempt.secret() - 1) : signature);
    }

    private String signature(WebhookQueue.Attempt attempt, int secret) {
        return secrets.sign(attempt.endpoint(), secret, attempt.event().toString(), attempt.second(), attempt.body());
    }

    private static String words(IOException failed) {
        return failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
    }
}
