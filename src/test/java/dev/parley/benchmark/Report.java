package dev.parley.benchmark;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parley.StatementCounter.Cost;
import dev.parley.benchmark.Recorder.Statement;
import dev.parley.benchmark.Recorder.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What came of the rounds, as one table and as JSON: medians, with the smallest and the largest where it matters. */
final class Report {
    /** From here on a figure says more about the machine than about what is measured. */
    private static final double NOISE = 0.1;

    private static final double WIDE_SPREAD = 0.25;

    private final List<Round> rounds = new ArrayList<>();
    private final Map<String, Map<String, Cost>> costs = new LinkedHashMap<>();

    void add(Round round) {
        rounds.add(round);
    }

    /** What the acts of a shape send. */
    void add(String shape, Map<String, List<Step>> recording) {
        recording.forEach((act, steps) ->
                costs.computeIfAbsent(shape, name -> new LinkedHashMap<>()).put(act, cost(steps)));
    }

    private static Cost cost(List<Step> steps) {
        int commits = 0;
        int domain = 0;
        int engine = 0;
        int roundTrips = 0;
        for (var step : steps) {
            if (!(step instanceof Statement statement)) {
                commits++;
                continue;
            }
            roundTrips++;
            if (statement.sent().isEngine()) engine += statement.sent().count();
            else domain += statement.sent().count();
        }
        return new Cost(commits, domain, engine, roundTrips);
    }

    /** A number of several rounds. */
    record Figure(double median, double least, double most) {
        static Figure of(List<Round> rounds, ToDoubleFunction<Round> value) {
            var sorted = rounds.stream().mapToDouble(value).sorted().toArray();
            var middle = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
            return new Figure(middle, sorted[0], sorted[sorted.length - 1]);
        }

        double spread() {
            return median == 0 ? 0 : (most - least) / median;
        }
    }

    /** Milliseconds of all rounds' acts, and what one sends. */
    record Act(double p50, double p95, double p99, Cost cost) {}

    record Line(
            Figure livesPerSecond,
            Figure jvmCpuMillis,
            Figure databaseCpuMillis,
            Figure walKilobytes,
            double runtimeRows,
            double historyRows,
            double byteArrays,
            double othersShare,
            Map<String, Act> acts) {}

    private record Written(String at, Map<String, Map<String, Line>> lives) {}

    private Map<String, Map<String, Line>> lines() {
        var lines = new LinkedHashMap<String, Map<String, Line>>();
        for (var round : rounds)
            lines.computeIfAbsent(round.kind().title, kind -> new LinkedHashMap<>())
                    .computeIfAbsent(round.shape(), shape -> line(of(round.kind(), shape)));
        return lines;
    }

    private List<Round> of(Kind kind, String shape) {
        return rounds.stream()
                .filter(round -> round.kind() == kind && round.shape().equals(shape))
                .toList();
    }

    private Line line(List<Round> same) {
        var acts = new LinkedHashMap<String, Act>();
        for (var act : same.get(0).kind().acts()) acts.put(act, act(same, act));
        return new Line(
                Figure.of(same, Round::rate),
                Figure.of(same, Round::jvmMillis),
                Figure.of(same, Round::databaseMillis),
                Figure.of(same, Round::walKilobytes),
                Figure.of(same, round -> round.rowsLeft(0)).median(),
                Figure.of(same, round -> round.rowsLeft(1)).median(),
                Figure.of(same, round -> round.rowsLeft(2)).median(),
                Figure.of(same, round -> round.spent().othersShare()).most(),
                acts);
    }

    private Act act(List<Round> same, String act) {
        var sorted = same.stream()
                .flatMap(round -> round.nanos().get(act).stream())
                .sorted()
                .toList();
        var cost = costs.getOrDefault(same.get(0).shape(), Map.of()).getOrDefault(act, Cost.NONE);
        return new Act(quantile(sorted, 0.5), quantile(sorted, 0.95), quantile(sorted, 0.99), cost);
    }

    private static double quantile(List<Long> sorted, double part) {
        return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * part))) / 1e6;
    }

    String text() {
        var text = new StringBuilder();
        lines().forEach((kind, shapes) -> {
            text.append("\n%s\n%-8s %22s %9s %9s %8s %22s%n"
                    .formatted(kind, "", "lives/s", "JVM ms", "PG ms", "WAL KB", "rows left: RU, HI, bytes"));
            shapes.forEach(
                    (shape, line) -> text.append("%-8s %8.1f (%5.1f-%5.1f) %9.1f %9.1f %8.1f %12.1f %4.1f %4.1f%n"
                            .formatted(
                                    shape,
                                    line.livesPerSecond().median(),
                                    line.livesPerSecond().least(),
                                    line.livesPerSecond().most(),
                                    line.jvmCpuMillis().median(),
                                    line.databaseCpuMillis().median(),
                                    line.walKilobytes().median(),
                                    line.runtimeRows(),
                                    line.historyRows(),
                                    line.byteArrays())));
            text.append("%-8s %-14s %8s %8s %8s %8s %8s %8s%n"
                    .formatted("", "act, ms", "p50", "p95", "p99", "commits", "domain", "engine"));
            shapes.forEach((shape, line) -> line.acts()
                    .forEach((act, took) -> text.append("%-8s %-14s %8.1f %8.1f %8.1f %8d %8d %8d%n"
                            .formatted(
                                    shape,
                                    act,
                                    took.p50(),
                                    took.p95(),
                                    took.p99(),
                                    took.cost().commits(),
                                    took.cost().domain(),
                                    took.cost().engine()))));
            text.append(ratios(shapes));
        });
        return text.append(noise()).toString();
    }

    private static String ratios(Map<String, Line> shapes) {
        var ours = shapes.get("facade");
        var floor = shapes.get("floor");
        var usual = shapes.get("usual");
        return "ours is %.2f of the floor by CPU, and %.1f times the usual shape in lives per second; the usual is %.3f of the floor by CPU%n"
                .formatted(
                        cpu(floor) / cpu(ours),
                        ours.livesPerSecond().median() / usual.livesPerSecond().median(),
                        cpu(floor) / cpu(usual));
    }

    private static double cpu(Line line) {
        return line.jvmCpuMillis().median() + line.databaseCpuMillis().median();
    }

    /** Says by how much the machine was not ours alone, if it matters. */
    private String noise() {
        var all = lines().values().stream()
                .flatMap(shapes -> shapes.values().stream())
                .toList();
        var others = all.stream().mapToDouble(Line::othersShare).max().orElse(0);
        var spread = all.stream()
                .mapToDouble(line -> line.livesPerSecond().spread())
                .max()
                .orElse(0);
        return Stream.of(
                        others > NOISE
                                ? "Noisy: others used up to %.0f %% of this machine.%n".formatted(100 * others)
                                : "",
                        spread > WIDE_SPREAD
                                ? "Noisy: rates of the same lives differ by up to %.0f %%.%n".formatted(100 * spread)
                                : "")
                .reduce("", String::concat);
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                new JsonMapper()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(new Written(Instant.now().toString(), lines())));
    }
}
