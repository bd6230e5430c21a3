package dev.parley.api;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;

/** A problem as RFC 9457 has it, with a type that never changes and the same word as its {@code code}. */
final class Problem {
    private Problem() {}

    static ProblemDetail of(HttpStatusCode status, String code, @Nullable String field, @Nullable String detail) {
        var problem = ProblemDetail.forStatus(status);
        problem.setType(URI.create("/problems/" + code));
        problem.setTitle(ProblemTypes.title(code));
        problem.setDetail(detail);
        problem.setProperty("code", code);
        if (field != null && !field.isEmpty()) problem.setProperty("field", field);
        return problem;
    }

    static ProblemDetail ours() {
        return of(HttpStatus.INTERNAL_SERVER_ERROR, "internal-error", null, "this is our fault, and is logged");
    }

    /** The code of what the web layer refuses by itself. */
    static String code(HttpStatusCode status) {
        return switch (HttpStatus.valueOf(status.value())) {
            case NOT_FOUND -> "path-unknown";
            case METHOD_NOT_ALLOWED -> "method-not-allowed";
            case NOT_ACCEPTABLE -> "media-type-not-acceptable";
            case PAYLOAD_TOO_LARGE -> "body-too-large";
            case URI_TOO_LONG -> "address-too-long";
            case EXPECTATION_FAILED -> "expectation-failed";
            case REQUEST_HEADER_FIELDS_TOO_LARGE -> "headers-too-large";
            case NOT_IMPLEMENTED -> "not-implemented";
            case HTTP_VERSION_NOT_SUPPORTED -> "http-version-not-supported";
            case UNSUPPORTED_MEDIA_TYPE -> "media-type-unsupported";
            default -> status.is4xxClientError() ? "request-malformed" : "internal-error";
        };
    }

    /** The parameter or part that was missing, if one was. */
    static @Nullable String parameter(Exception refusal) {
        if (refusal instanceof MissingServletRequestParameterException missing) return missing.getParameterName();
        return refusal instanceof MissingServletRequestPartException missing ? missing.getRequestPartName() : null;
    }
}
