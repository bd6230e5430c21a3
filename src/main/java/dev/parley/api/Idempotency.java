package dev.parley.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.parley.shared.Refused;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Requests that were carried out, by caller and key, with their answers: written in the act's own transaction, so that
 * there is an answer exactly where there was an act. A refused one leaves nothing and may be sent again.
 */
@Component
class Idempotency {
    static final int LONGEST_KEY = 255;
    static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";

    private final JdbcClient db;
    private final TransactionOperations transaction;
    private final Set<String> apart = ConcurrentHashMap.newKeySet();
    private final ApiJson json;

    Idempotency(JdbcClient db, TransactionOperations transaction, ApiJson json) {
        this.db = db;
        this.transaction = transaction;
        this.json = json;
    }

    /** The key was sent before, with something else. */
    static final class KeyReused extends RuntimeException {
        KeyReused() {
            super("this key was used before, with another request");
        }
    }

    private record Kept(String hash, int status, @Nullable String location, String body) {}

    <T> ResponseEntity<Answer<T>> once(
            Caller caller, String key, String methodAndPath, @Nullable Object content, Supplier<Reply<T>> act) {
        var hash = hash(methodAndPath, content);
        return transaction.execute(status -> {
            requireAlone(caller, key);
            return find(caller, key)
                    .map(kept -> Idempotency.<T>replay(kept, hash))
                    .orElseGet(() -> run(caller, key, hash, act));
        });
    }

    /** For an act of many transactions on the one node of a sandbox: its answer is kept after it, and not if it breaks off. */
    <T> ResponseEntity<Answer<T>> onceApart(
            Caller caller, String key, String methodAndPath, @Nullable Object content, Supplier<Reply<T>> act) {
        var inFlight = caller.name() + " " + key;
        if (!apart.add(inFlight)) throw inFlight();
        try {
            var known = find(caller, key);
            if (known.isPresent()) return replay(known.get(), hash(methodAndPath, content));
            var reply = act.get();
            return once(caller, key, methodAndPath, content, () -> reply);
        } finally {
            apart.remove(inFlight);
        }
    }

    private <T> ResponseEntity<Answer<T>> run(Caller caller, String key, String hash, Supplier<Reply<T>> act) {
        var reply = act.get();
        var kept = new Kept(hash, reply.status().value(), reply.location(), write(reply.body()));
        db.sql("insert into idempotency (client, key, request_hash, status, location, body, created_at)"
                        + " values (?, ?, ?, ?, ?, ?, parley.now())")
                .params(caller.name(), key, kept.hash(), kept.status(), kept.location(), kept.body())
                .update();
        return answer(kept).body(new Answer<>(kept.body()));
    }

    private static <T> ResponseEntity<Answer<T>> replay(Kept kept, String hash) {
        if (!kept.hash().equals(hash)) throw new KeyReused();
        return answer(kept).header(REPLAYED, "true").body(new Answer<>(kept.body()));
    }

    private static ResponseEntity.BodyBuilder answer(Kept kept) {
        var answer = ResponseEntity.status(kept.status());
        return kept.location() == null ? answer : answer.location(URI.create(kept.location()));
    }

    /** Whoever gets the lock sees what its last holder committed: it is given up after the commit. */
    private void requireAlone(Caller caller, String key) {
        var alone = db.sql("select pg_try_advisory_xact_lock(hashtextextended(?, 0))")
                .param("idempotency " + caller.name() + " " + key)
                .query(Boolean.class)
                .single();
        if (!alone) throw inFlight();
    }

    private static Refused inFlight() {
        return Refused.conflict("request-in-flight", "the same request is being carried out: ask again");
    }

    private Optional<Kept> find(Caller caller, String key) {
        return db.sql("select request_hash, status, location, body from idempotency where client = ? and key = ?")
                .params(caller.name(), key)
                .query((row, n) -> new Kept(
                        row.getString("request_hash"),
                        row.getInt("status"),
                        row.getString("location"),
                        row.getString("body")))
                .optional();
    }

    /** The content as it was understood: neither spaces nor the order of fields make it another. */
    private String hash(String methodAndPath, @Nullable Object content) {
        try {
            var request = methodAndPath + "\n" + write(content);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(request.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String write(@Nullable Object value) {
        try {
            return json.mapper().writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
