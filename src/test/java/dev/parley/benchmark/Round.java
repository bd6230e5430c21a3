package dev.parley.benchmark;

import dev.parley.benchmark.Machine.Spent;
import dev.parley.benchmark.Shape.Life;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Many lives of one kind in one shape, played by several callers at once, and what they took.
 *
 * @param rows left in the engine's runtime tables, history and byte arrays
 * @param nanos of each act, one for each life
 */
record Round(Kind kind, String shape, int lives, Spent spent, List<Long> rows, Map<String, List<Long>> nanos) {
    /** Plays lives one act after the other, each caller its own. */
    static final class Player implements AutoCloseable {
        private final Machine machine;
        private final ExecutorService callers;

        Player(Machine machine, int callers) {
            this.machine = machine;
            this.callers = Executors.newFixedThreadPool(callers);
        }

        Round play(Shape shape, Kind kind, int count) {
            var rows = Machine.engineRows(shape.database());
            var lives = forEach(Stream.<Callable<Life>>generate(() -> () -> shape.begin(kind))
                    .limit(count)
                    .toList());
            var nanos = new HashMap<String, List<Long>>();
            var spent = half(shape, lives, kind.before(), nanos);
            if (!kind.after().isEmpty()) {
                shape.letTimePass();
                spent = spent.plus(half(shape, lives, kind.after(), nanos));
            }
            var left = Machine.engineRows(shape.database());
            return new Round(
                    kind,
                    shape.name(),
                    count,
                    spent,
                    List.of(left.get(0) - rows.get(0), left.get(1) - rows.get(1), left.get(2) - rows.get(2)),
                    nanos);
        }

        private Spent half(Shape shape, List<Life> lives, List<String> acts, Map<String, List<Long>> nanos) {
            System.gc(); // what came before is nobody's here
            shape.open();
            var before = machine.spent();
            var taken = forEach(lives.stream()
                    .<Callable<List<Long>>>map(life -> () -> play(life, acts))
                    .toList());
            var spent = machine.spent().since(before);
            shape.pause();
            for (var n = 0; n < acts.size(); n++) {
                var act = n;
                nanos.put(acts.get(n), taken.stream().map(life -> life.get(act)).toList());
            }
            return spent;
        }

        private static List<Long> play(Life life, List<String> acts) {
            var taken = new ArrayList<Long>();
            for (var act : acts) {
                var from = System.nanoTime();
                life.play(act);
                taken.add(System.nanoTime() - from);
            }
            return taken;
        }

        private <T> List<T> forEach(List<Callable<T>> work) {
            try {
                var done = new ArrayList<T>();
                for (Future<T> one : callers.invokeAll(work)) done.add(one.get());
                return done;
            } catch (InterruptedException | ExecutionException failed) {
                throw new IllegalStateException(failed);
            }
        }

        /** Plays windows of lives until four in a row are hardly faster than the best before them, or enough of them. */
        void warm(Shape shape, Kind kind, int lives, int mostWindows, Consumer<String> progress) {
            var best = 0.0;
            var noFaster = 0;
            for (var window = 1; window <= mostWindows && noFaster < IN_A_ROW; window++) {
                var rate = play(shape, kind, lives).rate();
                progress.accept(String.format(
                        "warming %s, %s, window %d: %.1f lives/s", kind.title, shape.name(), window, rate));
                noFaster = rate < best * FASTER ? noFaster + 1 : 0;
                best = Math.max(best, rate);
            }
        }

        @Override
        public void close() {
            callers.shutdownNow();
        }
    }

    static final double FASTER = 1.05;
    private static final int IN_A_ROW = 4;
    private static final double NANOS_OF_MILLI = 1e6;

    double rate() {
        return lives * 1e9 / spent.time();
    }

    double jvmMillis() {
        return spent.jvm() / NANOS_OF_MILLI / lives;
    }

    double databaseMillis() {
        return spent.database() / NANOS_OF_MILLI / lives;
    }

    double cpuMillis() {
        return jvmMillis() + databaseMillis();
    }

    double walKilobytes() {
        return spent.walBytes() / 1024.0 / lives;
    }

    double rowsLeft(int table) {
        return (double) rows.get(table) / lives;
    }
}
