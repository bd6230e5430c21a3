package dev.parley.benchmark;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parley.benchmark.Round.Player;
import dev.parley.proof.Crowd;
import dev.parley.sandbox.MailCatcher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A long queue of notices leaves the house while people act: how fast, and what the acts feel of it; and what they feel of
 * a mail server that is dead. {@code -Dparley.benchmark.notices=2000}: how many wait.
 */
class MailBenchmark {
    private static final Path FOLDER = Path.of("target", "benchmark");
    private static final int NOTICES = Integer.getInteger("parley.benchmark.notices", 100_000);
    private static final int LIVES = Integer.getInteger("parley.benchmark.lives", 100);
    private static final int ROUNDS = Integer.getInteger("parley.benchmark.rounds", 4);
    private static final int WARM_UP = Integer.getInteger("parley.benchmark.warm-up", 5);

    private final Progress progress = new Progress();

    /** Milliseconds of all acts of a life together, and notices that left meanwhile. */
    record Felt(String beside, double median, double oneOfTwenty, double noticesPerSecond) {
        @Override
        public String toString() {
            return "a life's acts beside %s: %.1f ms in the median, %.1f ms one of twenty; %.0f notices sent a second"
                    .formatted(beside, median, oneOfTwenty, noticesPerSecond);
        }
    }

    @Test
    @DisplayName("acts beside an idle sender, a long queue, and a dead mail server")
    void queue() throws Exception {
        try (var house = new House(FOLDER.resolve("data"), "--parley.jobs.active=false");
                var player = new Player(new Machine(house.postmaster(), house.database("postgres")), 1)) {
            var acts = new Facade(house, new Executor(house.get(ProcessEngine.class)));
            var sender = house.get("senderLoop", SmartLifecycle.class);
            player.warm(acts, Kind.DISPUTE, LIVES, WARM_UP, progress::say);
            fill(house);
            var felt = new ArrayList<Felt>();
            round(house, player, acts, sender); // the sender's JITs are warm
            for (var round = 1; round <= ROUNDS; round++) felt.addAll(round(house, player, acts, sender));
            felt.forEach(one -> progress.say(one.toString()));
            var waiting = waiting(house);
            var from = System.nanoTime();
            sender.start();
            while (waiting(house) > waiting - waiting / 10) Thread.sleep(500);
            var rate = (waiting - waiting(house)) / ((System.nanoTime() - from) / 1e9);
            sender.stop();
            progress.say("%d notices wait, and leave at %.0f a second while nobody acts".formatted(waiting, rate));
            Files.writeString(
                    FOLDER.resolve("mail.json"),
                    new JsonMapper()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsString(Map.of("rounds", felt, "perSecondAlone", rate)));
        }
    }

    /** Notices of reviews that have just been opened, one like the other but for whom they are about. */
    private void fill(House house) throws Exception {
        house.allDelivered();
        var milestone = house.funded();
        house.submitted(milestone);
        var db = JdbcClient.create(house.database("postgres"));
        var contract = db.sql("select contract_id from parley.milestone where id = ?")
                .param(milestone)
                .query(UUID.class)
                .single();
        try (var superuser = house.database("postgres").getConnection()) {
            Crowd.of(contract, NOTICES / waiting(house), superuser);
        }
        progress.say(waiting(house) + " notices wait");
    }

    private static List<Felt> round(House house, Player player, Shape acts, SmartLifecycle sender) {
        var idle = play(house, player, acts, "an idle sender");
        sender.start();
        var queue = play(house, player, acts, "a long queue");
        sender.stop();
        house.get(MailCatcher.class).stop();
        sender.start();
        var dead = play(house, player, acts, "a dead mail server");
        sender.stop();
        house.get(MailCatcher.class).start();
        return List.of(idle, queue, dead);
    }

    private static Felt play(House house, Player player, Shape acts, String beside) {
        var before = accepted(house);
        var from = System.nanoTime();
        var played = player.play(acts, Kind.DISPUTE, LIVES);
        var lives = new ArrayList<Long>();
        for (var n = 0; n < LIVES; n++) {
            var life = n;
            lives.add(played.nanos().values().stream()
                    .mapToLong(nanos -> nanos.get(life))
                    .sum());
        }
        List<Long> sorted = lives.stream().sorted().toList();
        return new Felt(
                beside,
                sorted.get(LIVES / 2) / 1e6,
                sorted.get(LIVES * 19 / 20) / 1e6,
                (accepted(house) - before) / ((System.nanoTime() - from) / 1e9));
    }

    private static int accepted(House house) {
        return count(house, "state = 'ACCEPTED'");
    }

    private static int waiting(House house) {
        return count(house, "state = 'PENDING' and not_before <= parley.now()");
    }

    private static int count(House house, String which) {
        return JdbcClient.create(house.database("postgres"))
                .sql("select count(*) from parley.delivery where " + which)
                .query(Integer.class)
                .single();
    }
}
