package dev.parley.api;

import io.github.bucket4j.TimeMeter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Before every login, of the webapps and with each call: an address that was wrong too often waits, also when it is right
 * for once. What slows tries at one account from many addresses is the engine's own growing delay.
 */
final class LoginThrottle extends OncePerRequestFilter {
    /** They look at no login but their own. */
    private static final String WEBAPPS = "/camunda/";

    private static final Pattern WEBAPPS_LOGIN = Pattern.compile("/camunda/api/admin/auth/user/[^/]+/login/[^/]+/?");

    private final Problems problems;
    private final WrongLogins wrong;

    LoginThrottle(Problems problems) {
        this(problems, TimeMeter.SYSTEM_NANOTIME);
    }

    LoginThrottle(Problems problems, TimeMeter time) {
        this.problems = problems;
        this.wrong = new WrongLogins(time);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith(WEBAPPS)
                ? !isWebappsLogin(request)
                : request.getHeader(HttpHeaders.AUTHORIZATION) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var address = request.getRemoteAddr();
        var wait = wrong.waitOf(address);
        if (wait.isPresent()) {
            refuse(request, response, wait.get());
            return;
        }
        chain.doFilter(request, response);
        if (response.getStatus() == HttpStatus.UNAUTHORIZED.value()) wrong.count(address);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, Duration wait) throws IOException {
        var seconds = wait.plusSeconds(1).toSeconds();
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
        var detail = "Too many wrong logins from here: try again in " + seconds + " seconds.";
        var problem = Problem.of(HttpStatus.TOO_MANY_REQUESTS, "too-many-tries", null, detail);
        problem.setProperty("message", detail); // what the webapps' login page shows
        problems.write(request, response, problem);
    }

    private static boolean isWebappsLogin(HttpServletRequest request) {
        return HttpMethod.POST.matches(request.getMethod())
                && WEBAPPS_LOGIN.matcher(request.getRequestURI()).matches();
    }
}
