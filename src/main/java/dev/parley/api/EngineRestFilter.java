package dev.parley.api;

import dev.parley.process.EngineRest;
import dev.parley.shared.Refused;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** The last step before the engine's REST interface: the body is bounded and checked, and the engine learns who calls. */
final class EngineRestFilter extends OncePerRequestFilter {
    static final int MAX_BYTES = 256 * 1024;

    private final EngineRest engine;
    private final Problems problems;

    EngineRestFilter(EngineRest engine, Problems problems) {
        this.engine = engine;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var body = request.getInputStream().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            problems.write(
                    request, response, HttpStatus.PAYLOAD_TOO_LARGE, "body-too-large", "At most 256 KiB are taken.");
            return;
        }
        try (var inTheirName = call()) {
            chain.doFilter(
                    new ReplacedBody(request, isStart(request) ? EngineRestStart.checked(body) : body), response);
        } catch (Refused refused) {
            problems.write(request, response, HttpStatus.BAD_REQUEST, refused.code(), refused.detail());
        }
    }

    /** The one thing that the chain lets anyone post. */
    private static boolean isStart(HttpServletRequest request) {
        return HttpMethod.POST.matches(request.getMethod());
    }

    private EngineRest.Call call() {
        var caller = SecurityContextHolder.getContext().getAuthentication();
        return Roles.has(caller, Roles.CONTRACTS)
                ? engine.asContractsSystem(caller.getName())
                : engine.asStaff(caller.getName());
    }
}
