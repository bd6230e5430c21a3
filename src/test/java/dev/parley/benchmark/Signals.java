package dev.parley.benchmark;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.impl.cfg.TransactionState;
import org.camunda.bpm.engine.impl.context.Context;

/** Tells a caller that an instance has come to a task or to its end, without asking the database for it. */
final class Signals {
    static final String ENDED = "ended";
    private static final int PATIENCE_SECONDS = 120;

    private final Map<String, CompletableFuture<Void>> reached = new ConcurrentHashMap<>();

    /** Once what the engine does now is committed. */
    void reached(String subject, String place) {
        Context.getCommandContext()
                .getTransactionContext()
                .addTransactionListener(
                        TransactionState.COMMITTED,
                        context -> future(subject, place).complete(null));
    }

    void await(String subject, String place) {
        try {
            future(subject, place).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            reached.remove(subject + place);
        } catch (Exception never) {
            throw new IllegalStateException(subject + " does not come to " + place, never);
        }
    }

    private CompletableFuture<Void> future(String subject, String place) {
        return reached.computeIfAbsent(subject + place, key -> new CompletableFuture<>());
    }
}
