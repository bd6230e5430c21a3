package dev.parley.benchmark;

import dev.parley.Api;
import dev.parley.benchmark.Report.Figure;
import dev.parley.benchmark.Round.Player;
import dev.parley.proof.Crowd;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

/** Whether lives, the job executor, lists and search are as fast beside many cases, waiting or closed, as beside few. */
final class Growth {
    static final int FEW = 1_000;
    private static final int LOOKS = 200;
    private static final int READS = 20;
    private static final int SEVERAL = 3;

    private static final List<String> LISTS =
            List.of("/contracts", "/disputes", "/disputes?stage=MEDIATION", "/reviews?state=OPEN", "/events?limit=100");

    private static final List<String> PAGES = List.of(
            "/operations/windows", "/operations/cases?search=P-000001", "/operations/cases?search=nobody-knows-it");

    private final House house;
    private final Shape ours;
    private final Player player;
    private final int rounds;
    private final int lives;

    Growth(House house, Shape ours, Player player, int rounds, int lives) {
        this.house = house;
        this.ours = ours;
        this.player = player;
        this.rounds = rounds;
        this.lives = lives;
    }

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

    /** Beside so many more cases like the one of this contract. */
    Beside beside(String what, UUID contract, int more) throws SQLException {
        try (var connection = house.database("postgres").getConnection()) {
            Crowd.of(contract, more, connection);
        }
        player.play(ours, Kind.DISPUTE, lives); // its pages are in memory again
        var played = Stream.generate(() -> player.play(ours, Kind.DISPUTE, lives))
                .limit(rounds)
                .toList();
        return new Beside(what, Figure.of(played, Round::rate), acquireMillis(), readMillis());
    }

    private double acquireMillis() {
        var executor = ((ProcessEngineConfigurationImpl)
                        house.get(ProcessEngine.class).getProcessEngineConfiguration())
                .getCommandExecutorTxRequired();
        return median(
                LOOKS,
                () -> executor.execute(context -> context.getJobManager().findNextJobsToExecute(new Page(0, SEVERAL))));
    }

    private Map<String, Double> readMillis() {
        var api = new Api(house.port());
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
