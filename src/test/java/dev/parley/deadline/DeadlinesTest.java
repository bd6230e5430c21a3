package dev.parley.deadline;

import static dev.parley.deadline.Rule.CLAIM;
import static dev.parley.deadline.Rule.DECISIONS;
import static dev.parley.deadline.Rule.PROPOSAL;
import static dev.parley.deadline.Rule.PROPOSAL_REASSIGNMENT;
import static dev.parley.deadline.Rule.RESPONSE;
import static dev.parley.deadline.Rule.REVIEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.ParleyTest;
import dev.parley.deadline.Deadline.State;
import dev.parley.shared.Actor;
import dev.parley.shared.Clock;
import dev.parley.shared.Ids;
import dev.parley.shared.Place;
import dev.parley.shared.Refused;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@ParleyTest
class DeadlinesTest {
    private static final Instant START = Instant.parse("2026-11-20T09:00:00Z");
    private static final Instant DUE = Instant.parse("2026-12-04T09:00:00Z");

    @Autowired
    Deadlines deadlines;

    @Autowired
    Proposals proposals;

    @Autowired
    JdbcClient db;

    @Autowired
    Clock clock;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    @Qualifier("migratorDataSource")
    DataSource owner;

    private final UUID subject = Ids.next();

    @AfterEach
    void leaveNothingOpen() {
        db.sql(
                        "update deadline set state = 'CANCELLED', decided_at = parley.now() where subject = ? and state = 'OPEN'")
                .param(subject)
                .update();
    }

    // In time: strictly before the instant

    @Test
    @DisplayName("DEA-0 an act one millisecond before the instant is in time")
    void theLastMillisecondIsInTime() {
        stopped(DUE.minusMillis(1), frozen -> {
            frozen.open(subject, window(REVIEW));

            frozen.requireOpen(subject, REVIEW);
            frozen.meet(subject, REVIEW);

            var met = frozen.current(subject, REVIEW).orElseThrow();
            assertThat(met.state()).isEqualTo(State.MET);
            assertThat(met.decidedAt()).isEqualTo(DUE.minusMillis(1));
        });
    }

    @Test
    @DisplayName("DEA-0 an act at the instant itself is too late, whether the timer has been there or not")
    void atTheInstantIsTooLate() {
        stopped(DUE, frozen -> {
            frozen.open(subject, window(REVIEW));

            refused("deadline-passed", () -> frozen.requireOpen(subject, REVIEW))
                    .hasMessage("the review window ended at 2026-12-04T10:00+01:00[Europe/Berlin]");
            refused("deadline-passed", () -> frozen.meet(subject, REVIEW));
            assertThat(frozen.current(subject, REVIEW))
                    .get()
                    .extracting(Deadline::state)
                    .isEqualTo(State.OPEN);

            frozen.expire(subject, REVIEW);
            refused("deadline-passed", () -> frozen.meet(subject, REVIEW));
            refused("deadline-passed", () -> frozen.requireOpen(subject, REVIEW));
        });
    }

    @Test
    @DisplayName("DEA-0 a timer one millisecond early changes nothing and learns when to come again")
    void anEarlyTimerChangesNothing() {
        stopped(DUE.minusMillis(1), frozen -> {
            var open = frozen.open(subject, window(REVIEW));

            assertThat(frozen.expire(subject, REVIEW)).isEqualTo(new Expiry.Early(DUE));
            assertThat(frozen.current(subject, REVIEW)).contains(open);
        });
    }

    @Test
    @DisplayName("DEA-0 a timer at the instant itself expires the window, once")
    void aTimerAtTheInstantExpires() {
        stopped(DUE, frozen -> {
            frozen.open(subject, window(REVIEW));

            assertThat(frozen.expire(subject, REVIEW))
                    .isInstanceOfSatisfying(
                            Expiry.Expired.class,
                            expired -> assertThat(expired.deadline())
                                    .returns(State.EXPIRED, Deadline::state)
                                    .returns(DUE, Deadline::decidedAt)
                                    .isEqualTo(frozen.current(subject, REVIEW).orElseThrow()));
            assertThat(frozen.expire(subject, REVIEW)).isEqualTo(new Expiry.NotOpen());
        });
    }

