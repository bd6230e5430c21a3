package dev.parley.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.component.VEvent;
import dev.parley.ParleyTest;
import dev.parley.shared.Ids;
import dev.parley.shared.StillHolds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** One entry a deadline, in one reader's calendar. */
@ParleyTest
class ReadersCalendarTest {
    @Autowired
    Notices notices;

    @Autowired
    Outbox outbox;

    @Autowired
    MailWriter writer;

    @Autowired
    Wording wording;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient db;

    private final Set<UUID> closed = new HashSet<>();
    private final UUID milestone = Ids.next();
    private final UUID deadline = Ids.next();
    private final String address = milestone + "@client.example";
    private ScriptedSmtp server;
    private Sender sender;

    @BeforeEach
    void onlyWhatTheTestRecords() throws IOException {
        Samples.keepMilestone(db, milestone);
        db.sql("update delivery set state = 'DROPPED', dropped_because = 'of an earlier test', message = null"
                        + " where state = 'PENDING'")
                .update();
        server = new ScriptedSmtp();
        StillHolds open = premise -> !closed.contains(premise.subject());
        var calendar = new ReadersCalendar(outbox, wording, open);
        sender = new Sender(outbox, writer, calendar, server.client(), open, (notice, about, why) -> {}, transaction);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    @DisplayName("REV-1 the entry is in UTC, named by the deadline's id, with what happens when it passes")
    void entry() throws Exception {
        send(asking(Samples.DEADLINE));

        assertThat(calendar(0).lines())
                .contains(
                        "METHOD:PUBLISH",
                        "UID:" + deadline,
                        "SEQUENCE:0",
                        "DTSTART:20261204T170000Z",
                        "SUMMARY:Review “Homepage design” by Nadia Okafor")
                .anySatisfy(line -> assertThat(line)
                        .startsWith("DESCRIPTION:Please review by Friday\\, 4 December 2026\\, 18:00 Central European")
                        .contains("that counts as approval: 1\\,234.50 USD is released to Nadia Okafor"))
                .anySatisfy(line -> assertThat(line).startsWith("ORGANIZER").endsWith("mailto:parley@parley.example"))
                .noneMatch(line -> line.startsWith("ATTENDEE"));
        assertThat(server.mails().get(0)).contains("text/calendar; charset=UTF-8; method=PUBLISH", "deadline.ics");
    }

    @Test
    @DisplayName(
            "DEA-3 a moved deadline is the same entry with a higher number, later or earlier, and its end a higher one still")
    void moves() throws Exception {
        send(asking(Samples.DEADLINE));
        send(asking(Samples.DEADLINE.plus(Duration.ofDays(9))));
        send(asking(Samples.DEADLINE.plus(Duration.ofDays(2))));
        closed.add(deadline);
        send(telling());

        var events = List.of(event(0), event(1), event(2), event(3));
        assertThat(events).extracting(event -> event.getUid().getValue()).containsOnly(deadline.toString());
        assertThat(events)
                .extracting(event -> event.getSequence().getValue())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(events)
                .extracting(event -> event.getDateStart().getValue().toInstant())
                .containsExactly(
                        Samples.DEADLINE,
                        Samples.DEADLINE.plus(Duration.ofDays(9)),
                        Samples.DEADLINE.plus(Duration.ofDays(2)),
                        Samples.DEADLINE.plus(Duration.ofDays(2)));
        assertThat(calendar(3)).contains("METHOD:CANCEL", "STATUS:CANCELLED");
    }

    @Test
    @DisplayName("REV-1 the same end is not entered twice, and is taken out once")
    void onlyOnce() throws Exception {
        send(asking(Samples.DEADLINE));
        send(asking(Samples.DEADLINE));
        closed.add(deadline);
        send(telling());
        send(telling());

        assertThat(calendar(1)).isEmpty();
        assertThat(calendar(2)).contains("METHOD:CANCEL");
        assertThat(calendar(3)).isEmpty();
    }

    @Test
    @DisplayName(
            "REV-1 what the mail server did not take was not entered: the next mail enters it, and nothing is taken out")
    void notArrived() throws Exception {
        server.answer("RCPT", "550 nobody");
        send(asking(Samples.DEADLINE));
        server.behave();
        send(asking(Samples.DEADLINE));
        assertThat(calendar(0)).contains("METHOD:PUBLISH");

        server.answer("RCPT", "550 nobody");
        closed.add(deadline);
        send(telling());
        server.behave();
        send(telling());
        assertThat(calendar(1)).contains("METHOD:CANCEL");
    }

    @Test
    @DisplayName("REV-1 another reader's entries are left alone")
    void otherReaders() throws Exception {
        send(asking(Samples.DEADLINE));
        closed.add(deadline);
        var other = new Recipient("CLIENT", "Bob", "bob." + address, Samples.BERLIN);
        send(new Notice(
                Kind.CHANGES_RECEIPT,
                other,
                milestone,
                milestone,
                null,
                List.of(),
                telling().facts()));

        assertThat(calendar(1)).isEmpty();
    }

    private void send(Notice notice) {
        transaction.executeWithoutResult(status -> notices.record(List.of(notice)));
        assertThat(sender.sendDue()).isEqualTo(1);
    }

    private Notice asking(Instant end) {
        var facts = new HashMap<>(Samples.notice(Kind.REVIEW_OPENED, "CLIENT").facts());
        facts.put("deadline", end);
        return new Notice(Kind.REVIEW_OPENED, client(), milestone, milestone, deadline, List.of(), facts);
    }

    private Notice telling() {
        var facts = Samples.notice(Kind.CHANGES_RECEIPT, "CLIENT").facts();
        return new Notice(Kind.CHANGES_RECEIPT, client(), milestone, milestone, null, List.of(), facts);
    }

    private Recipient client() {
        return new Recipient("CLIENT", "Anna Weber", address, Samples.BERLIN);
    }

    private String calendar(int n) throws Exception {
        return ParsedMail.of(server.mails().get(n).getBytes(StandardCharsets.UTF_8))
                .calendar();
    }

    private VEvent event(int n) throws Exception {
        return Biweekly.parse(calendar(n)).first().getEvents().get(0);
    }
}
