package dev.parley.sandbox;

import dev.parley.delivery.Sender;
import dev.parley.process.EngineClock;
import dev.parley.shared.Clock;
import dev.parley.shared.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

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

    SandboxClock(JdbcClient db, Clock clock, EngineClock engine, Sender sender) {
        this.db = db;
        this.clock = clock;
        this.engine = engine;
        this.sender = sender;
        follow();
    }

    /** What an advance did: timers run and notices handled, and the time it has become. */
    public record Advanced(Instant now, int timers, int notices) {}

    /**
     * Sends what waits to be sent, then stops at every due instant in order until the asked time, and answers when all
     * that was due has happened.
     */
    public synchronized Advanced to(Instant target) {
        var now = clock.now();
        if (target.isBefore(now)) throw Refused.badInput("clock-back", "to", "it is " + now + ": time goes forward");
        if (Duration.between(now, target).compareTo(FARTHEST) > 0)
            throw Refused.badInput("clock-too-far", "to", "at most " + FARTHEST.toDays() + " days in one call");
        var done = settle(new Advanced(now, 0, 0));
        for (var next = nextDue(target); next.isPresent(); next = nextDue(target)) {
            moveTo(next.get());
            done = settle(done);
        }
        moveTo(target);
        done = settle(done);
        return new Advanced(clock.now(), done.timers(), done.notices());
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

    /**
     * Only moves the hands: what is due then waits for whoever runs it. By seconds: days of an interval are those of the
     * session's zone, and some of them have 23 or 25 hours.
     */
    public void moveTo(Instant to) {
        db.sql("""
                        update sandbox_clock set ahead = greatest(ahead,
                            make_interval(secs => extract(epoch from ?::timestamptz - clock_timestamp())::float8))
                        """).param(to.toString()).update();
        follow();
    }

    private void follow() {
        var ahead = db.sql("select extract(epoch from ahead) * 1000 from sandbox_clock")
                .query(Long.class)
                .single();
        engine.follow(Duration.ofMillis(ahead));
    }
}
