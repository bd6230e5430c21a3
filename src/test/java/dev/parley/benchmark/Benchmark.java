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
 * table is printed, and kept as JSON in {@code target/benchmark}. {@code -Dparley.benchmark.lives=50}: of a round.
 */
class Benchmark {
    private static final Path FOLDER = Path.of("target", "benchmark");
    private static final int LIVES = Integer.getInteger("parley.benchmark.lives", 200);
    private static final int ROUNDS = Integer.getInteger("parley.benchmark.rounds", 4);
    private static final int CALLERS = Integer.getInteger("parley.benchmark.callers", 2);
    private static final int WINDOWS = Integer.getInteger("parley.benchmark.warm-up", 40);

    private final Progress progress = new Progress();
    private final Report report = new Report();

    @Test
    @DisplayName("lives of a dispute and of a review: ours, the floor and the usual shape")
    void measure() throws Exception {
        try (var house = new House(FOLDER.resolve("data"), "--parley.jobs.active=false");
                var player = new Player(new Machine(house.postmaster(), house.database("postgres")), CALLERS)) {
            var executor = new Executor(house.get(ProcessEngine.class));
            var ours = new Facade(house, executor);
            var recordings = new Recordings(ours, house.get(Recorder.class));
            var floor = new Floor(recordings, house.get(DataSource.class), CALLERS);
            try (var usual = new Usual(house, floor)) {
                for (var kind : Kind.values())
                    compare(kind, house, player, recordings, ours, floor, new Http(house, executor), usual);
            }
        }
        report.write(FOLDER.resolve("lives.json"));
        progress.say(report.text());
    }

    private void compare(
            Kind kind,
            House house,
            Player player,
            Recordings recordings,
            Facade ours,
            Floor floor,
            Http http,
            Usual usual) {
        for (var shape : List.of(ours, http)) player.warm(shape, kind, LIVES, WINDOWS, progress::say);
        for (var shape : List.of(floor, usual)) {
            requireSameRows(recordings, shape, kind, house.database("postgres"));
            player.warm(shape, kind, LIVES, WINDOWS, progress::say);
        }
        for (var round = 1; round <= ROUNDS; round++)
            for (var shape : List.of(ours, floor, http, usual)) {
                if (shape == floor) report.add(ours.name(), recordings.record(kind));
                if (shape == http) report.add(http.name(), recordings.record(kind, http));
                var played = player.play(shape, kind, LIVES);
                report.add(played);
                progress.say("%s, round %d of %d, %s: %.1f lives/s, %.1f ms of CPU each"
                        .formatted(kind.title, round, ROUNDS, shape.name(), played.rate(), played.cpuMillis()));
            }
    }

    /** Others write what ours writes: as many rows into each table of the domain. */
    private static void requireSameRows(Recordings recordings, Shape other, Kind kind, DataSource database) {
        var before = rows(database);
        recordings.record(kind);
        var between = rows(database);
        other.open();
        var life = other.begin(kind);
        kind.before().forEach(life::play);
        other.letTimePass();
        kind.after().forEach(life::play);
        other.pause();
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
