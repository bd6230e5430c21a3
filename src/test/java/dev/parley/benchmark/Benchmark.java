package dev.parley.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.benchmark.Round.Player;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a life costs, beside what the database allows and beside the usual shape: {@code ./mvnw -Pbenchmark test}. The
 * table is printed, and kept as JSON in {@code target/benchmark}. {@code -Dparley.benchmark.lives=50}: of a round; {@code
 * -Dparley.benchmark.open=1000000}: also beside so many waiting cases, which take a while to be there.
 */
class Benchmark {
    private static final Path FOLDER = Path.of("target", "benchmark");
    private static final int LIVES = Integer.getInteger("parley.benchmark.lives", 200);
    private static final int ROUNDS = Integer.getInteger("parley.benchmark.rounds", 4);
    private static final int CALLERS = Integer.getInteger("parley.benchmark.callers", 2);
    private static final int OPEN = Integer.getInteger("parley.benchmark.open", 0);
    private static final int WINDOWS = Integer.getInteger("parley.benchmark.warm-up", 10);

    private final Progress progress = new Progress();
    private final Report report = new Report();

    @Test
    @DisplayName("lives of a dispute and of a review: ours, the floor and the usual shape")
    void measure() throws Exception {
        try (var house = new House(FOLDER.resolve("data"), "--parley.jobs.active=false");
                var usual = new Usual(house);
                var player = new Player(new Machine(house.postmaster(), house.database("postgres")), CALLERS)) {
            var executor = new Executor(house.get(ProcessEngine.class));
            var ours = new Facade(house, executor);
            var http = new Http(house, executor);
            var floor = new Floor(ours, house.get(Recorder.class), house.get(DataSource.class), CALLERS);
            for (var kind : Kind.values()) {
                for (var shape : List.of(ours, http, usual)) player.warm(shape, kind, LIVES, WINDOWS, progress::say);
                requireSameRows(floor, kind, house.database("postgres"));
                player.warm(floor, kind, LIVES, WINDOWS, progress::say);
                for (var round = 1; round <= ROUNDS; round++)
                    for (var shape : List.of(ours, floor, http, usual)) {
                        if (shape == floor) report.add(ours.name(), floor.record(kind));
                        if (shape == http) report.add(http.name(), floor.record(kind, http));
                        var played = player.play(shape, kind, LIVES);
                        report.add(played);
                        progress.say("%s, round %d of %d, %s: %.1f lives/s, %.1f ms of CPU each"
                                .formatted(kind.title, round, ROUNDS, shape.name(), played.rate(), played.cpuMillis()));
                    }
            }
            if (OPEN > 0) {
                progress.say("letting %,d cases wait".formatted(OPEN));
                report.add(new Growth(house, ours, player).measure(OPEN, ROUNDS, LIVES));
            }
        }
        report.write(FOLDER.resolve("lives.json"));
        progress.say(report.text());
    }

    /** The floor writes what ours writes: as many rows into each table. */
    private static void requireSameRows(Floor floor, Kind kind, DataSource database) {
        var before = rows(database);
        floor.record(kind);
        var between = rows(database);
        var life = floor.begin(kind);
        kind.acts().forEach(life::play);
        assertThat(grown(between, rows(database))).isEqualTo(grown(before, between));
    }

    private static Map<String, Long> grown(Map<String, Long> before, Map<String, Long> after) {
        var grown = new TreeMap<>(after);
        grown.replaceAll((table, rows) -> rows - before.get(table));
        return grown;
    }

    private static Map<String, Long> rows(DataSource database) {
        var rows = new TreeMap<String, Long>();
        var db = JdbcClient.create(database);
        for (var table : db.sql("select tablename::text from pg_tables where schemaname = 'parley'")
                .query(String.class)
                .list())
            rows.put(
                    table,
                    db.sql("select count(*) from parley." + table)
                            .query(Long.class)
                            .single());
        return rows;
    }
}