    @Test
    @DisplayName("DIS-12 who comes after the winner is told what the winner did")
    void afterTheWinner() {
        var open = open(REVIEW);

        deadlines.meet(subject, REVIEW);

        var met = deadlines.current(subject, REVIEW).orElseThrow();
        refused("window-closed", () -> deadlines.meet(subject, REVIEW))
                .hasMessage("the review window is closed: MET at " + met.decidedAt());
        refused("window-closed", () -> deadlines.requireOpen(subject, REVIEW));
        assertThat(deadlines.expire(subject, REVIEW)).isEqualTo(new Expiry.NotOpen());
        assertThat(met.id()).isEqualTo(open.id());
    }

    @Test
    @DisplayName("DIS-12 an act without any window is refused, and a timer without one finds nothing")
    void withoutAWindow() {
        refused("window-closed", () -> deadlines.meet(subject, PROPOSAL_REASSIGNMENT))
                .hasMessage("there is no proposal reassignment window");
        assertThat(deadlines.expire(subject, REVIEW)).isEqualTo(new Expiry.NotOpen());
        assertThat(deadlines.current(subject, REVIEW)).isEmpty();
    }

    // Interrupting and concluding

    @Test
    @DisplayName("REV-7 what takes over one millisecond before the instant cancels every open window of its subject")
    void interruptInTime() {
        stopped(DUE.minusMillis(1), frozen -> {
            frozen.open(subject, window(REVIEW));
            frozen.open(subject, window(PROPOSAL));

            frozen.interrupt(subject);

            assertThat(frozen.of(subject)).extracting(Deadline::state).containsOnly(State.CANCELLED);
            refused("window-closed", () -> frozen.meet(subject, REVIEW))
                    .hasMessageContaining("CANCELLED at " + DUE.minusMillis(1));
        });
    }

    @Test
    @DisplayName("DIS-12 what takes over at the instant itself has lost to the deadline")
    void interruptTooLate() {
        stopped(DUE, frozen -> {
            frozen.open(subject, window(REVIEW));

            refused("deadline-passed", () -> frozen.interrupt(subject));
        });
    }

    @Test
    @DisplayName("DIS-12 a refused interruption leaves every window as it was, also outside a transaction")
    void refusedInterruptionLeavesNothing() {
        deadlines.open(subject, endedJustNow(REVIEW));
        open(DECISIONS);

        refused("deadline-passed", () -> deadlines.interrupt(subject));

        assertThat(deadlines.of(subject)).extracting(Deadline::state).containsOnly(State.OPEN);
    }

    @Test
    @DisplayName("RES-1 a target that is due forfeits nothing: it is interrupted like any other")
    void aTargetThatIsDueIsInterrupted() {
        deadlines.open(subject, endedJustNow(PROPOSAL));

        deadlines.interrupt(subject);

        assertThat(deadlines.of(subject)).extracting(Deadline::state).containsExactly(State.CANCELLED);
    }

    @Test
    @DisplayName("REV-7 an interruption leaves other subjects and closed windows alone; with none open it does nothing")
    void interruptNothing() {
        open(REVIEW);
        deadlines.meet(subject, REVIEW);
        var other = deadlines.open(Ids.next(), ahead(REVIEW));

        deadlines.interrupt(subject);

        assertThat(deadlines.of(subject)).extracting(Deadline::state).containsExactly(State.MET);
        assertThat(deadlines.isOpen(other.id())).isTrue();
        deadlines.interrupt(other.subject());
    }

    @ParameterizedTest
    @EnumSource(names = {"PROPOSAL", "PROPOSAL_REASSIGNMENT"})
    @DisplayName("RES-1 a target is met however late, and when none is open there is nothing to do")
    void targetsAreMetLate(Rule target) {
        deadlines.conclude(subject, target);
        deadlines.open(subject, endedJustNow(target));

        deadlines.conclude(subject, target);
        deadlines.conclude(subject, target);

        assertThat(deadlines.of(subject)).extracting(Deadline::state).containsExactly(State.MET);
    }

    @Test
    @DisplayName("DEA-0 no binding window is concluded without looking at the clock")
    void bindingOnesAreNotConcluded() {
        open(REVIEW);

        assertThatThrownBy(() -> deadlines.conclude(subject, REVIEW)).isInstanceOf(IllegalArgumentException.class);
    }

    // What is stored

