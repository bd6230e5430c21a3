package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.parley.Issuer;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;

class TokensTest {
    private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");
    private static final ContractsClients CLIENTS = new ContractsClients(
            List.of(
                    new ContractsClients.Client("contracts", "", List.of()),
                    new ContractsClients.Client("reader", "", List.of(Scope.CONTRACTS_READ, Scope.EVENTS_READ))),
            false);

    private final Issuer issuer = new Issuer();
    private final Tokens tokens = new Tokens(CLIENTS, Issuer.NAME, Issuer.AUDIENCE, issuer.keys());

    @AfterEach
    void close() {
        issuer.close();
        SecurityContextHolder.clearContext();
    }

    @Test
    @DisplayName("DOR-1 a good token is its client's, with the scopes that both it and the client's configuration name")
    void good() {
        assertThat(authorities(issuer.token("contracts", "contracts:read money:write and:more")))
                .containsExactlyInAnyOrder("ROLE_CONTRACTS", "SCOPE_contracts:read", "SCOPE_money:write");
        assertThat(authorities(issuer.token("reader", "contracts:read contracts:write")))
                .containsExactlyInAnyOrder("ROLE_CONTRACTS", "SCOPE_contracts:read");
        assertThat(authorities(issuer.token("contracts", ""))).containsExactly("ROLE_CONTRACTS");
        assertThat(tokens.login(issuer.token("reader", "")).getName()).isEqualTo("reader");
    }

    static Stream<Named<UnaryOperator<JWTClaimsSet.Builder>>> otherForms() {
        return Stream.of(
                Named.of(
                        "azp names the client",
                        claims -> claims.claim("client_id", null)
                                .claim("azp", "contracts")
                                .subject("somebody")),
                Named.of("sub names the client", claims -> claims.claim("client_id", null)),
                Named.of("scopes in a list", claims -> claims.claim("scope", List.of("contracts:read"))),
                Named.of(
                        "scopes in scp", claims -> claims.claim("scope", null).claim("scp", List.of("contracts:read"))),
                Named.of(
                        "several audiences",
                        claims -> claims.audience(List.of("https://else.example", Issuer.AUDIENCE))),
                Named.of("expired within the clocks' difference", claims -> claims.expirationTime(in(-20))));
    }

    @ParameterizedTest
    @MethodSource("otherForms")
    @DisplayName("DOR-1 tokens as issuers write them are taken")
    void taken(UnaryOperator<JWTClaimsSet.Builder> form) {
        var claims = form.apply(Issuer.claims("contracts", "contracts:read"));

        assertThat(authorities(issuer.token(claims)))
                .containsExactlyInAnyOrder("ROLE_CONTRACTS", "SCOPE_contracts:read");
        assertThat(authorities(Issuer.sign(JOSEObjectType.JWT, issuer.key(), claims)))
                .hasSize(2);
    }

    static Stream<Named<UnaryOperator<JWTClaimsSet.Builder>>> badClaims() {
        return Stream.of(
                Named.of("another issuer", claims -> claims.issuer("https://issuer.example/")),
                Named.of("no issuer", claims -> claims.issuer(null)),
                Named.of("another audience", claims -> claims.audience("https://else.example")),
                Named.of("no audience", claims -> claims.audience((String) null)),
                Named.of("expired", claims -> claims.expirationTime(in(-31))),
                Named.of("never expires", claims -> claims.expirationTime(null)),
                Named.of("not yet valid", claims -> claims.notBeforeTime(in(45))),
                Named.of("a client that is not known", claims -> claims.claim("client_id", "nobody")),
                Named.of("one of the staff", claims -> claims.claim("client_id", "otto")),
                Named.of("no client", claims -> claims.claim("client_id", null).subject(null)));
    }

    @ParameterizedTest
    @MethodSource("badClaims")
    @DisplayName("DOR-1 DOR-3 a token that says the wrong thing is refused")
    void badClaims(UnaryOperator<JWTClaimsSet.Builder> fault) {
        refused(issuer.token(fault.apply(Issuer.claims("contracts", "contracts:read"))));
    }

