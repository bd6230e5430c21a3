package dev.parley.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * How long an address may be, and how many and how long the headers of any request; the server itself takes a little more.
 * What breaks before a request has found its handler, as a login does without the database, is answered here.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class RequestLimits extends OncePerRequestFilter {
    private static final String API = "/api/";

    /** Path and query, as they were sent. */
    static final int LONGEST_ADDRESS = 8_192;

    static final int MOST_HEADERS = 64;

    /** Names and values of all headers. */
    static final int MOST_HEADER_CHARACTERS = 8_192;

    private final Problems problems;

    RequestLimits(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (lengthOfAddress(request) > LONGEST_ADDRESS)
            problems.write(
                    request,
                    response,
                    HttpStatus.URI_TOO_LONG,
                    "address-too-long",
                    "Path and query have at most " + LONGEST_ADDRESS + " characters.");
        else if (!fit(request))
            problems.write(
                    request,
                    response,
                    HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                    "headers-too-large",
                    "A request has at most " + MOST_HEADERS + " headers of " + MOST_HEADER_CHARACTERS
                            + " characters in all.");
        else pass(request, response, chain);
    }

    private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (SlowBodies.TooSlow slow) {
            problems.write(
                    request,
                    response,
                    HttpStatus.REQUEST_TIMEOUT,
                    "body-too-slow",
                    "A body comes within " + SlowBodies.BODY_WITHIN.toSeconds() + " seconds, and without long pauses.");
        } catch (RuntimeException broken) {
            if (response.isCommitted() || !request.getRequestURI().startsWith(API)) throw broken;
            problems.broken(request, response, broken);
        }
    }

    private static int lengthOfAddress(HttpServletRequest request) {
        var query = request.getQueryString();
        return request.getRequestURI().length() + (query == null ? 0 : query.length() + 1);
    }

    private static boolean fit(HttpServletRequest request) {
        var count = 0;
        var characters = 0;
        for (var name : Collections.list(request.getHeaderNames()))
            for (var value : Collections.list(request.getHeaders(name))) {
                count++;
                characters += name.length() + value.length();
            }
        return count <= MOST_HEADERS && characters <= MOST_HEADER_CHARACTERS;
    }
}
