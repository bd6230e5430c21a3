package dev.parley.shared;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Signs with the house's secret; what is signed for one purpose is worth nothing for another. */
@Component
public class Signatures {
    private static final String HMAC = "HmacSHA256";
    private final SecretKeySpec key;

    Signatures(@Value("${parley.links.secret}") String secret) {
        this.key = new SecretKeySpec(secret.getBytes(UTF_8), HMAC);
    }

    /** 32 bytes. */
    public byte[] of(String purpose, String content) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal((purpose + "\n" + content).getBytes(UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public String text(String purpose, String content) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(of(purpose, content));
    }

    public boolean isOf(String purpose, String content, String signature) {
        return same(text(purpose, content), signature);
    }

    /** In a time that does not tell where they differ. */
    public static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(UTF_8), given.getBytes(UTF_8));
    }

    public static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
