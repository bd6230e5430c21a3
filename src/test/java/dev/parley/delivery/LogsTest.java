package dev.parley.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.shared.Money;
import dev.parley.shared.NoticeFailures;
import dev.parley.shared.StillHolds;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What production would log while people with telling names do things that succeed, are refused and fail. */
@ParleyTest
class LogsTest {
    private static final Money AMOUNT = Money.of(70_000, "USD");
    private static final String CANARY = "zyxw";

    @LocalServerPort
    int port;

    @Autowired
    Outbox outbox;

    @Autowired
    MailWriter writer;

    @Autowired
    Wording wording;

    @Autowired
    Sender sender;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient db;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = logger("ROOT");
    private final Level before = root.getLevel();

    @BeforeEach
    void asInProduction() {
        root.setLevel(Level.INFO);
        logger("org.camunda").setLevel(Level.WARN);
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void asItWas() {
        root.detachAppender(log);
        root.setLevel(before);
        logger("org.camunda").setLevel(null);
        sender.sendDue();
    }

    @Test
    @DisplayName(
            "AUD-3 the log names parties by id only: acts, refusals and failed mails leave no name, address or statement in it")
    void noNames() throws IOException {
        var api = new Api(port);
        db.sql(
                        "update delivery set state = 'DROPPED', dropped_because = 'of an earlier test', message = null where state = 'PENDING'")
                .update();
        var milestone = register(api);
        api.deposit(milestone, AMOUNT).expect(200);
        api.submit(milestone, AMOUNT).expect(201);
        var evidence = api.upload(milestone, "FREELANCER", CANARY + ".txt", CANARY)
                .expect(201)
                .id();
        var dispute = api.file(milestone, "PAYMENT_NOT_RELEASED", AMOUNT, CANARY + " owes me.", evidence)
                .expect(201)
                .id();
        api.file(milestone, "PAYMENT_NOT_RELEASED", AMOUNT, CANARY + " owes me.")
                .expect(409);
        api.post("/disputes/" + dispute + "/response", Map.of("answer", CANARY, "description", CANARY))
                .expect(400);
        api.post("/disputes/" + dispute + "/" + CANARY, "{" + CANARY).expect(404);
        mailsAreRefused("550 5.1.1 <client-" + CANARY + "@parties.example>: unknown here");
        api.decline(dispute, 1).expect(200);
        mailsAreRefused("451 4.2.1 client-" + CANARY + "@parties.example is full");
        api.as("otto").get("/notices?state=FAILED").expect(200);

        var said = log.list.stream().map(LogsTest::text).toList();
        assertThat(said).anyMatch(line -> line.contains("failed: 550 5.1.1 <(address)>"));
        assertThat(said).anyMatch(line -> line.contains("makes notices wait"));
        assertThat(said).noneMatch(line -> line.contains(CANARY));
    }

    private static UUID register(Api api) {
        var contract = Api.contract("MARKETPLACE", "USD", "America/New_York", "US-NY", AMOUNT.minor());
        contract.put("client", party("client"));
        contract.put("freelancer", party("freelancer"));
        contract.put("title", "A shop for " + CANARY);
        return api.register(contract).expect(201).milestone(0);
    }

    private static Map<String, Object> party(String side) {
        return Map.of(
                "externalId", Api.fresh("party"),
                "name", side + " " + CANARY,
                "email", side + "-" + CANARY + "@parties.example");
    }

    private void mailsAreRefused(String answer) throws IOException {
        StillHolds always = premise -> true;
        NoticeFailures unseen = (notice, about, why) -> {};
        try (var server = new ScriptedSmtp()) {
            server.answer("RCPT", answer);
            new Sender(
                            outbox,
                            writer,
                            new ReadersCalendar(outbox, wording, always),
                            server.client(),
                            always,
                            unseen,
                            transaction)
                    .sendDue();
        }
    }

    private static String text(ILoggingEvent event) {
        var thrown = event.getThrowableProxy();
        return event.getFormattedMessage() + (thrown == null ? "" : "\n" + ThrowableProxyUtil.asString(thrown));
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}