    @Test
    @DisplayName("DEA-1 a deadline is stored as its instant with its certificate, and read back the same")
    void storedWithItsCertificate() {
        var start = OffsetDateTime.parse("2027-12-23T10:00:00.123-05:00").toInstant();
        var place = new Place(ZoneId.of("America/New_York"), "US");
        var window = new BusinessDays()
                .window(RESPONSE, start, 5, place, "2026-11")
                .notBefore(Instant.parse("2028-01-05T09:00:00.456Z"));

        var opened = deadlines.open(subject, window);

        assertThat(deadlines.current(subject, RESPONSE)).contains(opened);
        assertThat(opened.certificate()).isEqualTo(window.certificate());
        assertThat(db.sql("""
                                select certificate - 'zoneRules' - 'calendar' = jsonb '{
                                    "rule": "RESPONSE", "start": "2027-12-23T15:00:00.123Z", "zone": "America/New_York",
                                    "length": "5 business days, to the end of the last local day",
                                    "skipped": [{"date": "2027-12-24", "name": "Christmas (observed)"},
                                                {"date": "2027-12-31", "name": "New Year''s Day (observed)"}],
                                    "notBefore": "2028-01-05T09:00:00.456Z", "termsVersion": "2026-11"}'
                                from deadline where id = ?""").param(opened.id()).query(Boolean.class).single()).isTrue();
    }

    @Test
    @DisplayName(
            "DEA-1 a subject has one open window of a rule; the next opens when that is closed, and is the current one")
    void oneOpenWindowOfARule() {
        var first = open(REVIEW);
        assertThatThrownBy(() -> open(REVIEW)).isInstanceOf(IllegalStateException.class);

        deadlines.meet(subject, REVIEW);
        var claim = open(CLAIM);
        var second = open(REVIEW);

        assertThat(deadlines.current(subject, REVIEW)).contains(second);
        assertThat(deadlines.of(subject)).extracting(Deadline::id).containsExactly(first.id(), claim.id(), second.id());
    }

    @Test
    @DisplayName("NOT-2 a notice's subject holds as long as its deadline is open")
    void stillHolds() {
        var open = open(REVIEW);
        assertThat(deadlines.isOpen(open.id())).isTrue();

        deadlines.meet(subject, REVIEW);

        assertThat(deadlines.isOpen(open.id())).isFalse();
        assertThat(deadlines.isOpen(Ids.next())).isFalse();
    }

    // Races

    @Test
    @DisplayName("DIS-12 an act and a timer that contend around the instant have exactly one winner, each time")
    void actAgainstTimer() throws Exception {
        for (var round = 0; round < 20; round++) {
            var contended = Ids.next();
            var due = clock.now().plusMillis(30);
            deadlines.open(contended, window(REVIEW, due.minusSeconds(60), due));

            var wins = race(List.of(
                    () -> {
                        await().pollDelay(Duration.ZERO)
                                .pollInterval(Duration.ofMillis(1))
                                .until(() -> clock.now().isAfter(due.minusMillis(2)));
                        return wins(() -> deadlines.meet(contended, REVIEW));
                    },
                    () -> {
                        var answer = deadlines.expire(contended, REVIEW);
                        while (answer instanceof Expiry.Early) answer = deadlines.expire(contended, REVIEW);
                        return answer instanceof Expiry.Expired;
                    }));

            assertThat(wins).containsExactlyInAnyOrder(true, false);
        }
    }

    @Test
    @DisplayName("DIS-12 of many acts at once one wins; the others are told that the window is closed")
    void actAgainstAct() throws Exception {
        open(REVIEW);

        var wins = race(IntStream.range(0, 6)
                .<Callable<Boolean>>mapToObj(any -> () -> wins(() -> deadlines.meet(subject, REVIEW)))
                .toList());

        assertThat(wins).containsOnlyOnce(true);
    }

    @Test
    @DisplayName(
            "DIS-12 a timer that waits for an act which was in time loses, though the instant has passed meanwhile")
    void theTimerWaitsForTheAct() {
        var open = open(REVIEW);

        var timer = new TransactionTemplate(transactions).execute(act -> {
            deadlines.meet(subject, REVIEW);
            return inBackgroundUntilBlocked(() -> at(open.dueAt(), late -> late.expire(subject, REVIEW)));
        });

        assertThat(get(timer)).isEqualTo(new Expiry.NotOpen());
        assertThat(deadlines.current(subject, REVIEW)).get().returns(State.MET, Deadline::state);
    }

