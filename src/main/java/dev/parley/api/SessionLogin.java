package dev.parley.api;

import dev.parley.process.WebSessions;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Staff who are logged in to Tasklist or Cockpit call the API from there: evidence opens, and what the pages show and do
 * passes the same checks as any call. Whoever changes something sends the webapps' CSRF token.
 */
class SessionLogin extends OncePerRequestFilter {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final WebSessions sessions;
    private final Problems problems;

    SessionLogin(WebSessions sessions, Problems problems) {
        this.sessions = sessions;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain next)
            throws ServletException, IOException {
        var login = request.getHeader(HttpHeaders.AUTHORIZATION) == null
                ? sessions.of(request)
                : Optional.<WebSessions.Login>empty();
        if (login.isPresent() && !READING.contains(request.getMethod()) && !sessions.isOfOurPage(request)) {
            problems.write(
                    request, response, HttpStatus.FORBIDDEN, "csrf-token-missing", "This did not come from our page.");
            return;
        }
        login.ifPresent(is -> {
            var context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(Logins.known(is.user(), Roles.ofGroups(is.groups())));
            SecurityContextHolder.setContext(context);
        });
        next.doFilter(request, response);
    }
}
