package dev.parley.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** After the roles: a contracts client also has the scope that its call needs (RFC 6750, 3.1). */
final class ScopeCheck extends OncePerRequestFilter {
    private final Problems problems;

    ScopeCheck(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain next)
            throws IOException, ServletException {
        var caller = Caller.of(SecurityContextHolder.getContext().getAuthentication());
        var needed = Scope.neededFor(HttpMethod.valueOf(request.getMethod()), request.getRequestURI());
        if (!caller.isContractsSystem() || caller.has(needed)) {
            next.doFilter(request, response);
            return;
        }
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE,
                "Bearer realm=\"parley\", error=\"insufficient_scope\", scope=\"" + needed.title() + "\"");
        problems.write(
                request,
                response,
                HttpStatus.FORBIDDEN,
                "insufficient-scope",
                "This needs the scope " + needed.title() + ".");
    }
}
