package dev.parley.proof;

import dev.parley.Api;
import dev.parley.Api.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A contracts system as it should be: what is not acknowledged is sent again under the same key, to any node, until it
 * is.
 */
final class Caller {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Refusals that say: the one before may yet come to something, ask again. */
    private static final Set<String> AGAIN = Set.of("request-in-flight", "state-moved");

    private final Supplier<List<Node>> nodes;
    private final Random random;
    private final List<Acknowledged> acknowledged = new CopyOnWriteArrayList<>();
    private int repeated;
    private final List<String> trace = new CopyOnWriteArrayList<>();

    Caller(Supplier<List<Node>> nodes, long seed) {
        this.nodes = nodes;
        this.random = new Random(seed);
    }

    /** An act that was answered with success, and how it is sent again. */
    record Acknowledged(String name, Function<Api, Response> request, String answer) {}

    /** Sends until it is answered; an answer other than success is a failure, since nobody else acts in this life. */
    Response act(String name, Function<Api, Response> act) {
        var key = Api.fresh("key");
        Function<Api, Response> request = api -> act.apply(api.withKey(key));
        var told = trace.size();
        var answer = persist(name, request);
        if (trace.size() > told + 1) repeated++;
        if (answer.status() / 100 != 2) throw new AssertionError(name + ": " + answer.status() + " " + answer.text());
        acknowledged.add(new Acknowledged(name, request, answer.text()));
        return answer;
    }

    /** What is only read. */
    Response read(Function<Api, Response> request) {
        return persist("read", request).expect(200);
    }

    private Response persist(String name, Function<Api, Response> request) {
        for (var until = System.nanoTime() + PATIENCE.toNanos(); ; ) {
            var answer = send(request);
            trace.add(name + " "
                    + answer.map(told -> told.status() + " " + told.code()).orElse("unanswered"));
            if (answer.isPresent() && !isToBeAskedAgain(answer.get())) return answer.get();
            if (System.nanoTime() > until) throw new AssertionError(name + " was never answered: " + trace);
            pause();
        }
    }

    private Optional<Response> send(Function<Api, Response> request) {
        var running = nodes.get();
        if (running.isEmpty()) return Optional.empty();
        try {
            return Optional.of(
                    request.apply(running.get(random.nextInt(running.size())).api()));
        } catch (IllegalStateException brokenOff) {
            return Optional.empty();
        }
    }

    private static boolean isToBeAskedAgain(Response answer) {
        return answer.status() >= 500 || AGAIN.contains(answer.code());
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Sends all that was acknowledged once more: each must be answered as it was, from what was kept of it. */
    void requireKept() {
        for (var act : acknowledged) {
            var again = persist("again " + act.name(), act.request());
            var replayed = again.headers().firstValue("Idempotency-Replayed").isPresent();
            if (!replayed || !again.text().equals(act.answer()))
                throw new AssertionError(act.name() + " was acknowledged and is not there: " + again.status() + " "
                        + again.text() + " instead of " + act.answer());
        }
    }

    int acts() {
        return acknowledged.size();
    }

    /** How many acts had to be sent more than once. */
    int repeated() {
        return repeated;
    }

    List<String> trace() {
        return List.copyOf(trace);
    }
}
