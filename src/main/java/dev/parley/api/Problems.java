package dev.parley.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;

/** Answers of the doors that let nobody in: problem+json (RFC 9457) with a stable code. */
@Component
class Problems implements AuthenticationEntryPoint, AccessDeniedHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final ObjectMapper json;

    Problems(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException cause)
            throws IOException {
        // A page of ours says it in its own words, without a dialog.
        if (request.getHeader("X-Requested-With") == null)
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"parley\", charset=\"UTF-8\"");
        response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"parley\"");
        write(request, response, HttpStatus.UNAUTHORIZED, "unauthenticated", "Name and secret are missing or wrong.");
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException cause)
            throws IOException {
        write(request, response, HttpStatus.FORBIDDEN, "forbidden", "This is not open to you.");
    }

    /** For doors that no login opens: no invitation to try one. */
    void shut(HttpServletRequest request, HttpServletResponse response, AuthenticationException cause)
            throws IOException {
        write(request, response, HttpStatus.FORBIDDEN, "forbidden", "This is not open to you.");
    }

    void broken(HttpServletRequest request, HttpServletResponse response, RuntimeException defect) throws IOException {
        LOG.error("a request failed: uri={}", request.getRequestURI(), defect);
        write(request, response, Problem.ours());
    }

    void write(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String code, String detail)
            throws IOException {
        write(request, response, Problem.of(status, code, null, detail));
    }

    void write(HttpServletRequest request, HttpServletResponse response, ProblemDetail problem) throws IOException {
        problem.setInstance(URI.create(request.getRequestURI()));
        write(response, problem);
    }

    /** Of a request whose address may be none. */
    void write(HttpServletResponse response, ProblemDetail problem) throws IOException {
        response.setStatus(problem.getStatus());
        response.setHeader("Content-Security-Policy", AnswerHeaders.NOTHING);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), problem);
    }
}
