package dev.parley.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.ParleyTest;
import dev.parley.sandbox.MailCatcher;
import dev.parley.shared.Ids;
import dev.parley.shared.NoticeFailures;
import dev.parley.shared.StillHolds;
import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The sender against a mail server that behaves, and one that does not. */
@ParleyTest
class SenderTest {
    @Autowired
    Notices notices;

    @Autowired
    Outbox outbox;

    @Autowired
    MailWriter writer;

    @Autowired
    Wording wording;

    @Autowired
    Sender senderOfTheApplication;

    @Autowired
    MailCatcher catcher;

    @Autowired
    SenderLoop loopOfTheApplication;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient db;

    private final Set<UUID> closed = new HashSet<>();
    private final List<String> failures = new ArrayList<>();
    private final UUID subject = Ids.next();
    private final String address = subject + "@freelancer.example";
    private ScriptedSmtp server;
    private Sender sender;

    @BeforeEach
    void onlyWhatTheTestRecords() throws IOException {
        Samples.keepMilestone(db, Samples.MILESTONE);
        db.sql(
                        "update delivery set state = 'DROPPED', dropped_because = 'of an earlier test', message = null where state = 'PENDING'")
                .update();
        server = new ScriptedSmtp();
        sender = sender(server.client());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    @DisplayName("NOT-1 a notice is sent after its transaction, once")
    void sendsOnce() {
        record(Samples.changesRequested(subject, address));

        assertThat(sender.sendDue()).isEqualTo(1);
        assertThat(sender.sendDue()).isZero();

        assertThat(server.mailsTo(address)).hasSize(1);
        assertThat(sent().state()).isEqualTo(Sent.State.ACCEPTED);
        assertThat(sent().attempts()).isEqualTo(1);
        assertThat(sent().acceptedAt()).isAfterOrEqualTo(sent().recordedAt());
        assertThat(sender.nextDue()).isEmpty();
    }

    @Test
    @DisplayName("NOT-5 a notice of the running application arrives whole")
    void arrivesWhole() {
        record(Samples.changesRequested(subject, address));

        assertThat(senderOfTheApplication.sendDue()).isEqualTo(1);

        assertThat(catcher.mails())
                .filteredOn(mail -> mail.header("X-Parley-Subject").equals(subject.toString()))
                .singleElement()
                .satisfies(mail -> {
                    assertThat(mail.to()).isEqualTo("Nadia Okafor <" + address + ">");
                    assertThat(mail.text()).contains("> Please use the palette that we sent.");
                    assertThat(mail.html()).contains("Please use the palette that we sent.");
                });
    }

    @Test
    @DisplayName("NOT-1 nothing is spoken inside a transaction")
    void refusesATransaction() {
        assertThatThrownBy(() -> transaction.execute(status -> sender.sendDue()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("NOT-1 a mail server that is down delays a notice, which is then the same to the byte")
    void survivesAServerThatIsDown() throws IOException {
        record(Samples.changesRequested(subject, address));

        assertThat(sender(down()).sendDue()).isEqualTo(1);

        assertThat(sent().state()).isEqualTo(Sent.State.PENDING);
        assertThat(sent().lastError()).contains("Connection refused");
        assertThat(untilNextAttempt()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5));
        assertThat(sender.nextDue()).isPresent();
        assertThat(sender.sendDue()).isZero();
        var stored = storedMessage();

        dueNow();
        assertThat(sender.sendDue()).isEqualTo(1);
        assertThat(server.mails()).containsExactly(stored);
        assertThat(sent().state()).isEqualTo(Sent.State.ACCEPTED);
        assertThat(sent().attempts()).isEqualTo(2);
    }

    @Test
    @DisplayName(
            "NOT-1 a mail server that is down is called once, and notices beyond the batch at hand stay as they are")
    void callsOnce() throws IOException {
        record(many(45));

        var handled = sender(down()).sendDue();

        assertThat(handled).isBetween(1, 44);
        assertThat(notices.of(subject)).filteredOn(sent -> sent.attempts() == 0).hasSize(45 - handled);
    }

    @Test
    @DisplayName("NOT-1 the mails of all batches share a connection, until the sender is to stop")
    void sharesAConnection() {
        record(many(45));

        assertThat(sender.sendDue(() -> false)).isBetween(1, 44);
        assertThat(server.connections()).isEqualTo(1);
        sender.sendDue();
        assertThat(server.mails()).hasSize(45);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    @DisplayName("NOT-1 a mail whose acceptance was never heard is repeated with the same bytes and Message-ID")
    void repeatsTheSameBytes() throws Exception {
        server.answer(".", "");
        record(Samples.reviewOpened(subject, Ids.next()));

        sender.sendDue();
        assertThat(sent().state()).isEqualTo(Sent.State.PENDING);
        server.behave();
        dueNow();
        sender.sendDue();

        assertThat(server.mails()).hasSize(2);
        assertThat(server.mails().get(1)).isEqualTo(server.mails().get(0));
        assertThat(ParsedMail.of(server.mails().get(0).getBytes(UTF_8)).header("Message-ID"))
                .isEqualTo("<" + sent().id() + "@parley.example>");
        assertThat(sent().state()).isEqualTo(Sent.State.ACCEPTED);
    }

    @Test
    @DisplayName("NOT-1 the stored bytes go out as they are, also where the library would re-encode them")
    void reencodesNothing() {
        server.answer("EHLO", "250-fine\r\n250 8BITMIME");
        var eager = server.client();
        eager.getJavaMailProperties().put("mail.smtp.allow8bitmime", "true");
        record(Samples.reviewOpened(subject, Ids.next()));

        server.answer("CONNECT", "421 too busy");
        sender(eager).sendDue();
        var stored = storedMessage();

        server.behave();
        server.answer("EHLO", "250-fine\r\n250 8BITMIME");
        dueNow();
        sender(eager).sendDue();

        assertThat(server.mails()).containsExactly(stored);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    CONNECT | 421 too busy
                    CONNECT | 554 not from you
                    MAIL    | 530 log in first
                    MAIL    | 550 unknown sender
                    RCPT    | 450 greylisted
                    DATA    | 451 no space just now
                    .       | 452 no space just now
                    """)
    @DisplayName("NOT-1 what the server can't take now, or takes from nobody, is tried again")
    void triesAgain(String command, String answer) {
        server.answer(command, answer);
        record(Samples.changesRequested(subject, address));

        sender.sendDue();

        assertThat(sent().state()).isEqualTo(Sent.State.PENDING);
        assertThat(sent().lastError()).contains(answer.substring(0, 3));
        server.behave();
        dueNow();
        sender.sendDue();
        assertThat(sent().state()).isEqualTo(Sent.State.ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    RCPT | 550 5.1.1 nobody of that name here
                    RCPT | 553 5.1.3 no such address
                    DATA | 554 5.6.0 not this one
                    .    | 552 5.3.4 too large
                    """)
    @DisplayName("NOT-3 a permanent failure is shown, with the server's words, and is not tried again")
    void showsPermanentFailures(String command, String answer) {
        server.answer(command, answer);
        record(Samples.changesRequested(subject, address));
        record(Samples.changesRequested(Ids.next(), "other@freelancer.example"));

        assertThat(sender.sendDue()).isEqualTo(2);

        assertThat(sent().state()).isEqualTo(Sent.State.FAILED);
        assertThat(sent().lastError()).contains(answer);
        assertThat(failures).hasSize(2).allMatch(why -> why.startsWith("CHANGES_REQUESTED to FREELANCER: " + answer));
        assertThat(sender.nextDue()).isEmpty();
    }

    @Test
    @DisplayName("NOT-1 the bytes, which hold the reader's link, are kept until the mail server has them and no longer")
    void keepsNoBytes() {
        server.answer("CONNECT", "421 too busy");
        record(Samples.changesRequested(subject, address));
        sender.sendDue();
        assertThat(storedMessage()).isNotEmpty();

        server.behave();
        dueNow();
        sender.sendDue();

        assertThat(db.sql("select message is null and message_id is not null from delivery where subject_id = ?")
                        .param(subject)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    @DisplayName(
            "NOT-1 a failure that can't be told to people is tried again after the lease, and holds up nothing else")
    void isolatesWhatBreaks() {
        server.answer("RCPT", "550 nobody");
        record(Samples.changesRequested(subject, address));
        NoticeFailures broken = (notice, about, why) -> {
            throw new IllegalStateException("the instance has just ended");
        };
        var calendar = new ReadersCalendar(outbox, wording, premise -> true);
        var blind = new Sender(outbox, writer, calendar, server.client(), premise -> true, broken, transaction);

        assertThat(blind.sendDue()).isEqualTo(1);

        assertThat(sent().state()).isEqualTo(Sent.State.PENDING);
        dueNow();
        sender.sendDue();
        assertThat(sent().state()).isEqualTo(Sent.State.FAILED);
    }

    @Test
    @DisplayName("REV-5 a reminder waits for its time")
    void waitsForItsTime() {
        var later = db.sql("select parley.now()")
                .query(OffsetDateTime.class)
                .single()
                .plusHours(1);
        var sample = Samples.changesRequested(subject, address);
        record(new Notice(
                sample.kind(),
                sample.to(),
                sample.milestone(),
                subject,
                null,
                List.of(),
                sample.facts(),
                later.toInstant()));

        assertThat(sender.sendDue()).isZero();

        assertThat(sender.nextDue()).contains(later.toInstant());
        assertThat(sent().notBefore()).isEqualTo(later.toInstant());
        dueNow();
        assertThat(sender.sendDue()).isEqualTo(1);
    }

    @Test
    @DisplayName("NOT-3 an address that is none fails visibly, and holds nobody else up")
    void showsMalformedAddresses() {
        record(Samples.changesRequested(subject, "nobody"), Samples.changesRequested(Ids.next(), address));

        assertThat(sender.sendDue()).isEqualTo(2);

        assertThat(sent().state()).isEqualTo(Sent.State.FAILED);
        assertThat(sent().lastError()).contains("address");
        assertThat(server.mailsTo(address)).hasSize(1);
    }

    @Test
    @DisplayName("NOT-2 a notice whose deadline is no longer open is dropped, and that is recorded")
    void dropsWhatNoLongerHolds() {
        var answered = Ids.next();
        var open = Ids.next();
        var stillOpen = Ids.next();
        record(Samples.reviewOpened(subject, answered), Samples.reviewOpened(stillOpen, open));
        closed.add(answered);

        assertThat(sender.sendDue()).isEqualTo(2);

        assertThat(sent().state()).isEqualTo(Sent.State.DROPPED);
        assertThat(sent().droppedBecause()).isEqualTo("its deadline is no longer open");
        assertThat(notices.of(stillOpen)).singleElement().matches(sent -> sent.state() == Sent.State.ACCEPTED);
        assertThat(server.mails()).hasSize(1);
    }

    @Test
    @DisplayName("NOT-2 a notice that waits for the mail server is dropped if its deadline closes meanwhile")
    void dropsWhatClosedMeanwhile() {
        var deadline = Ids.next();
        server.answer("CONNECT", "421 too busy");
        record(Samples.reviewOpened(subject, deadline));
        sender.sendDue();

        closed.add(deadline);
        server.behave();
        dueNow();
        sender.sendDue();

        assertThat(sent().state()).isEqualTo(Sent.State.DROPPED);
        assertThat(server.mails()).isEmpty();
    }

    @Test
    @DisplayName("NOT-1 senders at work at once send each notice once")
    void sharesTheWork() throws Exception {
        record(many(90));

        var nodes = Executors.newFixedThreadPool(3);
        var handled = nodes.invokeAll(Stream.generate(() -> sender(server.client()))
                .limit(3)
                .map(node -> (Callable<Integer>) node::sendDue)
                .toList());
        nodes.shutdown();

        var total = 0;
        for (var node : handled) total += node.get();
        assertThat(total).isEqualTo(90);
        assertThat(server.mails()).hasSize(90).doesNotHaveDuplicates();
        assertThat(notices.of(subject)).allMatch(sent -> sent.state() == Sent.State.ACCEPTED && sent.attempts() == 1);
    }

    @Test
    @DisplayName("NOT-1 what a dead sender had taken is sent again when its lease has run out, the same to the byte")
    void takesOverFromTheDead() {
        record(Samples.changesRequested(subject, address));
        transaction.executeWithoutResult(status -> {
            var taken = outbox.lease(20).get(0);
            outbox.keepMessage(
                    taken,
                    "<kept@parley.example>",
                    "To: %s\r\n\r\nkept".formatted(address).getBytes(UTF_8),
                    List.of());
        });

        assertThat(sender.sendDue()).isZero();
        assertThat(untilNextAttempt()).isBetween(Outbox.LEASE.minusSeconds(5), Outbox.LEASE);

        dueNow();
        assertThat(sender.sendDue()).isEqualTo(1);
        assertThat(server.mails()).containsExactly("To: " + address + "\r\n\r\nkept\r\n");
        assertThat(sent().attempts()).isEqualTo(2);
    }

    @Test
    @DisplayName("NOT-1 one who lost its lease can still report an acceptance, but no failure")
    void hearsTheLateOnes() {
        record(Samples.changesRequested(subject, address));
        var slow = transaction.execute(status -> outbox.lease(20)).get(0);
        dueNow();
        transaction.execute(status -> outbox.lease(20));

        outbox.failed(slow, "550 no");
        outbox.tryAgain(slow, "450 later");
        assertThat(sent().state()).isEqualTo(Sent.State.PENDING);
        assertThat(sent().lastError()).isNull();

        outbox.accepted(slow);
        assertThat(sent().state()).isEqualTo(Sent.State.ACCEPTED);
    }

    @Test
    @DisplayName("NOT-1 one who lost its lease before it had written the mail writes none: there is one content")
    void writesOnce() {
        record(Samples.changesRequested(subject, address));
        var slow = transaction.execute(status -> outbox.lease(20)).get(0);
        dueNow();
        server.answer("CONNECT", "421 too busy");
        sender.sendDue();
        var kept = storedMessage();

        assertThat(keepOther(slow)).isFalse();
        assertThat(storedMessage()).isEqualTo(kept);

        server.behave();
        dueNow();
        sender.sendDue();
        assertThat(keepOther(slow)).isFalse();
        assertThat(sent().state()).isEqualTo(Sent.State.ACCEPTED);
        assertThat(server.mails()).hasSize(1);
    }

    private boolean keepOther(Delivery delivery) {
        return transaction.execute(
                status -> outbox.keepMessage(delivery, "<other@parley.example>", "other".getBytes(UTF_8), List.of()));
    }

    @Test
    @DisplayName("NOT-1 one whose lease runs out while it writes speaks no bytes of its own")
    void speaksNoOtherBytes() {
        record(Samples.reviewOpened(subject, Ids.next()));
        var overtaken = new AtomicInteger();
        var slow = sender(server.client(), premise -> {
            if (overtaken.getAndIncrement() == 0)
                CompletableFuture.runAsync(this::sendAsAnother).join();
            return true;
        });

        slow.sendDue();

        assertThat(overtaken).hasPositiveValue();
        assertThat(server.mails()).hasSize(1);

        dueNow();
        sender.sendDue();
        assertThat(server.mails()).hasSize(2);
        assertThat(server.mails().get(1)).isEqualTo(server.mails().get(0));
        assertThat(sent().state()).isEqualTo(Sent.State.ACCEPTED);
    }

    /** The server takes the mail and does not say so. */
    private void sendAsAnother() {
        server.answer(".", "");
        dueNow();
        sender.sendDue();
        server.behave();
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "2, 10", "3, 20", "8, 640", "9, 900", "1000, 900"})
    @DisplayName("NOT-1 the pause between attempts doubles from 5 seconds up to 15 minutes")
    void pausesLonger(int attempts, int seconds) {
        assertThat(Outbox.pauseAfter(attempts)).hasSeconds(seconds);
    }

    @Test
    @DisplayName("NOT-1 the running application sends by itself, what was just recorded and what became due")
    void sendsByItself() {
        record(Samples.changesRequested(subject, "early." + address));
        var loop = new SenderLoop(sender, true, Duration.ofMillis(50));
        loop.start();
        try {
            await().until(() -> server.mailsTo("early." + address).size() == 1);
            record(Samples.changesRequested(subject, "late." + address));
            await().until(() -> server.mailsTo("late." + address).size() == 1);
        } finally {
            loop.stop();
        }
        assertThat(loop.isRunning()).isFalse();
    }

    @Test
    @DisplayName("NOT-1 a commit that recorded notices wakes the sender at once, a rollback does not")
    void wakesUp() {
        loopOfTheApplication.wakeUps.drainPermits();

        transaction.executeWithoutResult(status -> {
            notices.record(List.of(Samples.changesRequested(subject, address)));
            status.setRollbackOnly();
        });
        assertThat(loopOfTheApplication.wakeUps.availablePermits()).isZero();

        var awakeBeforeTheCommit = new AtomicInteger(-1);
        transaction.executeWithoutResult(status -> {
            notices.record(List.of(Samples.changesRequested(subject, address)));
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCompletion() {
                    awakeBeforeTheCommit.set(loopOfTheApplication.wakeUps.availablePermits());
                }
            });
        });
        assertThat(awakeBeforeTheCommit).hasValue(0);
        assertThat(loopOfTheApplication.wakeUps.availablePermits()).isEqualTo(1);
    }

    @Test
    @DisplayName("NOT-1 a sender that is woken does not wait for its pause")
    void doesNotWaitForItsPause() {
        var loop = new SenderLoop(sender, true, Duration.ofHours(1));
        loop.start();
        try {
            record(Samples.changesRequested(subject, address));
            loop.wake(new NoticesRecorded());
            await().until(() -> server.mailsTo(address).size() == 1);
        } finally {
            loop.stop();
        }
    }

    @Test
    @DisplayName("NOT-1 a notice that can't be written waits, and holds up none of the others")
    void poison() {
        var poison = Samples.changesRequested(subject, address);
        var nowhere = Ids.next();
        record(
                new Notice(poison.kind(), poison.to(), nowhere, subject, null, List.of(), poison.facts()),
                Samples.changesRequested(Ids.next(), address));

        assertThat(sender.sendDue()).isEqualTo(2);

        assertThat(server.mailsTo(address)).hasSize(1);
        assertThat(sent().state()).isEqualTo(Sent.State.PENDING);
        assertThat(sent().lastError()).startsWith("can't be written");
        assertThat(untilNextAttempt()).isPositive();
    }

    private Sender sender(JavaMailSenderImpl mailServer) {
        return sender(mailServer, premise -> !closed.contains(premise.subject()));
    }

    private Sender sender(JavaMailSenderImpl mailServer, StillHolds open) {
        var calendar = new ReadersCalendar(outbox, wording, open);
        NoticeFailures seen = (notice, about, why) -> failures.add(why);
        return new Sender(outbox, writer, calendar, mailServer, open, seen, transaction);
    }

    private static JavaMailSenderImpl down() throws IOException {
        try (var closedSoon = new ScriptedSmtp()) {
            return closedSoon.client();
        }
    }

    private Notice[] many(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> Samples.changesRequested(subject, n + "." + address))
                .toArray(Notice[]::new);
    }

    private void record(Notice... some) {
        transaction.executeWithoutResult(status -> notices.record(List.of(some)));
    }

    private Sent sent() {
        assertThat(notices.of(subject)).hasSize(1);
        return notices.of(subject).get(0);
    }

    private void dueNow() {
        db.sql("update delivery set next_attempt_at = parley.now() where state = 'PENDING'")
                .update();
    }

    private Duration untilNextAttempt() {
        return db.sql("select parley.now() as now, next_attempt_at from delivery where subject_id = ?")
                .param(subject)
                .query((row, n) -> Duration.between(
                        row.getObject("now", OffsetDateTime.class),
                        row.getObject("next_attempt_at", OffsetDateTime.class)))
                .single();
    }

    private String storedMessage() {
        return new String(
                db.sql("select message from delivery where subject_id = ?")
                        .param(subject)
                        .query(byte[].class)
                        .single(),
                UTF_8);
    }
}
