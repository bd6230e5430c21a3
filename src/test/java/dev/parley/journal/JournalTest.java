package dev.parley.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.DirectSql;
import dev.parley.ParleyTest;
import dev.parley.journal.Journal.Entry;
import dev.parley.shared.Actor;
import dev.parley.shared.CaseEvent;
import dev.parley.shared.Clock;
import dev.parley.shared.Ids;
import dev.parley.shared.Money;
import dev.parley.shared.Side;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@ParleyTest
class JournalTest {
    private static final String APPEND_ONLY = "PA001";
    private static final String NO_PRIVILEGE = "42501";

    private final UUID stream = Ids.next();

    @Autowired
    Journal journal;

    @Autowired
    Clock clock;

    @Autowired
    TransactionTemplate transaction;

    private DirectSql app;
    private DirectSql owner;
    private DirectSql superuser;

    @Autowired
    void connect(DataSource pool, EmbeddedPostgres postgres) {
        app = new DirectSql(pool, "parley_app");
        owner = new DirectSql(postgres.getPostgresDatabase(), "parley_owner");
        superuser = new DirectSql(postgres.getPostgresDatabase(), "postgres");
    }

    @Test
    @DisplayName("AUD-1 an event says who, what, when and why, in its stream's order, and the chain verifies")
    void appends() {
        var before = clock.now();
        append("dispute.filed", Map.of("amount", Money.of(70_000, "USD"), "version", 1));
        journal.append(new CaseEvent(stream, "dispute.expired", Actor.PARLEY, Map.of()));

        var entries = journal.of(stream);

        assertThat(entries).extracting(Entry::seq).containsExactly(1, 2);
        assertThat(entries).extracting(Entry::type).containsExactly("dispute.filed", "dispute.expired");
        var filed = entries.get(0);
        assertThat(filed.actor()).isEqualTo(Actor.party(Side.FREELANCER, "contracts"));
        assertThat(filed.facts())
                .isEqualTo(Map.of("amount", Map.of("minor", 70_000L, "currency", "USD"), "version", 1L));
        assertThat(filed.at()).isBetween(before, clock.now());
        assertThat(entries.get(1).position()).isGreaterThan(filed.position());
        assertThat(journal.verifies(stream)).isTrue();
        assertThat(journal.of(Ids.next())).isEmpty();
    }

    @Test
    @DisplayName("AUD-1 an event of an act that fails is not there, and leaves no gap in the chain")
    void rollsBackWithItsAct() {
        append("dispute.filed", Map.of());
        transaction.executeWithoutResult(tx -> {
            append("dispute.withdrawn", Map.of());
            tx.setRollbackOnly();
        });
        append("dispute.answered", Map.of());

        assertThat(journal.of(stream)).extracting(Entry::type).containsExactly("dispute.filed", "dispute.answered");
        assertThat(journal.of(stream)).extracting(Entry::seq).containsExactly(1, 2);
        assertThat(journal.verifies(stream)).isTrue();
    }

    @Test
    @DisplayName("AUD-1 what one act tells of two streams is in its order, and in each stream's chain")
    void appendsInTurn() {
        var other = Ids.next();
        transaction.executeWithoutResult(tx -> {
            append("case.first", Map.of());
            append("case.second", Map.of());
            journal.append(new CaseEvent(other, "case.third", Actor.PARLEY, Map.of()));
            append("case.fourth", Map.of());
        });
        append("case.later", Map.of());

        var here = journal.of(stream);
        var there = journal.of(other);
        assertThat(here).extracting(Entry::seq).containsExactly(1, 2, 3, 4);
        assertThat(there).extracting(Entry::seq).containsExactly(1);
        assertThat(Stream.concat(here.stream(), there.stream()).sorted(Comparator.comparing(Entry::position)))
                .extracting(Entry::type)
                .containsExactly("case.first", "case.second", "case.third", "case.fourth", "case.later");
        assertThat(journal.verifies(stream)).isTrue();
        assertThat(journal.verifies(other)).isTrue();
    }

