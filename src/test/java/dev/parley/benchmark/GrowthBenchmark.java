package dev.parley.benchmark;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parley.Api;
import dev.parley.benchmark.Report.Figure;
import dev.parley.benchmark.Round.Player;
import dev.parley.proof.Crowd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Whether lives, the job executor, lists and search are as fast beside many cases, waiting or closed, as beside few. {@code
 * -Dparley.benchmark.open=1000000}: how many wait, for which a million takes half an hour and 25 GB; {@code .closed=}: how
 * many are closed then.
 */
class GrowthBenchmark {
    private static final Path FOLDER = Path.of("target", "benchmark");
    private static final int FEW = 1_000;
    private static final int OPEN = Integer.getInteger("parley.benchmark.open", 100_000);
    private static final int CLOSED = Integer.getInteger("parley.benchmark.closed", 100_000);
    private static final int LIVES = Integer.getInteger("parley.benchmark.lives", 100);
    private static final int ROUNDS = Integer.getInteger("parley.benchmark.rounds", 4);
    private static final int CALLERS = Integer.getInteger("parley.benchmark.callers", 2);
    private static final int WARM_UP = Integer.getInteger("parley.benchmark.warm-up", 40);
    private static final int LOOKS = 200;
    private static final int READS = 20;
    private static final int SEVERAL = 3;

    private static final List<String> LISTS =
            List.of("/contracts", "/disputes", "/disputes?stage=MEDIATION", "/reviews?state=OPEN", "/events?limit=100");

    private static final List<String> PAGES = List.of(
            "/operations/windows", "/operations/cases?search=P-000001", "/operations/cases?search=nobody-knows-it");

    private final Progress progress = new Progress();

    /**
     * How it is beside what has grown.
     *
     * @param acquireMillis for the job executor to find that nothing is due, at the median
     * @param readMillis of lists and of what operations look at, at the median, the caller's work included
     */
    record Beside(String what, Figure livesPerSecond, double acquireMillis, Map<String, Double> readMillis) {
        @Override
        public String toString() {
            var text = new StringBuilder("beside %s: %.1f lives/s (%.1f-%.1f), %.2f ms to find no due timer;"
                    .formatted(
                            what,
                            livesPerSecond.median(),
                            livesPerSecond.least(),
                            livesPerSecond.most(),
                            acquireMillis));
            readMillis.forEach((path, millis) -> text.append(String.format(" %s %.0f ms", path, millis)));
            return text.toString();
        }
    }

    @Test
    @DisplayName("lives, job acquisition, lists and search beside a thousand and beside a million cases")
    void grow() throws Exception {
        try (var house = new House(FOLDER.resolve("data"), "--parley.jobs.active=false");
                var player = new Player(new Machine(house.postmaster(), house.database("postgres")), CALLERS)) {
            var ours = new Facade(house, new Executor(house.get(ProcessEngine.class)));
            player.warm(ours, Kind.DISPUTE, LIVES, WARM_UP, progress::say);
            var grown = new ArrayList<Beside>();
            addCrowd(house, house.contractOfWaitingCase(), FEW);
            grown.add(measured("%,d waiting cases".formatted(FEW), house, player, ours));
            if (OPEN > FEW) {
                addCrowd(house, house.contractOfWaitingCase(), OPEN - FEW);
                grown.add(measured("%,d waiting cases".formatted(OPEN), house, player, ours));
            }
            if (CLOSED > 0) {
                addCrowd(house, contractOfClosedCase(house, ours), CLOSED);
                grown.add(measured("%,d closed cases as well".formatted(CLOSED), house, player, ours));
            }
            Files.writeString(
                    FOLDER.resolve("growth.json"),
                    new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(grown));
        }
    }

    private static UUID contractOfClosedCase(House house, Shape ours) {
        return house.contractOf(() -> {
            var life = ours.begin(Kind.DISPUTE);
            Kind.DISPUTE.acts().forEach(life::play);
        });
    }

    /** So many more cases like the one of this contract. */
    private void addCrowd(House house, UUID contract, int more) throws SQLException {
        progress.say("adding %,d cases".formatted(more));
        try (var connection = house.database("postgres").getConnection()) {
            Crowd.of(contract, more, connection);
        }
    }

    private Beside measured(String what, House house, Player player, Shape ours) {
        player.play(ours, Kind.DISPUTE, LIVES); // its pages are in memory again
        var played = Stream.generate(() -> player.play(ours, Kind.DISPUTE, LIVES))
                .limit(ROUNDS)
                .toList();
        var beside = new Beside(what, Figure.of(played, Round::rate), acquireMillis(house), readMillis(house));
        progress.say(beside.toString());
        return beside;
    }

    private static double acquireMillis(House house) {
        var executor = ((ProcessEngineConfigurationImpl)
                        house.get(ProcessEngine.class).getProcessEngineConfiguration())
                .getCommandExecutorTxRequired();
        return median(
                LOOKS,
                () -> executor.execute(context -> context.getJobManager().findNextJobsToExecute(new Page(0, SEVERAL))));
    }

    private static Map<String, Double> readMillis(House house) {
        var api = new Api(house.port()).unchecked();
        var millis = new LinkedHashMap<String, Double>();
        for (var path : LISTS)
            millis.put(path, median(READS, () -> api.get(path).expect(200)));
        for (var path : PAGES)
            millis.put(path, median(READS, () -> api.as("otto").get(path).expect(200)));
        return millis;
    }

    private static double median(int times, Runnable look) {
        var sorted = Stream.generate(() -> {
                    var from = System.nanoTime();
                    look.run();
                    return System.nanoTime() - from;
                })
                .limit(times)
                .sorted()
                .toList();
        return sorted.get(times / 2) / 1e6;
    }
}