    @Test
    @DisplayName("DOR-1 DOR-3 a token that the issuer did not sign is refused")
    void badSignatures() throws JOSEException {
        var claims = Issuer.claims("contracts", "contracts:read");
        var good = issuer.token(claims);
        refused(new PlainJWT(claims.build()).serialize());
        refused(Issuer.sign(ACCESS_TOKEN, Issuer.newKey("first"), claims));
        refused(good.substring(0, good.lastIndexOf('.') + 1));
        refused(good.replace('.', ' '));
        refused("");
        refused(Issuer.sign(new JOSEObjectType("logout+jwt"), issuer.key(), claims));
        for (var secret : List.of(
                issuer.key().toRSAPublicKey().getEncoded(),
                issuer.key().toPublicJWK().toJSONString().getBytes(java.nio.charset.StandardCharsets.UTF_8)))
            refused(signedWithThePublicKey(secret, claims));
    }

    private String signedWithThePublicKey(byte[] secret, JWTClaimsSet.Builder claims) throws JOSEException {
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .keyID(issuer.key().getKeyID())
                .build();
        var token = new SignedJWT(header, claims.build());
        token.sign(new MACSigner(secret));
        return token.serialize();
    }

    @Test
    @DisplayName("DOR-1 a new key of the issuer's is found by itself, its old one is good no longer")
    void rotated() {
        var before = issuer.token("contracts", "contracts:read");
        assertThat(authorities(before)).hasSize(2);
        issuer.rotate("second");

        assertThat(authorities(issuer.token("contracts", "contracts:read"))).hasSize(2);
        assertThatThrownBy(() -> tokens.login(before)).isInstanceOf(JwtException.class);
    }

    @Test
    @DisplayName("DOR-3 tokens with made-up keys don't make us call the issuer each time, and good ones go on")
    void madeUpKeys() {
        var good = issuer.token("contracts", "");
        tokens.login(good);
        for (int n = 0; n < 20; n++) {
            var bad = Issuer.sign(ACCESS_TOKEN, Issuer.newKey("made-up-" + n), Issuer.claims("contracts", ""));
            assertThatThrownBy(() -> tokens.login(bad)).isInstanceOf(JwtException.class);
        }

        assertThat(issuer.reads()).isLessThanOrEqualTo(3);
        assertThat(tokens.login(good).getName()).isEqualTo("contracts");
    }

    @Test
    @DisplayName("DOR-1 keys that can't be read at first delay a token and condemn none; those read before stay good")
    void unreachable() throws Exception {
        var good = issuer.token("contracts", "");
        var late = new Tokens(CLIENTS, Issuer.NAME, Issuer.AUDIENCE, "http://127.0.0.1:1/keys");
        assertThatThrownBy(() -> late.login(good))
                .isInstanceOf(JwtException.class)
                .isNotInstanceOf(BadJwtException.class);

        var answer = come(late, good);
        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeader("Retry-After")).isEqualTo("10");
        assertThat(answer.getContentAsString()).contains("\"code\":\"issuer-unreachable\"");

        tokens.login(good);
        issuer.close();
        assertThat(come(tokens, good).getStatus()).isEqualTo(HttpServletResponse.SC_OK);
    }

    @Test
    @DisplayName("DOR-1 where no issuer is configured, no token is good")
    void noIssuer() {
        var none = new Tokens(CLIENTS, "", "", "");

        assertThatThrownBy(() -> none.login(issuer.token("contracts", ""))).isInstanceOf(BadJwtException.class);
    }

    private static MockHttpServletResponse come(Tokens tokens, String token) throws Exception {
        var request = new MockHttpServletRequest("GET", "/api/v1/limits");
        request.addHeader("Authorization", "bearer " + token);
        var answer = new MockHttpServletResponse();
        var problems = new Problems(Jackson2ObjectMapperBuilder.json().build());
        new BearerLogin(tokens, problems).doFilter(request, answer, new MockFilterChain());
        return answer;
    }

    private void refused(String token) {
        assertThatThrownBy(() -> tokens.login(token)).isInstanceOf(BadJwtException.class);
    }

    private List<String> authorities(String token) {
        return tokens.login(token).getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .toList();
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }
}
