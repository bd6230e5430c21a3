package dev.parley.api;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.parley.shared.CannotStart;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;

/**
 * Access tokens of contracts clients (RFC 9068, and what issuers made of JWT before it): signed by the issuer, for us, in
 * their time, of a client that is known here. The issuer's keys are read when the first token comes, kept, and read again
 * when a token names one that is new; while they can't be read, the ones read last are good for an hour.
 */
@Component
class Tokens {
    private static final Set<JWSAlgorithm> SIGNATURES =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.ES384);

    private static final Duration CLOCKS_APART = Duration.ofSeconds(30);
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration KEPT_IN_AN_OUTAGE = Duration.ofHours(1);

    /** So that tokens with made-up keys don't make us call the issuer each time: twice within it at most. */
    private static final Duration BETWEEN_READS = Duration.ofSeconds(10);

    private static final int MOST_BYTES_OF_KEYS = 256 * 1024;

    /** Where issuers name the client. */
    private static final List<String> CLIENT = List.of("client_id", "azp", JwtClaimNames.SUB);

    private final ContractsClients clients;
    private final @Nullable NimbusJwtDecoder decoder;

    Tokens(
            ContractsClients clients,
            @Value("${parley.oauth.issuer}") String issuer,
            @Value("${parley.oauth.audience}") String audience,
            @Value("${parley.oauth.jwk-set-uri}") String keys) {
        this.clients = clients;
        this.decoder =
                Stream.of(issuer, audience, keys).anyMatch(String::isBlank) ? null : decoder(issuer, audience, keys);
    }

    /**
     * Whose this token is, with the scopes that both it and the client's own configuration name.
     *
     * @throws BadJwtException if it is not good, or its client is not known here
     * @throws org.springframework.security.oauth2.jwt.JwtException if that can't be told now, for want of the keys
     */
    Authentication login(String token) {
        if (decoder == null) throw new BadJwtException("no tokens are taken here");
        var jwt = decoder.decode(token);
        return CLIENT.stream()
                .map(jwt::getClaimAsString)
                .filter(Objects::nonNull)
                .findFirst()
                .flatMap(clients::find)
                .orElseThrow(() -> new BadJwtException("its client is not known here"))
                .login(scopes(jwt));
    }

    /** One text with spaces between them (RFC 9068, 2.2.3); some issuers write {@code scp}, or a list. */
    private static List<String> scopes(Jwt jwt) {
        var claim = jwt.hasClaim("scope") ? "scope" : "scp";
        var scopes = jwt.getClaim(claim);
        if (scopes instanceof String text) return List.of(text.split(" ", -1));
        return scopes instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static NimbusJwtDecoder decoder(String issuer, String audience, String keys) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSTypeVerifier((type, context) -> {}); // the validator below looks at it
        processor.setJWTClaimsSetVerifier((claims, context) -> {}); // so do the others at the claims
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                SIGNATURES,
                JWKSourceBuilder.<SecurityContext>create(url(keys), retriever())
                        .cache(KEPT.toMillis(), PATIENCE.multipliedBy(2).toMillis())
                        .refreshAheadCache(false)
                        .rateLimited(BETWEEN_READS.toMillis())
                        .outageTolerant(KEPT_IN_AN_OUTAGE.toMillis())
                        .build()));
        var decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                type(),
                new JwtTimestampValidator(CLOCKS_APART),
                new JwtClaimValidator<>(JwtClaimNames.EXP, Objects::nonNull),
                new JwtIssuerValidator(issuer),
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD, named -> named != null && named.contains(audience))));
        return decoder;
    }

    private static JwtTypeValidator type() {
        var type = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
        type.setAllowEmpty(true);
        return type;
    }

    private static URL url(String keys) {
        try {
            return URI.create(keys).toURL();
        } catch (MalformedURLException | IllegalArgumentException malformed) {
            throw new CannotStart(List.of("Change PARLEY_OAUTH_KEYS: it is the address of a JWK set, https://…."));
        }
    }

    private static DefaultResourceRetriever retriever() {
        var patience = Math.toIntExact(PATIENCE.toMillis());
        return new DefaultResourceRetriever(patience, patience, MOST_BYTES_OF_KEYS);
    }
}
