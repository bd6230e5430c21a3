package dev.parley.api;

import dev.parley.dispute.EvidenceLimits;
import dev.parley.shared.Refused;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every refusal of the API as problem+json (RFC 9457): a stable code, the field at fault, and nothing of our inside. */
@RestControllerAdvice
class Refusals extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final String UNIQUE_VIOLATION = "23505";

    private final PresentState presentState;

    Refusals(PresentState presentState) {
        this.presentState = presentState;
    }

    /** To a conflict the caller gets the state as it is now, to decide anew. */
    @ExceptionHandler
    ResponseEntity<Object> refused(Refused refused, ServletWebRequest request) {
        var problem = Problem.of(status(refused.kind()), refused.code(), refused.field(), refused.detail());
        if (!refused.differences().isEmpty()) problem.setProperty("differences", refused.differences());
        if (refused.kind() == Refused.Kind.CONFLICT)
            presentState.of(request.getRequest(), refused).ifPresent(state -> problem.setProperty("state", state));
        return answer(problem);
    }

    @ExceptionHandler
    ResponseEntity<Object> keyReused(Idempotency.KeyReused reused) {
        return answer(Problem.of(
                HttpStatus.UNPROCESSABLE_ENTITY,
                "idempotency-key-reused",
                Idempotency.HEADER,
                String.valueOf(reused.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<Object> preconditionFailed(Preconditions.Failed failed, ServletWebRequest request) {
        var problem = Problem.of(
                HttpStatus.PRECONDITION_FAILED,
                "precondition-failed",
                HttpHeaders.IF_MATCH,
                String.valueOf(failed.getMessage()));
        presentState.of(request.getRequest()).ifPresent(state -> problem.setProperty("state", state));
        return answer(problem);
    }

    @ExceptionHandler
    ResponseEntity<Object> preconditionRequired(Preconditions.Required required) {
        return answer(Problem.of(
                HttpStatus.PRECONDITION_REQUIRED,
                "precondition-required",
                HttpHeaders.IF_MATCH,
                String.valueOf(required.getMessage())));
    }

    /** Somebody else was first, by the database's word. */
    @ExceptionHandler
    ResponseEntity<Object> overtaken(ConcurrencyFailureException overtaken, ServletWebRequest request) {
        return refused(
                Refused.conflict("state-moved", "something else happened at the same moment: read the state again"),
                request);
    }

    @ExceptionHandler
    ResponseEntity<Object> guarded(DataIntegrityViolationException guarded, ServletWebRequest request) {
        var isTaken = NestedExceptionUtils.getMostSpecificCause(guarded) instanceof SQLException cause
                && UNIQUE_VIOLATION.equals(cause.getSQLState());
        if (!isTaken) return broken(guarded, request);
        return refused(Refused.conflict("taken-meanwhile", "the same was recorded at the same moment"), request);
    }

    /** An id or a number in a path that is none names nothing; in a parameter it is bad input. */
    @ExceptionHandler
    ResponseEntity<Object> mistyped(MethodArgumentTypeMismatchException mistyped) {
        var field = mistyped.getParameter().getParameterName();
        var inPath = mistyped.getParameter().hasParameterAnnotation(PathVariable.class);
        return answer(
                inPath
                        ? Problem.of(HttpStatus.NOT_FOUND, "unknown", null, "nothing is known of this " + field)
                        : Problem.of(
                                HttpStatus.BAD_REQUEST,
                                "invalid",
                                field,
                                BadBody.expected(mistyped.getRequiredType())));
    }

    @ExceptionHandler
    ResponseEntity<Object> broken(Exception defect, WebRequest request) {
        LOG.error("a request failed: {}", request.getDescription(false), defect);
        return answer(Problem.ours());
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return answer(BadBody.unreadable(unreadable));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(BadBody.invalid(invalid));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMaxUploadSizeExceededException(
            MaxUploadSizeExceededException large, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(Problem.of(
                HttpStatus.PAYLOAD_TOO_LARGE,
                "body-too-large",
                "file",
                "a document has at most " + EvidenceLimits.LARGEST_BYTES + " bytes"));
    }

    /** An upload that was cut short, or is not one. */
    @ExceptionHandler
    ResponseEntity<Object> cutShort(MultipartException unreadable) {
        return answer(Problem.of(
                HttpStatus.BAD_REQUEST,
                "body-malformed",
                "file",
                "the upload was cut off or can't be read: send it again"));
    }

    /** What Spring refuses by itself: a wrong method, media type, path or parameter. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception refusal, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var said = status.isSameCodeAs(HttpStatus.NOT_FOUND)
                ? "there is nothing at this path"
                : refusal instanceof ErrorResponse response ? response.getBody().getDetail() : null;
        var problem = Problem.of(status, Problem.code(status), Problem.parameter(refusal), said);
        var typed = new HttpHeaders(headers);
        typed.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return super.handleExceptionInternal(refusal, problem, typed, status, request);
    }

    /** Whatever the request said that it accepts. */
    private static ResponseEntity<Object> answer(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static HttpStatus status(Refused.Kind kind) {
        return switch (kind) {
            case BAD_INPUT -> HttpStatus.BAD_REQUEST;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case CONFLICT -> HttpStatus.CONFLICT;
        };
    }
}
