package dev.parley.benchmark;

import dev.parley.benchmark.Report.Figure;
import dev.parley.benchmark.Round.Player;
import dev.parley.proof.Crowd;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

/** Whether lives and the job executor are as fast when many cases wait as when few do. */
final class Growth {
    private static final int FEW = 1_000;
    private static final int LOOKS = 200;
    private static final int SEVERAL = 3;

    private final House house;
    private final Shape ours;
    private final Player player;

    Growth(House house, Shape ours, Player player) {
        this.house = house;
        this.ours = ours;
        this.player = player;
    }

    /**
     * How it is beside so many cases that wait.
     *
     * @param acquireMillis for the job executor to find that nothing is due, at the median
     */
    record Beside(int open, Figure livesPerSecond, double acquireMillis) {}

    List<Beside> measure(int open, int rounds, int lives) throws SQLException {
        return List.of(beside(FEW, FEW, rounds, lives), beside(open, open - FEW, rounds, lives));
    }

    private Beside beside(int open, int more, int rounds, int lives) throws SQLException {
        try (var connection = house.database("postgres").getConnection()) {
            Crowd.of(house.contractOfWaitingCase(), more, connection);
        }
        player.play(ours, Kind.DISPUTE, lives); // its pages are in memory again
        var played = Stream.generate(() -> player.play(ours, Kind.DISPUTE, lives))
                .limit(rounds)
                .toList();
        return new Beside(open, Figure.of(played, Round::rate), acquireMillis());
    }

    private double acquireMillis() {
        var executor = ((ProcessEngineConfigurationImpl)
                        house.get(ProcessEngine.class).getProcessEngineConfiguration())
                .getCommandExecutorTxRequired();
        var sorted = Stream.generate(() -> {
                    var from = System.nanoTime();
                    executor.execute(context -> context.getJobManager().findNextJobsToExecute(new Page(0, SEVERAL)));
                    return System.nanoTime() - from;
                })
                .limit(LOOKS)
                .sorted()
                .toList();
        return sorted.get(LOOKS / 2) / 1e6;
    }
}
