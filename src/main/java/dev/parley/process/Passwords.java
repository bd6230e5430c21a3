package dev.parley.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * Passwords of the staff as the engine keeps them: bcrypt, which is slow on purpose, over a hash, because bcrypt reads
 * 72 bytes and no more.
 */
class Passwords implements PasswordEncryptor {
    static final String NAME = "bcrypt-sha384";

    private final BCryptPasswordEncoder bcrypt = new BCryptPasswordEncoder();
    private final String nobodys = encrypt("nobody has this password");

    @Override
    public String encrypt(String password) {
        return bcrypt.encode(whole(password));
    }

    @Override
    public boolean check(String password, String encrypted) {
        return bcrypt.matches(whole(password), encrypted);
    }

    @Override
    public String hashAlgorithmName() {
        return NAME;
    }

    /** Takes as long as a check, so that time does not tell who has an account. */
    void checkNobodys(String password) {
        check(password, nobodys);
    }

    private static String whole(String password) {
        try {
            var digest = MessageDigest.getInstance("SHA-384").digest(password.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
