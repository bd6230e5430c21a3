package dev.parley.proof;

import dev.parley.delivery.Sender;
import dev.parley.process.EngineClock;
import dev.parley.proof.MailServer.Mood;
import dev.parley.sandbox.SandboxClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/** Many lives on one clock: it decides what passes between their acts, and when mails and timers get their turn. */
final class Town {
    /** What moves time, timers and mails. */
    record Hands(SandboxClock clock, EngineClock engine, Sender sender, MailServer post) {}

    private static final List<Mood> MOODS =
            List.of(Mood.TAKES, Mood.TAKES, Mood.TAKES, Mood.TAKES, Mood.TAKES, Mood.PUTS_OFF, Mood.REJECTS_SOME);

    private static final int ROUNDS = 14;
    private static final int DAYS = 150;

    /** What passes while the acts of one round are sent; no deadline ends within it. */
    private static final Duration ROUND = Duration.ofMinutes(10);

    /** An alarm rings a little after the end of its window, and what crashed is tried again after some seconds. */
    private static final Duration A_MOMENT = Duration.ofSeconds(10);

    private final Life.World world;
    private final Hands hands;
    private final SplittableRandom random;
    private final List<Life> lives = new ArrayList<>();
    private final List<Acts> acts = new ArrayList<>();
    private Instant moment;

    Town(Life.World world, Hands hands, long seed, Instant start, int count) {
        this.world = world;
        this.hands = hands;
        random = new SplittableRandom(seed);
        moment = start;
        hands.clock().moveTo(start);
        for (var n = 0; n < count; n++) {
            var life = new Life(world, random.split());
            lives.add(life);
            acts.add(new Acts(life, random.split()));
        }
    }

    /** Plays all of them to their ends. */
    List<Life> play() {
        for (var round = 0; round < ROUNDS; round++) {
            for (var n = 0; n < lives.size(); n++) if (random.nextInt(5) < 3) act(n);
            pass(Duration.ofSeconds(random.nextInt(3600, random.nextInt(4) == 0 ? 400_000 : 80_000)));
        }
        for (var day = 0; day < DAYS && !lives.stream().allMatch(Life::isOver); day++) {
            for (var n = 0; n < lives.size(); n++) {
                if (lives.get(n).due() == null) staff(n);
                else if (random.nextInt(6) == 0) act(n);
            }
            pass(Duration.ofHours(40));
        }
        var endless = lives.stream().filter(life -> !life.isOver()).findFirst();
        if (endless.isPresent())
            throw new AssertionError("has no end\n" + endless.get().told());
        rest();
        return lives;
    }

    private void act(int n) {
        during(n, () -> acts.get(n).some());
    }

    private void staff(int n) {
        during(n, () -> acts.get(n).staff());
    }

    private void during(int n, Runnable act) {
        var life = lives.get(n);
        try {
            life.at(world.clock().now());
            act.run();
        } catch (AssertionError differs) {
            throw new AssertionError(differs.getMessage() + "\n" + life.told(), differs);
        }
    }

    /** Time passes, at most one deadline of each life in it. Who is late may act before the alarm rings. */
    private void pass(Duration time) {
        send();
        moment = quiet(moment.plus(time));
        hands.clock().moveTo(moment);
        if (random.nextBoolean())
            for (var n = 0; n < lives.size(); n++) {
                var due = lives.get(n).due();
                if (due != null && due.isBefore(moment)) for (var late = 0; late < 2; late++) act(n);
            }
        ring();
    }

    /** That moment or a later one, with no deadline while the acts of a round are sent. */
    private Instant quiet(Instant from) {
        var after = from;
        for (var due :
                lives.stream().map(Life::due).filter(Objects::nonNull).sorted().toList())
            if (!due.isBefore(after) && due.isBefore(after.plus(ROUND))) after = due.plusMillis(1);
        return after;
    }

    private void ring() {
        moment = moment.plus(A_MOMENT);
        hands.clock().moveTo(moment);
        if (random.nextInt(8) == 0) world.crash().during(hands.engine()::runDue);
        var before = world.clock().now();
        hands.clock().moveTo(before.plus(A_MOMENT));
        hands.engine().runDue();
        compare(before, Life::alarmsRan);
    }

    /** What was put off has long been tried again. */
    private void rest() {
        hands.post().is(Mood.TAKES);
        hands.clock().moveTo(moment.plus(Duration.ofHours(1)));
        hands.sender().sendDue();
    }

    private interface Event {
        void happened(Life life, Product.State now);
    }

    private void compare(Instant before, Event event) {
        var states =
                world.product().of(lives.stream().map(life -> life.milestone).toList());
        for (var n = 0; n < lives.size(); n++) {
            var life = lives.get(n);
            var state = states.get(life.milestone);
            during(n, () -> {
                life.at(before);
                event.happened(life, state);
            });
        }
    }

    /** Mostly they go out; sometimes they are not taken, or nobody sends them. */
    private void send() {
        var before = world.clock().now();
        if (random.nextInt(10) == 0) return;
        hands.post().is(MOODS.get(random.nextInt(MOODS.size())));
        hands.sender().sendDue();
        compare(before, (life, state) -> {
            life.mailsSent();
            life.compare(state);
        });
    }
}
