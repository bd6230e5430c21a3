package dev.parley.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.ledger.Escrow;
import dev.parley.ledger.Ledger;
import dev.parley.process.Audit.Finding;
import dev.parley.shared.Actor;
import dev.parley.shared.Money;
import dev.parley.shared.Split;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Each line of the audit is seen to appear when its data is broken, past all guards, in a transaction that is undone. */
@ParleyTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditTest {
    private static final Money AMOUNT = Money.of(70_000, "USD");

    @LocalServerPort
    int port;

    @Autowired
    EmbeddedPostgres postgres;

    @Autowired
    Audit audit;

    @Autowired
    JdbcClient db;

    @Autowired
    Ledger ledger;

    @Value("${parley.evidence.folder}")
    Path folder;

    private Api api;
    private UUID open;
    private UUID closed;
    private UUID review;
    private UUID chargeback;

    @BeforeAll
    void somethingToBreak() {
        giveBackHoldsOfNoCase();
        api = new Api(port);
        open = api.openCase(AMOUNT);
        closed = api.openCase(AMOUNT);
        api.approveRequest(closed, 1).expect(200);
        review = api.submit(api.fundedMilestone(AMOUNT), AMOUNT).expect(201).id();
        var milestone = api.fundedMilestone(AMOUNT);
        api.deposit(milestone, "D-" + milestone, AMOUNT).expect(200);
        chargeback = api.chargeBack(milestone, "D-" + milestone, "C-1", AMOUNT)
                .expect(201)
                .id();
        api.advance("PT1S").expect(200);
    }

    /** As the tests of the ledger alone leave them in the database that all share. */
    private void giveBackHoldsOfNoCase() {
        db.sql("""
                        select id, contract, milestone, currency, amount from hold
                         where not exists (select from hold_resolution r where r.hold = hold.id)
                           and not exists (select from dispute d where d.hold_id = hold.id)
                        """)
                .query((row, n) -> {
                    var hold = row.getObject("id", UUID.class);
                    var held = Money.of(row.getLong("amount"), row.getString("currency"));
                    var escrow = new Escrow(
                            row.getObject("contract", UUID.class),
                            row.getObject("milestone", UUID.class),
                            held.currency());
                    return ledger.settle(
                            "given-back:" + hold,
                            hold,
                            escrow,
                            Split.backToEscrow(held),
                            BigDecimal.ZERO,
                            Actor.PARLEY);
                })
                .list();
    }

    @Test
    @DisplayName("ESC-1 ESC-6 AUD-1 the audit finds nothing when all is well")
    void nothing() {
        assertThat(audit.findings()).isEmpty();
    }

    @Test
    @DisplayName("DIS-2 evidence whose file was changed or is gone is found, and so is a file that no row names")
    void evidenceFiles() throws IOException {
        var milestone = api.fundedMilestone(AMOUNT);
        var sha256 = api.upload(milestone, "CLIENT", "plan.txt", "the plan of " + milestone)
                .expect(201)
                .at("/sha256");
        var place = folder.resolve(sha256.substring(0, 2)).resolve(sha256);
        var content = Files.readString(place);
        var orphan = folder.resolve("left.part");
        try {
            Files.writeString(place, "another plan");
            assertThat(audit.findings()).extracting(Audit.Finding::check).containsExactly("evidence-has-its-file");
            Files.delete(place);
            assertThat(audit.findings()).extracting(Audit.Finding::subject).containsExactly(sha256);
            Files.writeString(place, content);

            Files.writeString(orphan, "half a plan");
            assertThat(audit.findings()).isEmpty();
            Files.setLastModifiedTime(orphan, FileTime.from(Instant.now().minus(Duration.ofDays(3))));
            assertThat(audit.findings()).extracting(Audit.Finding::check).containsExactly("files-have-their-row");
        } finally {
            Files.writeString(place, content);
            Files.deleteIfExists(orphan);
        }
    }

    static Stream<Arguments> breaches() {
        return Stream.of(
                breach(
                        "transfers-balance",
                        "update posting set amount = amount + 1 where transfer = (select max(id) from transfer)"),
                breach(
                        "balances-follow-postings",
                        "update account set balance = balance + 1 where kind = 'HELD' and ref = (select hold_id from dispute where id = '{open}')"),
                breach(
                        "escrow-not-negative",
                        "alter table account drop constraint account_not_overdrawn",
                        "update account set balance = -1 where kind = 'FREE' and ref = (select milestone_id from dispute where id = '{open}')"),
                breach(
                        "references-once",
                        "alter table transfer drop constraint transfer_reference_key",
                        "update transfer set reference = 'twice' where id in (select id from transfer order by id desc limit 2)"),
                breach(
                        "money-in-is-somewhere",
                        "update account set balance = balance + 1 where kind = 'WORLD' and currency = 'USD' and id = (select max(id) from account where kind = 'WORLD' and currency = 'USD')"),
                breach(
                        "holds-resolved-once",
                        "delete from hold_resolution where hold = (select hold_id from dispute where id = '{closed}')"),
                breach(
                        "cases-hold-their-amount",
                        "update dispute set amount_minor = amount_minor - 1 where id = '{open}'"),
                breach("cases-hold-their-amount", "update dispute set hold_id = gen_random_uuid() where id = '{open}'"),
                breach(
                        "shares-end-with-their-case",
                        "insert into account (kind, ref, contract, currency, balance) select 'ARBITRATION_HELD', '{closed}', contract, currency, 1 from hold where id = (select hold_id from dispute where id = '{closed}')"),
                breach(
                        "transfers-are-ordered",
                        "update transfer_order set amount = amount - 1 where transfer = (select id from transfer where reference = 'settle:{closed}')"),
                breach(
                        "transfers-are-ordered",
                        "insert into transfer_order (transfer, contract, milestone, currency, payee, amount, state, replaces, ordered_at, changed_at) select transfer, contract, milestone, currency, payee, amount, 'ORDERED', id, now(), now() from transfer_order where transfer = (select id from transfer where reference = 'settle:{closed}')"),
                breach(
                        "frozen-is-there",
                        "update account set balance = 0 where kind = 'FREE' and ref = (select milestone from chargeback where id = '{chargeback}')"),
                breach(
                        "frozen-is-there",
                        "update transfer_order set state = 'WAITING' where transfer = (select id from transfer where reference = 'settle:{closed}')"),
                breach(
                        "frozen-is-there",
                        "update account set balance = balance + 1 where kind = 'RECEIVABLE' and ref = '{chargeback}'"),
                breach(
                        "frozen-is-there",
                        "update deposit set amount_minor = 1 where id = (select deposit from chargeback where id = '{chargeback}')"),
                breach(
                        "closed-cases-as-decided",
                        "update dispute set to_freelancer = 0, to_client = amount_minor where id = '{closed}'"),
                breach(
                        "closed-cases-as-decided",
                        "delete from delivery where subject_id = '{closed}' and kind = 'CASE_CLOSED' and role = 'CLIENT'"),
                breach(
                        "closed-cases-as-decided",
                        "update transfer set reference = 'gone' where reference = 'settle:{closed}'"),
                breach(
                        "cases-wait-once",
                        "delete from camunda.act_ru_event_subscr where event_name_ = 'responseGiven' and proc_inst_id_ in (select id_ from camunda.act_ru_execution where business_key_ = '{open}')"),
                breach(
                        "cases-wait-once",
                        "update camunda.act_ru_execution set business_key_ = '{closed}' where business_key_ = '{open}'"),
                breach(
                        "reviews-wait-once",
                        "update review set state = 'APPROVED', ended_at = now() where id = '{review}'"),
                breach(
                        "claims-wait-once",
                        "insert into deadline (id, subject, rule, started_at, due_at, certificate, state, decided_at) values (gen_random_uuid(), '{review}', 'CLAIM', now() - interval '2 days', now() - interval '1 day', '{}', 'EXPIRED', now())"),
                breach(
                        "claims-wait-once",
                        "insert into deadline (id, subject, rule, started_at, due_at, certificate) values (gen_random_uuid(), '{closed}', 'CLAIM', now(), now() + interval '1 day', '{}')"),
                breach(
                        "milestones-have-a-clock",
                        "update milestone set clock = null, clock_id = null, ended_by = 'FREELANCER' where clock_id = '{review}'"),
                breach(
                        "milestones-have-a-clock",
                        "update milestone set clock_id = gen_random_uuid() where clock_id = '{review}'"),
                breach("milestones-have-a-clock", "update milestone set clock = 'CLAIM' where clock_id = '{review}'"),
                breach(
                        "what-runs-is-a-clock",
                        "update milestone set clock = null, clock_id = null where clock_id = '{open}'"),
                breach(
                        "deadlines-have-alarms",
                        "delete from camunda.act_ru_job where process_instance_id_ in (select id_ from camunda.act_ru_execution where business_key_ = '{open}')"),
                breach(
                        "deadlines-have-alarms",
                        "update camunda.act_ru_job set suspension_state_ = 2 where process_instance_id_ in (select id_ from camunda.act_ru_execution where business_key_ = '{open}')"),
                breach(
                        "deadlines-have-alarms",
                        "update camunda.act_ru_job set retries_ = 0 where process_instance_id_ in (select id_ from camunda.act_ru_execution where business_key_ = '{open}')"),
                breach(
                        "deadlines-have-alarms",
                        "update camunda.act_ru_job set duedate_ = duedate_ + interval '1 hour' where process_instance_id_ in (select id_ from camunda.act_ru_execution where business_key_ = '{open}')"),
                breach(
                        "deadlines-close-in-time",
                        "alter table deadline drop constraint deadline_after_start",
                        "update deadline set due_at = parley.now() - interval '6 minutes' where subject = '{open}'"),
                breach(
                        "deadlines-close-in-time",
                        "alter table deadline drop constraint deadline_expired_when_due",
                        "update deadline set state = 'EXPIRED', decided_at = due_at - interval '1 ms' where subject = '{open}'"),
                breach(
                        "deadlines-close-in-time",
                        "alter table deadline drop constraint deadline_met_in_time",
                        "update deadline set decided_at = due_at where subject = '{closed}' and rule = 'RESPONSE'"),
                breach(
                        "notices-go-out",
                        "update delivery set state = 'PENDING', accepted_at = null, next_attempt_at = parley.now() - interval '16 minutes' where subject_id = '{closed}' and state = 'ACCEPTED'"),
                breach(
                        "instances-wait-for-something",
                        "delete from camunda.act_ru_job where process_instance_id_ in (select id_ from camunda.act_ru_execution where business_key_ = '{review}')",
                        "delete from camunda.act_ru_event_subscr where proc_inst_id_ in (select id_ from camunda.act_ru_execution where business_key_ = '{review}')"),
                breach("chains-are-whole", "update case_event set facts = '{}' where stream = '{open}' and seq = 1"),
                breach("chains-are-whole", "delete from case_event where stream = '{closed}' and seq = 1"),
                breach(
                        "chains-are-whole",
                        "delete from case_event where stream = '{closed}' and seq = (select max(seq) from case_event where stream = '{closed}')"),
                breach("chains-are-whole", "delete from case_event where stream = '{open}'"),
                breach(
                        "events-reach-the-feed",
                        "delete from feed where position in (select position from case_event where stream = '{open}')",
                        "delete from feed_pending where position in (select position from case_event where stream = '{open}')"),
                breach(
                        "events-reach-the-feed",
                        "delete from feed where number = 1",
                        "delete from feed_pending",
                        "insert into feed_pending select position from case_event where position not in (select position from feed)"),
                breach(
                        "webhooks-go-out",
                        "insert into webhook_endpoint (id, system, url, description, types, created_at) values ('{open}', 'contracts', '', '', '{}', now())",
                        "insert into webhook_delivery (id, endpoint_id, event_id, type, queue, number, body, recorded_at) values ('{open}', '{open}', '{open}', 'dispute.filed', '{open}', 1, '{}', now())"),
                breach("sealed-as-written", "update sealed set body = body || ' ' where case_id = '{open}'"));
    }

    @ParameterizedTest(name = "{0} [{index}]")
    @MethodSource("breaches")
    @DisplayName("AUD-1 ESC-1 the audit names what was broken")
    void seen(String check, String[] breaks) throws SQLException {
        var findings = broken(check, breaks);
        assertThat(findings).extracting(Finding::check).contains(check);
        assertThat(findings).extracting(Finding::detail).doesNotContainNull();
    }

    @Test
    @DisplayName("AUD-1 every check of the audit has been seen to find something, and says what must hold")
    void everyCheckIsBroken() {
        var seen = breaches().map(breach -> (String) breach.get()[0]).collect(Collectors.toSet());
        assertThat(Audit.checks()).extracting(Audit.Check::name).containsExactlyInAnyOrderElementsOf(seen);
        assertThat(Audit.checks()).extracting(Audit.Check::mustHold).allMatch(words -> words.endsWith("."));
    }

    /** What the check finds after these statements, run as superuser without triggers; all of it is undone. */
    private List<Finding> broken(String check, String... breaks) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection()) {
            connection.setAutoCommit(false);
            breakAll(connection, breaks);
            var findings =
                    Audit.check(check).findings(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
            connection.rollback();
            return findings;
        }
    }

    private void breakAll(Connection connection, String... breaks) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set local search_path = parley");
            statement.execute("set local session_replication_role = replica");
            for (var sql : breaks) statement.execute(filled(sql));
        }
    }

    private String filled(String sql) {
        return sql.replace("{open}", open.toString())
                .replace("{closed}", closed.toString())
                .replace("{review}", review.toString())
                .replace("{chargeback}", chargeback.toString());
    }

    private static Arguments breach(String check, String... breaks) {
        return Arguments.of(check, breaks);
    }
}
