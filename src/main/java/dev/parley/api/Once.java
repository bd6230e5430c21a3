package dev.parley.api;

import dev.parley.shared.Actor;
import dev.parley.shared.Refused;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** One POST under its Idempotency-Key: its act happens once, however often it is sent (DOR-1). */
public final class Once {
    private final Idempotency idempotency;
    private final Caller caller;
    private final String key;
    private final String methodAndPath;
    private final Runnable precondition;

    Once(Idempotency idempotency, Caller caller, String key, String methodAndPath, Runnable precondition) {
        this.idempotency = idempotency;
        this.caller = caller;
        this.key = key;
        this.methodAndPath = methodAndPath;
        this.precondition = precondition;
    }

    /** Runs the act on this content, or answers as it did when the same was sent before. */
    <T> ResponseEntity<Answer<T>> run(@Nullable Object content, Function<Actor, Reply<T>> act) {
        return idempotency.once(caller, key, methodAndPath, content, () -> {
            precondition.run();
            return act.apply(caller.actor());
        });
    }

    /** The same; where the sender's own id shows that it was done before under another key, what it came to is shown. */
    <T> ResponseEntity<Answer<T>> run(
            @Nullable Object content, Function<Actor, Reply<T>> act, Function<UUID, Reply<T>> shown) {
        try {
            return run(content, act);
        } catch (Refused refused) {
            var done = refused.done().orElseThrow(() -> refused);
            return run(content, by -> shown.apply(done));
        }
    }

    /** Runs an act of many transactions, as the sandbox has them: its answer is kept when all of it is done. */
    public <T> ResponseEntity<Answer<T>> runApart(@Nullable Object content, Supplier<Reply<T>> act) {
        return idempotency.onceApart(caller, key, methodAndPath, content, act);
    }
}