    @Test
    @DisplayName("AUD-1 appends of many at once to one stream make one chain")
    void appendsTogether() throws Exception {
        var threads = Executors.newFixedThreadPool(8);
        try {
            var work = IntStream.range(0, 40)
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        append("case.noted", Map.of("n", i));
                        return true;
                    })
                    .toList();
            for (var each : threads.invokeAll(work)) assertThat(each.get()).isTrue();
        } finally {
            threads.shutdownNow();
        }

        assertThat(journal.of(stream))
                .extracting(Entry::seq)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 40).boxed().toList());
        assertThat(journal.verifies(stream)).isTrue();
    }

    @ParameterizedTest
    @DisplayName("AUD-1 whatever is changed past all guards is found when the chain is verified")
    @ValueSource(
            strings = {
                "update case_event set facts = '{\"amount\":{\"currency\":\"USD\",\"minor\":1}}' where seq = 2",
                "update case_event set facts = replace(facts, ':', ': ') where seq = 2",
                "update case_event set type = 'dispute.changed' where seq = 2",
                "update case_event set actor_kind = 'CLIENT' where seq = 2",
                "update case_event set actor = 'someone' where seq = 2",
                "update case_event set at = at - interval '1 millisecond' where seq = 2",
                "update case_event set id = gen_random_uuid() where seq = 2",
                "update case_event set hash = repeat('0', 64) where seq = 3",
                "update case_event set previous_hash = repeat('0', 64) where seq = 2",
                "update case_event set seq = 4 where seq = 3",
                "delete from case_event where seq = 2",
                "delete from case_event where seq = 3",
                "delete from case_event",
                "delete from stream_head"
            })
    void findsTampering(String change) throws SQLException {
        for (var type : List.of("dispute.filed", "dispute.updated", "dispute.answered"))
            append(type, Map.of("amount", Money.of(70_000, "USD")));
        assertThat(journal.verifies(stream)).isTrue();

        superuser.commit(
                "set local session_replication_role = replica",
                change + (change.contains("where") ? " and" : " where") + " stream = '" + stream + "'");

        assertThat(journal.verifies(stream)).isFalse();
        forget();
    }

    /** A broken chain would be found by every audit after this. */
    private void forget() throws SQLException {
        superuser.commit(
                "set local session_replication_role = replica",
                "delete from case_event where stream = '" + stream + "'",
                "delete from stream_head where stream = '" + stream + "'");
    }

    @ParameterizedTest
    @DisplayName("AUD-1 edit, deletion and truncation are refused of the owner, and of the application by its grants")
    @ValueSource(
            strings = {
                "update case_event set facts = '{}'",
                "delete from case_event",
                "truncate case_event",
                "delete from stream_head",
                "truncate stream_head"
            })
    void refusesChange(String change) {
        append("dispute.filed", Map.of());

        assertThat(owner.refusal(change)).isEqualTo(APPEND_ONLY);
        assertThat(app.refusal(change)).isEqualTo(NO_PRIVILEGE);
    }

    @Test
    @DisplayName("AUD-1 the application writes no row of the journal but through its function")
    void refusesDirectWrites() {
        append("dispute.filed", Map.of());

        assertThat(app.refusal(
                        "insert into case_event (id, stream, seq, type, actor_kind, actor, facts, at, previous_hash, hash)"
                                + " select gen_random_uuid(), stream, 2, type, actor_kind, actor, facts, at, hash, hash from case_event"
                                + " where stream = '" + stream + "'"))
                .isEqualTo(NO_PRIVILEGE);
        assertThat(app.refusal("insert into stream_head values (gen_random_uuid(), 1, '')"))
                .isEqualTo(NO_PRIVILEGE);
        assertThat(app.refusal("update stream_head set seq = seq + 1")).isEqualTo(NO_PRIVILEGE);
    }

    @ParameterizedTest
    @DisplayName("AUD-1 an event that could blur the hashed lines, or has no JSON facts, is refused")
    @ValueSource(
            strings = {
                "'Dispute filed', 'actor_kind', 'PARLEY', 'actor', 'parley', 'facts', '{}'",
                "'dispute.filed', 'actor_kind', 'PARLEY', 'actor', E'one\\ntwo', 'facts', '{}'",
                "'dispute.filed', 'actor_kind', E'PARLEY\\nparley', 'actor', 'parley', 'facts', '{}'",
                "'dispute.filed', 'actor_kind', 'PARLEY', 'actor', 'parley', 'facts', '[]'",
                "'dispute.filed', 'actor_kind', 'PARLEY', 'actor', 'parley', 'facts', '{'"
            })
    void refusesBlurredLines(String event) {
        assertThat(app.refusal("select append_events(jsonb_build_array(jsonb_build_object("
                        + "'id', gen_random_uuid(), 'stream', '" + stream + "', 'type', " + event + ")))"))
                .isEqualTo("23514");
        assertThat(journal.of(stream)).isEmpty();
        assertThat(journal.verifies(stream)).isTrue();
    }

    private void append(String type, Map<String, Object> facts) {
        journal.append(new CaseEvent(stream, type, Actor.party(Side.FREELANCER, "contracts"), facts));
    }
}
