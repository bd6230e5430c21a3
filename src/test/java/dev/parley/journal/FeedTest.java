package dev.parley.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.Api;
import dev.parley.DirectSql;
import dev.parley.ParleyTest;
import dev.parley.contract.ContractKind;
import dev.parley.contract.PartyDetails;
import dev.parley.contract.Registration;
import dev.parley.process.ContractActs;
import dev.parley.shared.Actor;
import dev.parley.shared.CaseEvent;
import dev.parley.shared.Ids;
import dev.parley.shared.Money;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The contracts system's feed, read over its API while others append. */
@ParleyTest
class FeedTest {
    private static final Money USD_700 = Money.of(70_000, "USD");
    private static final int WRITERS = 8;
    private static final int READERS = 3;

    @LocalServerPort
    int port;

    @Autowired
    Journal journal;

    @Autowired
    Feed feed;

    @Autowired
    ContractActs contracts;

    @Autowired
    JdbcClient db;

    @Autowired
    EmbeddedPostgres postgres;

    @Autowired
    TransactionTemplate transaction;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @Test
    @DisplayName("DOR-1 a life is told in its order, each event with its number, what it is about and its facts")
    void tellsALife() {
        var cursor = end();
        var contract = api.register("DIRECT", "USD", "America/New_York", "US-NY", 70_000)
                .expect(201);
        var milestone = contract.milestone(0);
        api.deposit(milestone, USD_700).expect(200);
        api.submit(milestone, USD_700).expect(201);
        var dispute = api.file(milestone, USD_700).expect(201);

        var page = api.get("/events?after=" + cursor).expect(200);

        var events = page.json().path("events");
        assertThat(types(events))
                .containsSubsequence("contract.registered", "deposit.landed", "review.opened", "dispute.filed");
        assertThat(numbers(events))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(Long.parseLong(cursor) + 1, Long.parseLong(cursor) + events.size())
                                .boxed()
                                .toList());
        var filed = of(events, dispute.id()).stream()
                .filter(event -> event.path("type").asText().equals("dispute.filed"))
                .findFirst()
                .orElseThrow();
        assertThat(filed.at("/contract/id").asText()).isEqualTo(contract.id().toString());
        assertThat(filed.at("/contract/externalId").asText()).startsWith("contract-");
        assertThat(filed.at("/milestone/id").asText()).isEqualTo(milestone.toString());
        assertThat(filed.at("/dispute/number").asText()).isEqualTo(dispute.at("/number"));
        assertThat(filed.at("/facts/amount/minor").asLong()).isEqualTo(70_000);
        assertThat(filed.path("actor").asText()).isEqualTo("FREELANCER");
        assertThat(filed.path("hash").asText()).hasSize(64);
        assertThat(page.at("/more")).isEqualTo("false");
        assertThat(page.at("/next"))
                .isEqualTo(events.get(events.size() - 1).path("number").asText());
        assertThat(api.get("/events/" + filed.path("id").asText()).expect(200).json())
                .isEqualTo(filed);
        assertThat(page.text()).doesNotContain("Clara", "Fred", "I delivered what we agreed");
    }

    @Test
    @DisplayName("DOR-1 pages of any size are the same list, and a cursor at the end is asked again with no harm")
    void pages() {
        var cursor = end();
        var milestone = api.fundedMilestone(USD_700);
        api.submit(milestone, USD_700).expect(201);
        var whole = api.get("/events?limit=1000&after=" + cursor).expect(200);

        var one = new ArrayList<JsonNode>();
        var next = cursor;
        for (var more = true; more; ) {
            var page = api.get("/events?limit=1&after=" + next).expect(200);
            page.json().path("events").forEach(one::add);
            next = page.at("/next");
            more = page.at("/more").equals("true");
        }

        assertThat(one).containsExactlyElementsOf(whole.json().path("events"));
        assertThat(next).isEqualTo(whole.at("/next"));
        var nothing = api.get("/events?after=" + next).expect(200);
        assertThat(nothing.json().path("events")).isEmpty();
        assertThat(nothing.at("/next")).isEqualTo(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "after=-1",
                "after=x",
                "after=999999999999999999",
                "after=9999999999999999999",
                "after=1%20or%201=1",
                "limit=0",
                "limit=1001",
                "limit=x"
            })
    @DisplayName("DOR-1 a cursor that no answer had and a page that is too large are refused by their name")
    void refuses(String query) {
        var refused = api.get("/events?" + query).expect(400);

        assertThat(refused.field()).isEqualTo(query.substring(0, query.indexOf('=')));
    }

    @Test
    @DisplayName("DOR-3 another contracts system's events are unknown, and its numbers are its own")
    void foreign() {
        var other = system();
        var contract = foreignContract(other);

        var theirs = feed.after(other, 0, 10);

        assertThat(theirs).extracting(Feed.Event::number).startsWith(1L);
        assertThat(theirs).allSatisfy(event -> assertThat(event.contract().id()).isEqualTo(contract));
        assertThat(api.get("/events/" + theirs.get(0).id()).expect(404).code()).isEqualTo("event-unknown");
        assertThat(api.get("/events?limit=1000&after=" + previous(end())).text())
                .doesNotContain(contract.toString());
    }

    @Test
    @DisplayName("DOR-1 an event that is committed after later ones is told after them, not missed")
    void committedOutOfOrder() throws Exception {
        var early = api.fundedMilestone(USD_700);
        var late = api.fundedMilestone(USD_700);
        var cursor = end();
        var begun = new CountDownLatch(1);
        var commit = new CountDownLatch(1);
        var threads = Executors.newSingleThreadExecutor();
        try {
            var held = threads.submit(() -> transaction.executeWithoutResult(tx -> {
                append(early, 1);
                journal.of(early); // what is read is written before
                begun.countDown();
                await(commit);
            }));
            await(begun);
            append(late, 2);

            var before = api.get("/events?after=" + cursor).expect(200);
            assertThat(streams(before)).containsExactly(late.toString());

            commit.countDown();
            held.get(10, TimeUnit.SECONDS);
            var after = api.get("/events?after=" + before.at("/next")).expect(200);
            assertThat(streams(after)).containsExactly(early.toString());
        } finally {
            threads.shutdownNow();
        }
        assertThat(journal.of(early).get(journal.of(early).size() - 1).position())
                .as("it was placed before the one that was read before it")
                .isLessThan(journal.of(late).get(journal.of(late).size() - 1).position());
    }

    @Test
    @DisplayName("DOR-1 readers who go on from cursor to cursor while many commit see each event once, none skipped")
    void readersAmongWriters() throws Exception {
        var seed = new Random().nextLong();
        var milestones =
                Stream.generate(() -> api.fundedMilestone(USD_700)).limit(6).toList();
        var cursor = end();
        var written = new AtomicBoolean();
        var threads = Executors.newCachedThreadPool();
        try {
            var readers = new ArrayList<Future<List<JsonNode>>>();
            for (var n = 0; n < READERS; n++) {
                var random = new Random(seed - n);
                readers.add(threads.submit(() -> follow(cursor, random, written)));
            }
            var writers = new ArrayList<Callable<Boolean>>();
            for (var n = 0; n < WRITERS; n++) {
                var random = new Random(seed + n);
                writers.add(() -> write(milestones, random));
            }
            for (var writer : threads.invokeAll(writers))
                assertThat(writer.get()).isTrue();
            written.set(true);

            var expected = db.sql("select count(*) from case_event where type = 'test.noted' and stream = any(?)")
                    .param(milestones.toArray(UUID[]::new))
                    .query(Integer.class)
                    .single();
            for (var reader : readers) {
                var read = reader.get(60, TimeUnit.SECONDS);
                assertThat(read).as("seed %d", seed).hasSize(expected).doesNotHaveDuplicates();
                for (var milestone : milestones)
                    assertThat(of(read, milestone))
                            .extracting(event -> event.path("seq").asInt())
                            .as("seed %d", seed)
                            .containsExactlyElementsOf(journal.of(milestone).stream()
                                    .filter(entry -> entry.type().equals("test.noted"))
                                    .map(Journal.Entry::seq)
                                    .toList());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("DOR-1 a page costs the same after thousands of events as at the first")
    void costsTheSame() throws Exception {
        var busy = system();
        var contract = foreignContract(busy);
        db.sql("""
                        select append_events(jsonb_agg(jsonb_build_object('id', gen_random_uuid(), 'stream', cast(? as uuid),
                            'type', 'test.noted', 'actor_kind', 'PARLEY', 'actor', 'parley', 'facts', '{}')))
                          from generate_series(1, 5000)
                        """).param(contract).query(String.class).list();
        var count = feed.after(busy, 0, 1).size() + feed.last(busy) - 1;
        new DirectSql(postgres.getPostgresDatabase(), "parley_owner")
                .commit("analyze feed", "analyze case_event", "analyze contract");

        assertThat(count).isGreaterThan(5000);
        assertThat(pagesTouched(busy, count - 50)).isLessThan(2 * pagesTouched(busy, 1) + 50);
    }

    private long pagesTouched(String system, long after) {
        return db
                .sql("explain (analyze, buffers) " + Feed.EVENTS + " and f.number > ? order by f.number limit 50")
                .params(system, after)
                .query(String.class)
                .list()
                .stream()
                .filter(line -> line.contains("Buffers: shared hit="))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*shared hit=(\\d+).*", "$1")))
                .max()
                .orElseThrow();
    }

    private List<JsonNode> follow(String from, Random random, AtomicBoolean written) {
        var read = new ArrayList<JsonNode>();
        var next = from;
        while (true) {
            var last = written.get();
            var page = api.get("/events?limit=" + (1 + random.nextInt(40)) + "&after=" + next)
                    .expect(200);
            for (var event : page.json().path("events"))
                if (event.path("type").asText().equals("test.noted")) read.add(event);
            next = page.at("/next");
            if (last && page.at("/more").equals("false")) return read;
        }
    }

    /** Transactions of some events on some streams, in the order of their ids, a fifth of them undone. */
    private boolean write(List<UUID> milestones, Random random) {
        for (var n = 0; n < 40; n++)
            transaction.executeWithoutResult(tx -> {
                for (var milestone : milestones) {
                    if (random.nextInt(4) > 0) continue;
                    append(milestone, random.nextInt());
                    pause(random.nextInt(6));
                }
                if (random.nextInt(5) == 0) tx.setRollbackOnly();
            });
        return true;
    }

    private void append(UUID stream, int n) {
        journal.append(new CaseEvent(stream, "test.noted", Actor.PARLEY, Map.of("n", n)));
    }

    private UUID foreignContract(String system) {
        var client = new PartyDetails(Api.fresh("party"), "Clara", "clara@parties.example", null, null, false);
        var freelancer = new PartyDetails(Api.fresh("party"), "Fred", "fred@parties.example", null, null, false);
        var milestones = List.of(new Registration.MilestoneDetails("1", "Home page", USD_700, Map.of()));
        return contracts.register(
                new Registration(
                        system,
                        Api.fresh("contract"),
                        ContractKind.DIRECT,
                        USD_700.currency(),
                        "A website",
                        client,
                        freelancer,
                        milestones,
                        Map.of()),
                Actor.contractsSystem(system));
    }

    private static String system() {
        return "system-" + Ids.next();
    }

    /** The cursor at the end of the feed. */
    private String end() {
        var last = feed.after("contracts", 0, 1).isEmpty() ? 0 : feed.last("contracts");
        return String.valueOf(last);
    }

    private static String previous(String cursor) {
        return String.valueOf(Math.max(0, Long.parseLong(cursor) - 500));
    }

    private static List<String> types(JsonNode events) {
        return texts(events, "type");
    }

    private static List<String> streams(Api.Response page) {
        return texts(page.json().path("events"), "stream");
    }

    private static List<Long> numbers(JsonNode events) {
        return texts(events, "number").stream().map(Long::valueOf).toList();
    }

    private static List<String> texts(JsonNode events, String field) {
        var texts = new ArrayList<String>();
        events.forEach(event -> texts.add(event.path(field).asText()));
        return texts;
    }

    private static List<JsonNode> of(Iterable<JsonNode> events, UUID stream) {
        var found = new ArrayList<JsonNode>();
        for (var event : events) if (event.path("stream").asText().equals(stream.toString())) found.add(event);
        return found;
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) throw new IllegalStateException("nobody came");
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
