package dev.parley.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.filter.OncePerRequestFilter;

/** A contracts client with an access token in its header (RFC 6750); a token anywhere else is none. */
final class BearerLogin extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(BearerLogin.class);
    private static final String BEARER = "Bearer ";
    private static final String SECONDS_UNTIL_KEYS_ARE_READ_AGAIN = "10";

    private final Tokens tokens;
    private final Problems problems;

    BearerLogin(Tokens tokens, Problems problems) {
        this.tokens = tokens;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var login = request.getHeader(HttpHeaders.AUTHORIZATION);
        return login == null || !login.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain next)
            throws IOException, ServletException {
        var token = request.getHeader(HttpHeaders.AUTHORIZATION)
                .substring(BEARER.length())
                .strip();
        try {
            var context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(tokens.login(token));
            SecurityContextHolder.setContext(context);
        } catch (BadJwtException refused) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"parley\", error=\"invalid_token\"");
            problems.write(
                    request,
                    response,
                    HttpStatus.UNAUTHORIZED,
                    "token-invalid",
                    "This token is not good here: get a new one.");
            return;
        } catch (JwtException unknown) {
            LOG.warn("a token could not be checked: {}", unknown.getMessage());
            response.setHeader(HttpHeaders.RETRY_AFTER, SECONDS_UNTIL_KEYS_ARE_READ_AGAIN);
            problems.write(
                    request,
                    response,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "issuer-unreachable",
                    "The keys of the token's issuer can't be read now: try again later.");
            return;
        }
        next.doFilter(request, response);
    }
}
