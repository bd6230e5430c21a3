package dev.parley.proof;

import dev.parley.delivery.Sender;
import dev.parley.process.EngineClock;
import dev.parley.process.Outages;
import dev.parley.proof.MailServer.Mood;
import dev.parley.sandbox.SandboxClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Many lives on one clock: it decides what passes between their acts, and when mails and timers get their turn. */
final class Town {
    /** What moves time, timers and mails. */
    record Hands(SandboxClock clock, EngineClock engine, Outages outages, Sender sender, MailServer post) {}

    private record Somebody(Life life, Work work, Acts acts) {}

    private static final List<Mood> MOODS =
            List.of(Mood.TAKES, Mood.TAKES, Mood.TAKES, Mood.TAKES, Mood.TAKES, Mood.PUTS_OFF, Mood.REJECTS_SOME);

    private static final int ROUNDS = 14;
    private static final int DAYS = 150;

    /** What passes while the acts of one round are sent; no deadline ends within it. */
    private static final Duration ROUND = Duration.ofMinutes(10);

    /** An alarm rings a little after the end of its window, and what crashed is tried again after some seconds. */
    private static final Duration A_MOMENT = Duration.ofSeconds(10);

    private static final Duration NOTICEABLE = Duration.ofHours(4);

    /** How long we are out: not quite four hours, a little more, a night, days. */
    private static final List<Duration> OUTAGES = Stream.of("PT3H40M", "PT4H10M", "PT11H", "PT30H", "PT70H")
            .map(Duration::parse)
            .toList();

    private final Life.World world;
    private final Hands hands;
    private final SplittableRandom random;
    private final Desk desk = new Desk();
    private final List<Life> lives = new ArrayList<>();
    private final List<Somebody> all = new ArrayList<>();
    private Instant moment;

    Town(Life.World world, Hands hands, long seed, Instant start, int count) {
        this.world = world;
        this.hands = hands;
        random = new SplittableRandom(seed);
        moment = start;
        hands.clock().moveTo(start);
        for (var n = 0; n < count; n++) {
            var life = new Life(world, desk, random.split());
            lives.add(life);
            for (var work : life.works)
                all.add(new Somebody(life, work, new Acts(life, work, new Chance(random.split()))));
        }
    }

    /** Plays all of them to their ends. */
    List<Life> play() {
        for (var round = 0; round < ROUNDS; round++) {
            for (var one : all) if (random.nextInt(5) < 3) during(one.life, one.acts::some);
            pass(Duration.ofSeconds(random.nextInt(3600, random.nextInt(4) == 0 ? 400_000 : 80_000)));
        }
        for (var day = 0; day < DAYS && !lives.stream().allMatch(Life::isOver); day++) {
            for (var one : all) {
                if (one.work.due() == null) during(one.life, one.acts::staff);
                else if (random.nextInt(6) == 0) during(one.life, one.acts::some);
            }
            pass(Duration.ofHours(40));
        }
        var endless = lives.stream().filter(life -> !life.isOver()).findFirst();
        if (endless.isPresent())
            throw new AssertionError("has no end\n" + endless.get().told());
        rest();
        return lives;
    }

    private void during(Life life, Runnable act) {
        during(life, world.clock().now(), act);
    }

    private static void during(Life life, Instant now, Runnable act) {
        try {
            life.at(now);
            act.run();
        } catch (AssertionError differs) {
            throw new AssertionError(differs.getMessage() + "\n" + life.told(), differs);
        }
    }

    /** Time passes, at most one deadline of each milestone in it, and we may be out. Who is late may act before the alarm rings. */
    private void pass(Duration time) {
        send();
        if (random.nextInt(4) == 0) {
            beOut(OUTAGES.get(random.nextInt(OUTAGES.size())));
        } else {
            moment = quiet(moment.plus(time));
            hands.clock().moveTo(moment);
            if (random.nextBoolean()) actLate();
        }
        ring();
    }

    private void actLate() {
        for (var one : all) {
            var due = one.work.due();
            if (due != null && due.isBefore(moment))
                for (var late = 0; late < 2; late++) during(one.life, one.acts::some);
        }
    }

    /** DEA-4: time goes on while we stand still; acts and timers may come before anybody has noticed. */
    private void beOut(Duration time) {
        var since = world.product().alive();
        moment = quiet(moment.plus(time));
        hands.clock().moveHands(moment);
        tellAll(world.clock().now(), life -> life.out(since));
        if (random.nextBoolean()) actLate();
        if (random.nextBoolean() && time.compareTo(NOTICEABLE) > 0) wake();
        var before = world.clock().now();
        hands.outages().beat();
        tellAll(before, life -> life.out(null));
        compareAll(before);
    }

    private void wake() {
        moment = moment.plus(A_MOMENT);
        hands.clock().moveHands(moment);
        var before = world.clock().now();
        hands.engine().runDue();
        tellAll(before, Life::woken);
        compareAll(before);
    }

    /** That moment or a later one, with nothing that it matters for while the acts of a round are sent. */
    private Instant quiet(Instant from) {
        var after = from;
        for (var edge : all.stream().flatMap(one -> one.work.edges()).sorted().toList())
            if (!edge.isBefore(after) && edge.isBefore(after.plus(ROUND))) after = edge.plusMillis(1);
        return after;
    }

    private void ring() {
        moment = moment.plus(A_MOMENT);
        hands.clock().moveTo(moment);
        if (random.nextInt(8) == 0) world.crash().during(hands.engine()::runDue);
        var before = world.clock().now();
        hands.clock().moveTo(before.plus(A_MOMENT));
        hands.engine().runDue();
        tellAll(before, Life::alarm);
        compareAll(before);
    }

    /** What was put off has long been tried again. */
    private void rest() {
        hands.post().is(Mood.TAKES);
        hands.clock().moveTo(moment.plus(Duration.ofHours(1)));
        hands.sender().sendDue();
    }

    /** Mostly they go out; sometimes they are not taken, or nobody sends them. */
    private void send() {
        if (random.nextInt(10) == 0) return;
        var before = world.clock().now();
        hands.post().is(MOODS.get(random.nextInt(MOODS.size())));
        hands.sender().sendDue();
        tellAll(before, Life::heard);
        compareAll(before);
    }

    private void tellAll(Instant now, Consumer<Life> event) {
        for (var life : lives) during(life, now, () -> event.accept(life));
    }

    /** Cases that changed hands do so in the order in which the product gave them. */
    private void compareAll(Instant before) {
        var states =
                world.product().of(lives.stream().map(life -> life.contract).toList());
        all.stream()
                .sorted(Comparator.comparing(one -> stateOf(one, states).touched()))
                .forEach(one -> during(one.life, before, () -> one.work.follow(desk, stateOf(one, states))));
        for (var life : lives)
            during(life, before, () -> life.compare(Objects.requireNonNull(states.get(life.contract))));
    }

    private static Product.Milestone stateOf(Somebody one, Map<UUID, Product.State> states) {
        return Life.milestone(Objects.requireNonNull(states.get(one.life.contract)), one.work);
    }
}
