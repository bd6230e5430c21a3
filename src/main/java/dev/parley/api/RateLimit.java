package dev.parley.api;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * After the login and before anything is done: a caller who calls too often waits. What is left to them stands in the
 * headers {@code RateLimit} and {@code RateLimit-Policy} (draft-ietf-httpapi-ratelimit-headers-10).
 */
final class RateLimit extends OncePerRequestFilter {
    private final Rates rates;
    private final Problems problems;
    private final TimeMeter time;
    private final Map<String, Bucket> byCaller = new ConcurrentHashMap<>();

    RateLimit(Rates rates, Problems problems) {
        this(rates, problems, TimeMeter.SYSTEM_NANOTIME);
    }

    RateLimit(Rates rates, Problems problems, TimeMeter time) {
        this.rates = rates;
        this.problems = problems;
        this.time = time;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var login = SecurityContextHolder.getContext().getAuthentication();
        if (login == null) {
            chain.doFilter(request, response);
            return;
        }
        var rate = rates.of(login.getName());
        var call = byCaller.computeIfAbsent(login.getName(), name -> rate.newBucket(time))
                .tryConsumeAndReturnRemaining(1);
        var left = call.getRemainingTokens();
        response.setHeader("RateLimit-Policy", "\"calls\";q=" + rate.burst() + ";w=" + rate.seconds(rate.burst()));
        response.setHeader("RateLimit", "\"calls\";r=" + left + ";t=" + rate.seconds(rate.burst() - left));
        if (call.isConsumed()) chain.doFilter(request, response);
        else refuse(request, response, Duration.ofNanos(call.getNanosToWaitForRefill()));
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, Duration wait) throws IOException {
        var seconds = wait.plusMillis(999).toSeconds();
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
        problems.write(
                request,
                response,
                HttpStatus.TOO_MANY_REQUESTS,
                "too-many-calls",
                "Too many calls: go on in " + seconds + " seconds, and more slowly.");
    }
}
