package dev.parley.delivery;

import dev.parley.shared.NoticeFailures;
import dev.parley.shared.StillHolds;
import jakarta.mail.internet.AddressException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what is due, at least once (NOT-1): takes a batch in a short transaction that counts the attempts, keeps the bytes
 * of each in one of its own, speaks outside any transaction, then records each outcome.
 */
@Component
public class Sender {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private static final int BATCH = 20;
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>:;,()\"]+@[^\\s<>:;,()\"]+");

    private final Outbox outbox;
    private final MailWriter writer;
    private final ReadersCalendar calendar;
    private final JavaMailSenderImpl server;
    private final StillHolds stillHolds;
    private final NoticeFailures failures;
    private final TransactionTemplate transaction;

    /** One batch at a time in this process: when a call returns, nothing of what was due is still being spoken. */
    private final ReentrantLock speaking = new ReentrantLock();

    Sender(
            Outbox outbox,
            MailWriter writer,
            ReadersCalendar calendar,
            JavaMailSenderImpl server,
            StillHolds stillHolds,
            NoticeFailures failures,
            TransactionTemplate transaction) {
        this.outbox = outbox;
        this.writer = writer;
        this.calendar = calendar;
        this.server = server;
        this.stillHolds = stillHolds;
        this.failures = failures;
        this.transaction = transaction;
    }

    /** Sends everything that is due now and returns how many notices were handled, sent or not. */
    public int sendDue() {
        return sendDue(() -> true);
    }

    /** All over one connection; ends early where the server can't be reached, or between batches when it is to go on no more. */
    int sendDue(BooleanSupplier goOn) {
        if (TransactionSynchronizationManager.isActualTransactionActive())
            throw new IllegalStateException("nothing leaves the house inside a transaction");
        speaking.lock();
        try (var line = new MailLine(server)) {
            var handled = 0;
            for (var batch = take(); batch.size() > 0; batch = take()) {
                speak(batch.prepared(), line);
                handled += batch.size();
                if (line.isUnreachable() || !goOn.getAsBoolean()) break;
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

    /** A delivery with its bytes, or with the reason for which it has none. */
    private record Prepared(
            Delivery delivery,
            byte @Nullable [] message,
            @Nullable Outcome outcome) {}

    private record Batch(int size, List<Prepared> prepared) {}

    private Batch take() {
        var leased = transaction.execute(status -> outbox.lease(BATCH));
        var prepared = leased.stream().flatMap(delivery -> prepareAlone(delivery).stream());
        return new Batch(leased.size(), prepared.toList());
    }

    /** In a transaction of its own: what is wrong with one holds up no other. */
    private Optional<Prepared> prepareAlone(Delivery delivery) {
        try {
            return transaction.execute(status -> prepare(delivery));
        } catch (RuntimeException ours) {
            LOG.error("Notice {} ({}) can't be written", delivery.id(), delivery.kind(), ours);
            return Optional.of(failed(delivery, new Outcome.TryAgain("can't be written: " + ours)));
        }
    }

    private Optional<Prepared> prepare(Delivery delivery) {
        var moved = delivery.premises().stream()
                .filter(premise -> !stillHolds.stillHolds(premise))
                .findFirst();
        if (moved.isPresent()) {
            outbox.drop(delivery, moved.get().fact().otherwise());
            return Optional.empty();
        }
        if (delivery.message() != null) return Optional.of(new Prepared(delivery, delivery.message(), null));
        return write(delivery);
    }

    /** Empty for one who lost the lease, whose bytes would be others. */
    private Optional<Prepared> write(Delivery delivery) {
        try {
            var files = calendar.files(delivery);
            var mail = writer.write(delivery, files);
            var takenOut = files.stream()
                    .filter(CalendarFile::cancels)
                    .map(CalendarFile::deadline)
                    .toList();
            var kept = outbox.keepMessage(delivery, mail.messageId(), mail.bytes(), takenOut);
            return kept ? Optional.of(new Prepared(delivery, mail.bytes(), null)) : Optional.empty();
        } catch (AddressException malformed) {
            return Optional.of(
                    failed(delivery, new Outcome.Failed("the address is malformed: " + malformed.getMessage())));
        }
    }

    private static Prepared failed(Delivery delivery, Outcome outcome) {
        return new Prepared(delivery, null, outcome);
    }

    private void speak(List<Prepared> batch, MailLine line) {
        var waiting = 0;
        for (var next : batch) {
            var outcome = next.message() == null ? next.outcome() : line.send(next.message());
            if (outcome == null) throw new IllegalStateException("neither bytes nor a reason");
            record(outcome, next.delivery());
            if (outcome instanceof Outcome.Failed failed)
                LOG.warn("Notice {} failed: {}", next.delivery().id(), withoutAddresses(failed.error()));
            if (outcome instanceof Outcome.TryAgain again && waiting++ == 0)
                LOG.warn("The mail server makes notices wait: {}", withoutAddresses(again.error()));
        }
    }

    /** The log names parties by id only; the mail server's own words are in the notice's row. */
    private static String withoutAddresses(String words) {
        return ADDRESS.matcher(words).replaceAll("(address)");
    }

    /** What can't be recorded is sent again after its lease: that holds up nothing else. */
    private void record(Outcome outcome, Delivery delivery) {
        try {
            transaction.executeWithoutResult(status -> outcome.recordIn(outbox, failures, delivery));
        } catch (RuntimeException ours) {
            LOG.error("What became of notice {} can't be recorded", delivery.id(), ours);
        }
    }
}
