package dev.parley.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who has just shown the right password: a login with each call would otherwise cost a slow hash each. No password is
 * kept, but a digest under a key that lives and dies with this process; a changed password is another one at once.
 */
final class ProvenPasswords {
    private static final Duration LIFETIME = Duration.ofMinutes(1);
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key = newKey();
    private final Map<String, Proof> proofs = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    ProvenPasswords(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record Proof(byte[] digest, long at) {}

    /** @param stored the hash that the engine keeps of the user's password now */
    boolean isProven(String user, String stored, String password) {
        var proof = proofs.get(user);
        return proof != null
                && nanoTime.getAsLong() - proof.at() < LIFETIME.toNanos()
                && MessageDigest.isEqual(proof.digest(), digest(user, stored, password));
    }

    void proven(String user, String stored, String password) {
        proofs.put(user, new Proof(digest(user, stored, password), nanoTime.getAsLong()));
    }

    private byte[] digest(String user, String stored, String password) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal((user + "\0" + stored + "\0" + password).getBytes(UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static SecretKeySpec newKey() {
        var random = new byte[32];
        new SecureRandom().nextBytes(random);
        return new SecretKeySpec(random, ALGORITHM);
    }
}
