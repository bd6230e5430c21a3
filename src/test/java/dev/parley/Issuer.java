package dev.parley;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** An issuer of access tokens, with its keys at an address of its own. */
public final class Issuer implements AutoCloseable {
    public static final String NAME = "https://issuer.example";
    public static final String AUDIENCE = "https://parley.example/api";

    private final HttpServer server;
    private final AtomicInteger reads = new AtomicInteger();
    private volatile RSAKey key = newKey("first");

    public Issuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
        server.createContext("/keys", asked -> {
            reads.incrementAndGet();
            var body = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
            asked.getResponseHeaders().set("Content-Type", "application/jwk-set+json");
            asked.sendResponseHeaders(200, body.length);
            asked.getResponseBody().write(body);
            asked.close();
        });
        server.start();
    }

    /** Where the shared context's application finds it. */
    @TestConfiguration(proxyBeanMethods = false)
    static class InTests {
        @Bean
        Issuer issuer() {
            return new Issuer();
        }

        @Bean
        DynamicPropertyRegistrar whereItsKeysAre(Issuer issuer) {
            return properties -> properties.add("parley.oauth.jwk-set-uri", issuer::keys);
        }
    }

    public String keys() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
    }

    /** How often its keys were asked for. */
    public int reads() {
        return reads.get();
    }

    public RSAKey key() {
        return key;
    }

    /** From now on it signs with another key, and no longer publishes the one before. */
    public void rotate(String id) {
        key = newKey(id);
    }

    /** What a good token says; the scopes stand in it with spaces between them. */
    public static JWTClaimsSet.Builder claims(String client, String scopes) {
        return new JWTClaimsSet.Builder()
                .issuer(NAME)
                .audience(AUDIENCE)
                .subject(client)
                .claim("client_id", client)
                .claim("scope", scopes)
                .expirationTime(Date.from(Instant.now().plusSeconds(300)));
    }

    public String token(String client, String scopes) {
        return token(claims(client, scopes));
    }

    public String token(JWTClaimsSet.Builder claims) {
        return sign(new JOSEObjectType("at+jwt"), key, claims);
    }

    public static String sign(JOSEObjectType type, RSAKey key, JWTClaimsSet.Builder claims) {
        try {
            var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .type(type)
                    .keyID(key.getKeyID())
                    .build();
            var token = new SignedJWT(header, claims.build());
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException failed) {
            throw new IllegalStateException(failed);
        }
    }

    public static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
