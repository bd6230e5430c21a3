package dev.parley.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Parties at work, several at once, life after life until they are told to finish; and what must have come of it. */
final class Load {
    private static final int PARTIES = 3;
    private static final int PATIENCE_MINUTES = 4;

    private final Cluster cluster;
    private final Map<Script, List<String>> undisturbed;
    private final Random random;
    private final List<Caller> callers;
    private final List<Life> lives = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(PARTIES);
    private List<Future<?>> running = List.of();
    private volatile boolean finishing;

    private record Life(Script script, UUID contract) {}

    Load(Cluster cluster, Map<Script, List<String>> undisturbed, long seed) {
        this.cluster = cluster;
        this.undisturbed = undisturbed;
        this.random = new Random(seed);
        callers = Stream.generate(() -> new Caller(cluster::running, random.nextLong()))
                .limit(PARTIES)
                .toList();
    }

    List<Caller> callers() {
        return callers;
    }

    void start() {
        running = callers.stream()
                .<Future<?>>map(caller -> threads.submit(() -> live(caller, new Random(random.nextLong()))))
                .toList();
        threads.shutdown();
    }

    /** Lets each life that has begun come to its end, whatever it takes to get its answers. */
    void finish() throws InterruptedException, TimeoutException {
        finishing = true;
        for (var life : running)
            try {
                life.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
            } catch (ExecutionException failed) {
                throw new AssertionError(failed.getCause());
            }
    }

    /** What was acknowledged is there, and each life left what it leaves undisturbed: nothing less, nothing twice. */
    void requireKept() {
        callers.forEach(Caller::requireKept);
        for (var life : lives)
            assertThat(Traces.of(life.contract(), cluster.database))
                    .as(life.toString())
                    .isEqualTo(undisturbed.get(life.script()));
    }

    int acts() {
        return callers.stream().mapToInt(Caller::acts).sum();
    }

    int repeated() {
        return callers.stream().mapToInt(Caller::repeated).sum();
    }

    private void live(Caller caller, Random choice) {
        do {
            var script = Script.ENDING.get(choice.nextInt(Script.ENDING.size()));
            lives.add(new Life(script, script.play(caller)));
        } while (!finishing);
    }
}
