package dev.parley.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.shared.Signatures;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** An endpoint's secrets, made anew from the house's when they are needed, and what they sign (Standard Webhooks). */
@Component
class WebhookSecrets {
    private static final String PREFIX = "whsec_";

    private final Signatures house;

    WebhookSecrets(Signatures house) {
        this.house = house;
    }

    /** The n-th secret of the endpoint, as its receiver keeps it. */
    String secret(UUID endpoint, int number) {
        return PREFIX + Base64.getEncoder().encodeToString(key(endpoint, number));
    }

    /** A signature over a message's id, the second in which it is sent, and its body. */
    String sign(UUID endpoint, int number, String id, long timestamp, String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(endpoint, number), "HmacSHA256"));
            var signed = mac.doFinal((id + "." + timestamp + "." + body).getBytes(UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(signed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private byte[] key(UUID endpoint, int number) {
        return house.of("webhook-secret", endpoint + " " + number);
    }
}