    @Test
    @DisplayName(
            "DIS-12 the first of two decisions keeps the window open and keeps the timer waiting until it is recorded")
    void theTimerWaitsForTheFirstDecision() {
        var open = open(DECISIONS);

        var timer = new TransactionTemplate(transactions).execute(act -> {
            deadlines.requireOpen(subject, DECISIONS);
            return inBackgroundUntilBlocked(() -> at(open.dueAt(), late -> late.expire(subject, DECISIONS)));
        });

        assertThat(get(timer)).isInstanceOf(Expiry.Expired.class);
    }

    @Test
    @DisplayName("DIS-9 an act that waited while the window was replaced is not counted for the new one")
    void theWindowWasReplaced() {
        open(RESPONSE);

        var act = new TransactionTemplate(transactions).execute(update -> {
            deadlines.interrupt(subject);
            open(RESPONSE);
            return inBackgroundUntilBlocked(() -> {
                refused("window-closed", () -> deadlines.meet(subject, RESPONSE))
                        .hasMessage("the response window is closed: another one has opened meanwhile");
                return true;
            });
        });

        assertThat(get(act)).isTrue();
        assertThat(deadlines.current(subject, RESPONSE)).get().returns(State.OPEN, Deadline::state);
    }

    // What the database itself refuses

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from parley.deadline where id = ?",
                "update parley.deadline set rule = 'CLAIM' where id = ?",
                "update parley.deadline set started_at = started_at - interval '1 ms' where id = ?",
                "update parley.deadline set opened_at = opened_at - interval '1 ms' where id = ?",
                "update parley.deadline set subject = gen_random_uuid() where id = ?",
                "update parley.deadline set certificate = '{}' where id = ?",
                "update parley.deadline set due_at = due_at - interval '1 ms' where id = ?",
            })
    @DisplayName("DEA-1 nothing of a deadline but its state and a later end ever changes, not even for the owner")
    void onlyStateAndEndChange(String change) {
        var open = open(REVIEW);

        assertRefused("PA001", () -> asOwner().sql(change).param(open.id()).update());
        assertRefused("42501", () -> db.sql(change).param(open.id()).update());
        assertThat(deadlines.of(subject)).containsExactly(open);
    }

    @Test
    @DisplayName("DEA-1 a closed deadline never changes again, not even for the owner, and none is ever deleted")
    void closedIsClosed() {
        var open = open(REVIEW);
        deadlines.meet(subject, REVIEW);
        var reopen = "update parley.deadline set state = 'OPEN', decided_at = null where id = ?";
        var extend = "update parley.deadline set due_at = due_at + interval '1 day' where id = ?";

        assertRefused("PA001", () -> asOwner().sql(reopen).param(open.id()).update());
        assertRefused("PA001", () -> asOwner().sql(extend).param(open.id()).update());
        assertRefused("PA001", () -> db.sql(reopen).param(open.id()).update());
        assertRefused(
                "PA001", () -> asOwner().sql("truncate parley.deadline cascade").update());
    }

    @Test
    @DisplayName("DEA-3 nobody moves the end of a deadline past the record of its moves, not even the owner")
    void theEndMovesOnlyByItsRecord() {
        var open = open(REVIEW);
        var extend = "update parley.deadline set due_at = due_at + interval '1 day' where id = ?";

        assertRefused("42501", () -> db.sql(extend).param(open.id()).update());
        assertRefused("PA001", () -> asOwner().sql(extend).param(open.id()).update());
    }

    @Test
    @DisplayName("DEA-3 a recorded move moves the end, with its cause and steps; the record itself never changes")
    void movedByItsRecord() {
        var open = open(REVIEW);
        var to = open.dueAt().plusSeconds(60);

        var moved = deadlines.move(open, Move.Cause.OUTAGE, Later.chosen(to), "an interval", null, Actor.PARLEY);

        assertThat(moved.dueAt()).isEqualTo(to);
        assertThat(moved.certificate()).isEqualTo(open.certificate());
        assertThat(moved.moves()).singleElement().satisfies(move -> {
            assertThat(move.fromDue()).isEqualTo(open.dueAt());
            assertThat(move.grounds()).isEqualTo("an interval");
            assertThat(move.actor()).isEqualTo(Actor.PARLEY);
        });
        assertThat(moved.originalLength()).isEqualTo(Duration.between(open.start(), open.dueAt()));
        var change = "update parley.deadline_move set grounds = 'another' where deadline = ?";
        assertRefused("PA001", () -> asOwner().sql(change).param(open.id()).update());
        assertRefused("42501", () -> db.sql(change).param(open.id()).update());
    }

    @Test
    @DisplayName(
            "DEA-3 the end moves earlier only where an extension of NOT-4 is brought forward, once, not before the old end")
    void movedEarlier() {
        var open = open(REVIEW);
        var old = open.dueAt();
        assertRefused("23514", () -> move(open, Move.Cause.AGREED, old.minusMillis(1)));
        assertRefused("PA001", () -> move(open, Move.Cause.BROUGHT_FORWARD, old.minusMillis(1)));

        var extended = move(open, Move.Cause.UNDELIVERED, old.plusSeconds(60));
        assertRefused("PA001", () -> move(extended, Move.Cause.BROUGHT_FORWARD, old.minusMillis(1)));
        assertRefused("23505", () -> move(extended, Move.Cause.UNDELIVERED, old.plusSeconds(90)));

        var forward = move(extended, Move.Cause.BROUGHT_FORWARD, old);
        assertThat(forward.dueAt()).isEqualTo(old);
        assertThat(forward.provisionalExtension()).isEmpty();
    }

    @Test
    @DisplayName("DEA-3 only the end that an open window has can be moved")
    void movedFromAnotherEnd() {
        var open = open(REVIEW);
        move(open, Move.Cause.OPERATIONS, open.dueAt().plusSeconds(60));
        var insert = """
                insert into deadline_move (deadline, number, from_due, to_due, cause, steps, actor_kind, actor)
                select id, 2, due_at - interval '1 s', due_at + interval '1 s', 'OPERATIONS', '[]', 'PARLEY', 'parley'
                  from deadline where id = ?""";
        assertRefused("PA001", () -> db.sql(insert).param(open.id()).update());

        deadlines.meet(subject, REVIEW);
        var closed = deadlines.find(open.id()).orElseThrow();
        assertRefused(
                "PA001",
                () -> move(closed, Move.Cause.OPERATIONS, closed.dueAt().plusSeconds(1)));
    }

    @Test
    @DisplayName("DOR-4 the database itself refuses that somebody answers their own proposal")
    void nobodyAnswersTheirOwn() {
        var open = open(REVIEW);
        var number = proposals.propose(open, Move.Cause.AGREED, open.dueAt().plusSeconds(60), "CLIENT", null);
        var proposal = proposals.requireOpen(open.id(), Move.Cause.AGREED, number);

        assertRefused("PA001", () -> proposals.answer(proposal, "CLIENT", true));
        proposals.answer(proposal, "FREELANCER", true);
        assertThat(proposals.open(open.id(), Move.Cause.AGREED)).isEmpty();
    }

    @Test
    @DisplayName("DEA-4 nothing expires while the heart stood still for more than four hours, to the millisecond")
    void noExpiryBeforeTheNotice() {
        var fourHoursBefore = DUE.minus(Duration.ofHours(4));

        var beating = at(DUE, fourHoursBefore, this::expireNew);
        var still = at(DUE, fourHoursBefore.minusMillis(1), this::expireNew);

        assertThat(beating).isInstanceOf(Expiry.Expired.class);
        assertThat(still).isEqualTo(new Expiry.Early(DUE));
    }

    @Test
    @DisplayName("DEA-0 the database refuses a binding window met at its instant and any expired before it")
    void theDatabaseChecksTheOutcome() {
        var open = open(REVIEW);
        var met = "update deadline set state = 'MET', decided_at = due_at where id = ?";
        var expired = "update deadline set state = 'EXPIRED', decided_at = due_at - interval '1 ms' where id = ?";
        var undecided = "update deadline set state = 'CANCELLED' where id = ?";

        for (var change : List.of(met, expired, undecided))
            assertRefused("23514", () -> db.sql(change).param(open.id()).update());
    }

    @Test
    @DisplayName("DEA-0 the application can't open a deadline that is closed already, nor say when it was opened")
    void opensOnlyOpenOnes() {
        assertRefused(
                "42501",
                () -> db.sql("insert into deadline (state) values ('MET')").update());
        assertRefused(
                "42501",
                () -> db.sql("insert into deadline (opened_at) values (now())").update());
    }

    @Test
    @DisplayName("DEA-1 a second open window of one subject and rule is refused by the database itself")
    void oneOpenByIndex() {
        open(REVIEW);
        var copy = """
                insert into deadline (id, subject, rule, started_at, due_at, certificate)
                select gen_random_uuid(), subject, rule, started_at, due_at, certificate from deadline where subject = ?""";

        assertRefused("23505", () -> db.sql(copy).param(subject).update());
    }

    /** Works with the clock stopped at an instant, in a transaction of the owner that is rolled back. */
    private <T> T at(Instant now, Function<Deadlines, T> work) {
        return at(now, now, work);
    }

    private <T> T at(Instant now, Instant beat, Function<Deadlines, T> work) {
        try (var connection = owner.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var one = JdbcClient.create(new SingleConnectionDataSource(connection, true));
                one.sql("set local search_path to parley").update();
                one.sql("create or replace function parley.now() returns timestamptz language sql volatile"
                                + " parallel safe return timestamptz '" + now + "'")
                        .update();
                one.sql("update heartbeat set at = ?::timestamptz")
                        .param(beat.toString())
                        .update();
                return work.apply(new Deadlines(one));
            } finally {
                connection.rollback();
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void stopped(Instant now, Consumer<Deadlines> work) {
        at(now, deadlines -> {
            work.accept(deadlines);
            return true;
        });
    }

    private Expiry expireNew(Deadlines frozen) {
        frozen.open(subject, window(REVIEW));
        return frozen.expire(subject, REVIEW);
    }

    private Deadline move(Deadline window, Move.Cause cause, Instant to) {
        return deadlines.move(window, cause, Later.chosen(to), null, null, Actor.PARLEY);
    }

    private Deadline open(Rule rule) {
        return deadlines.open(subject, ahead(rule));
    }

    private Window ahead(Rule rule) {
        return window(rule, clock.now(), clock.now().plusSeconds(3600));
    }

    private Window endedJustNow(Rule rule) {
        return window(rule, clock.now().minusSeconds(3600), clock.now());
    }

    private static Window window(Rule rule) {
        return window(rule, START, DUE);
    }

    private static Window window(Rule rule, Instant start, Instant dueAt) {
        var berlin = ZoneId.of("Europe/Berlin");
        return new Window(rule, start, dueAt, Certificate.everyDay(rule, start, berlin, "a test's time", "2026-11"));
    }

    private JdbcClient asOwner() {
        return JdbcClient.create(owner);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(String code, ThrowingCallable act) {
        return assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refusal -> assertThat(refusal)
                                .returns(code, Refused::code)
                                .returns(Refused.Kind.CONFLICT, Refused::kind));
    }

    private static void assertRefused(String sqlState, ThrowingCallable change) {
        assertThatThrownBy(change)
                .hasRootCauseInstanceOf(SQLException.class)
                .rootCause()
                .extracting(cause -> ((SQLException) cause).getSQLState())
                .isEqualTo(sqlState);
    }

    /** Lets all begin together, and answers who won. */
    private static List<Boolean> race(List<Callable<Boolean>> contenders) throws InterruptedException {
        var threads = Executors.newFixedThreadPool(contenders.size());
        var start = new CyclicBarrier(contenders.size());
        try {
            return threads
                    .invokeAll(contenders.stream()
                            .<Callable<Boolean>>map(contender -> () -> {
                                start.await();
                                return contender.call();
                            })
                            .toList())
                    .stream()
                    .map(DeadlinesTest::get)
                    .toList();
        } finally {
            threads.shutdown();
        }
    }

    /** Starts another session's work, and returns when it waits for a lock of ours. */
    private <T> CompletableFuture<T> inBackgroundUntilBlocked(Supplier<T> work) {
        var working = CompletableFuture.supplyAsync(work);
        await().until(() -> db.sql("select exists (select from pg_locks where not granted)")
                .query(Boolean.class)
                .single());
        return working;
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failed) {
            throw new AssertionError(failed);
        }
    }

    private static boolean wins(Runnable act) {
        try {
            act.run();
            return true;
        } catch (Refused lost) {
            return false;
        }
    }
}
