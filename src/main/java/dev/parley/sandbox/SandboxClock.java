package dev.parley.sandbox;

import dev.parley.delivery.Sender;
import dev.parley.process.EngineClock;
import dev.parley.process.Outages;
import dev.parley.shared.Clock;
import dev.parley.shared.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The sandbox's clock: it runs like any, and can be moved forward, never back. The engine's clock goes with it. */
@Component
@Profile("sandbox")
public class SandboxClock {
    /** The farthest one call moves. */
    static final Duration FARTHEST = Duration.ofDays(400);

    private final JdbcClient db;
    private final Clock clock;
    private final EngineClock engine;
    private final Sender sender;
    private final Outages outages;
    private final TransactionOperations transaction;

    SandboxClock(
            JdbcClient db,
            Clock clock,
            EngineClock engine,
            Sender sender,
            Outages outages,
            TransactionOperations transaction) {
        this.db = db;
        this.clock = clock;
        this.engine = engine;
        this.sender = sender;
        this.outages = outages;
        this.transaction = transaction;
        follow();
    }

    /** What an advance did: timers run and notices handled, and the time it has become. */
    public record Advanced(Instant now, int timers, int notices) {}

    /**
     * Sends what waits to be sent, then stops at every due instant in order until the asked time, and answers when all
     * that was due has happened.
     */
    public synchronized Advanced to(Instant target) {
        var done = settle(new Advanced(requireReachable(target), 0, 0));
        for (var next = nextDue(target); next.isPresent(); next = nextDue(target)) {
            moveTo(next.get());
            done = settle(done);
        }
        moveTo(target);
        done = settle(done);
        return new Advanced(clock.now(), done.timers(), done.notices());
    }

    /** As if every node of ours had stood still until the asked time: what was due then comes late (DEA-4). */
    public synchronized Advanced standStillUntil(Instant target) {
        var done = settle(new Advanced(requireReachable(target), 0, 0));
        moveHands(target);
        outages.beat();
        done = settle(done);
        return new Advanced(clock.now(), done.timers(), done.notices());
    }

    private Instant requireReachable(Instant target) {
        var now = clock.now();
        if (target.isBefore(now)) throw Refused.badInput("clock-back", "to", "it is " + now + ": time goes forward");
        if (Duration.between(now, target).compareTo(FARTHEST) > 0)
            throw Refused.badInput("clock-too-far", "to", "at most " + FARTHEST.toDays() + " days in one call");
        return now;
    }

    private Advanced settle(Advanced before) {
        var done = before;
        for (int timers = 1, notices = 1; timers + notices > 0; ) {
            timers = engine.runDue();
            notices = sender.sendDue();
            done = new Advanced(before.now(), done.timers() + timers, done.notices() + notices);
        }
        return done;
    }

    /**
     * The next instant up to the target at which a timer wakes or a notice is due. It may have come meanwhile: what is
     * done takes time, and the clock runs on.
     */
    private Optional<Instant> nextDue(Instant target) {
        return Stream.of(engine.nextTimer(), sender.nextDue())
                .flatMap(Optional::stream)
                .filter(due -> !due.isAfter(target))
                .min(Instant::compareTo);
    }

    /** Only moves the hands: what is due then waits for whoever runs it. The heart has beaten all the while. */
    public void moveTo(Instant to) {
        transaction.executeWithoutResult(status -> {
            setAhead(to);
            db.sql("update heartbeat set at = greatest(at, parley.now())").update();
        });
        follow();
    }

    /** Moves the hands while the heart stands still: an outage, if it is long enough, that nobody has noticed yet. */
    public void moveHands(Instant to) {
        setAhead(to);
        follow();
    }

    /** By seconds: days of an interval are those of the session's zone, and some of them have 23 or 25 hours. */
    private void setAhead(Instant to) {
        db.sql("""
                        update sandbox_clock set ahead = greatest(ahead,
                            make_interval(secs => extract(epoch from ?::timestamptz - clock_timestamp())::float8))
                        """).param(to.toString()).update();
    }

    private void follow() {
        var ahead = db.sql("select extract(epoch from ahead) * 1000 from sandbox_clock")
                .query(Long.class)
                .single();
        engine.follow(Duration.ofMillis(ahead));
    }
}
