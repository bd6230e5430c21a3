package dev.parley.api;

import dev.parley.shared.SiteAddress;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What every answer of every door tells a browser, before anything else looks at the request: guess no content type, show
 * it in no frame, name this address to nobody, and, where people reach Parley by https, come by nothing else. The
 * webapps' pages put a policy of their own in place of the strictest; the other doors have theirs.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class AnswerHeaders extends OncePerRequestFilter {
    /** For answers that are nothing to show: they load nothing and run nothing. */
    static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

    private static final String A_YEAR = "max-age=31536000";

    private final SiteAddress site;

    AnswerHeaders(SiteAddress site) {
        this.site = site;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        tell(response);
        if (request.getRequestURI().startsWith("/camunda/")) response.setHeader("Content-Security-Policy", NOTHING);
        if (site.isHttps()) response.setHeader("Strict-Transport-Security", A_YEAR);
        chain.doFilter(request, response);
    }

    static void tell(HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
    }
}
