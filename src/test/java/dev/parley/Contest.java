package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Acts that start together from one barrier, and what each was told. */
final class Contest {
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "contender");
        thread.setDaemon(true);
        return thread;
    });

    private final Map<String, Callable<Response>> acts = new LinkedHashMap<>();
    private final Map<String, Runnable> timers = new LinkedHashMap<>();

    Contest act(String name, Callable<Response> act) {
        if (acts.put(name, act) != null) throw new IllegalArgumentException("two are called " + name);
        return this;
    }

    /** A contender that nobody answers: a node that looks for due timers. */
    Contest timer(String name, Runnable timer) {
        timers.put(name, timer);
        return this;
    }

    /** Lets all go at once, and insists that each loser was told so: 409, a problem, with the state as it is. */
    Result run() throws InterruptedException {
        var barrier = new CyclicBarrier(acts.size() + timers.size());
        var running = new LinkedHashMap<String, Future<Response>>();
        acts.forEach((name, act) -> running.put(name, start(barrier, act)));
        var looking = timers.values().stream()
                .map(timer -> start(barrier, Executors.callable(timer)))
                .toList();
        var answers = new LinkedHashMap<String, Response>();
        for (var contender : running.entrySet()) answers.put(contender.getKey(), get(contender.getValue()));
        for (var timer : looking) get(timer);
        answers.forEach(Contest::requireFair);
        return new Result(answers);
    }

    private static void requireFair(String name, Response answer) {
        if (Result.isWon(answer)) return;
        assertThat(answer.status()).as(name + ": " + answer.text()).isEqualTo(409);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.code()).as(name).isNotEmpty();
        assertThat(answer.at("/state/id")).as(name + ": the state as it is").isNotEmpty();
    }

    private static <T> Future<T> start(CyclicBarrier barrier, Callable<T> act) {
        return THREADS.submit(() -> {
            barrier.await();
            return act.call();
        });
    }

    private static <T> T get(Future<T> running) throws InterruptedException {
        try {
            return running.get();
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        }
    }

    /** What each was told, by name. */
    record Result(Map<String, Response> answers) {
        private static boolean isWon(Response answer) {
            return answer.status() / 100 == 2;
        }

        List<String> winners() {
            return answers.entrySet().stream()
                    .filter(told -> isWon(told.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
        }

        /** What the winners were told. */
        List<String> won() {
            return answers.values().stream()
                    .filter(Result::isWon)
                    .map(Response::text)
                    .toList();
        }

        boolean won(String name) {
            return winners().contains(name);
        }

        /** The winner's name, of exactly one. */
        String one() {
            assertThat(winners()).as(this::words).hasSize(1);
            return winners().get(0);
        }

        /** The winner's name, or that of the timer that came before all acts. */
        String oneOr(String timer) {
            return winners().isEmpty() ? timer : one();
        }

        String words() {
            var words = new StringBuilder("told:");
            answers.forEach((name, answer) -> words.append(' ')
                    .append(name)
                    .append(' ')
                    .append(answer.status())
                    .append(' ')
                    .append(answer.code()));
            return words.toString();
        }
    }
}
