package dev.parley.delivery;

import dev.parley.shared.StillHolds;
import jakarta.mail.internet.AddressException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what is due, at least once (NOT-1): takes a batch in a short transaction that counts the attempt and keeps the
 * bytes, speaks outside any transaction, then records each outcome.
 */
@Component
public class Sender {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private static final int BATCH = 20;

    private final Outbox outbox;
    private final MailWriter writer;
    private final JavaMailSenderImpl server;
    private final StillHolds stillHolds;
    private final TransactionTemplate transaction;

    /** One batch at a time in this process: when a call returns, nothing of what was due is still being spoken. */
    private final ReentrantLock speaking = new ReentrantLock();

    Sender(
            Outbox outbox,
            MailWriter writer,
            JavaMailSenderImpl server,
            StillHolds stillHolds,
            TransactionTemplate transaction) {
        this.outbox = outbox;
        this.writer = writer;
        this.server = server;
        this.stillHolds = stillHolds;
        this.transaction = transaction;
    }

    /** Sends everything that is due now and returns how many notices were handled, sent or not. */
    public int sendDue() {
        if (TransactionSynchronizationManager.isActualTransactionActive())
            throw new IllegalStateException("nothing leaves the house inside a transaction");
        speaking.lock();
        try {
            var handled = 0;
            for (var batch = take(); batch.size() > 0; batch = take()) {
                speak(batch.ready());
                handled += batch.size();
            }
            return handled;
        } finally {
            speaking.unlock();
        }
    }

    /** When the next notice is due: empty if none waits. */
    public Optional<Instant> nextDue() {
        return outbox.nextDue();
    }

    private record Ready(Delivery delivery, byte[] message) {}

    private record Batch(int size, List<Ready> ready) {}

    private Batch take() {
        return transaction.execute(status -> {
            var leased = outbox.lease(BATCH);
            var ready = new ArrayList<Ready>();
            for (var delivery : leased) prepare(delivery).ifPresent(ready::add);
            return new Batch(leased.size(), ready);
        });
    }

    private Optional<Ready> prepare(Delivery delivery) {
        var moved = delivery.premises().stream()
                .filter(premise -> !stillHolds.stillHolds(premise))
                .findFirst();
        if (moved.isPresent()) {
            outbox.drop(delivery, moved.get().fact().otherwise());
            return Optional.empty();
        }
        if (delivery.message() != null) return Optional.of(new Ready(delivery, delivery.message()));
        return write(delivery);
    }

    private Optional<Ready> write(Delivery delivery) {
        MailWriter.Mail mail;
        try {
            mail = writer.write(delivery);
        } catch (AddressException malformed) {
            LOG.warn("Notice {} failed: its address is malformed", delivery.id());
            outbox.failed(delivery, "the address is malformed: " + malformed.getMessage());
            return Optional.empty();
        } catch (RuntimeException ours) {
            LOG.error("Notice {} ({}) can't be written", delivery.id(), delivery.kind(), ours);
            outbox.tryAgain(delivery, "can't be written: " + ours);
            return Optional.empty();
        }
        outbox.keepMessage(delivery, mail.messageId(), mail.bytes());
        return Optional.of(new Ready(delivery, mail.bytes()));
    }

    private void speak(List<Ready> ready) {
        var waiting = 0;
        try (var line = new MailLine(server)) {
            for (var next : ready) {
                var outcome = line.send(next.message());
                outcome.recordIn(outbox, next.delivery());
                if (outcome instanceof Outcome.Failed failed)
                    LOG.warn("Notice {} failed: {}", next.delivery().id(), failed.error());
                if (outcome instanceof Outcome.TryAgain again && waiting++ == 0)
                    LOG.warn("The mail server makes notices wait: {}", again.error());
            }
        }
    }
}
