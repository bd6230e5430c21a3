package dev.parley.api;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;

/** Says what is wrong with a body, by field, in words of the API's. */
final class BadBody {
    private static final Set<String> ABSENT = Set.of("NotNull", "NotBlank", "NotEmpty");

    private static final String TOO_LARGE = "JSON is taken " + ApiJson.DEEPEST + " levels deep, with numbers of "
            + ApiJson.MOST_DIGITS + " digits and names of " + ApiJson.LONGEST_FIELD + " characters";

    private BadBody() {}

    static ProblemDetail unreadable(HttpMessageNotReadableException unreadable) {
        if (unreadable.getCause() == null) return badRequest("body-missing", null, "a JSON body is needed");
        if (unreadable.getRootCause() instanceof StreamConstraintsException)
            return badRequest("json-too-large", null, TOO_LARGE);
        return unreadable.getCause() instanceof JsonMappingException mapping
                        && !(unreadable.getRootCause() instanceof JsonParseException)
                ? misread(mapping)
                : badRequest("json-malformed", null, "the body is not well-formed JSON");
    }

    /** The first fault is the problem's, all are listed. */
    static ProblemDetail invalid(MethodArgumentNotValidException invalid) {
        var faults = invalid.getFieldErrors().stream()
                .sorted(Comparator.comparing(FieldError::getField).thenComparing(BadBody::sentence))
                .toList();
        if (faults.isEmpty()) return badRequest("invalid", null, "the body is not valid");
        var first = faults.get(0);
        var problem = badRequest(code(first), first.getField(), sentence(first));
        problem.setProperty(
                "errors",
                faults.stream()
                        .map(fault -> Map.of("field", fault.getField(), "code", code(fault), "detail", sentence(fault)))
                        .toList());
        return problem;
    }

    /** What is taken where a value of this type stands. */
    static String expected(@Nullable Class<?> type) {
        if (type == null) return "this can't be taken";
        if (type.isEnum()) return "one of " + Arrays.toString(type.getEnumConstants());
        if (type == Money.class) return "an amount like {\"minor\": 70000, \"currency\": \"USD\"}";
        if (type == Currency.class) return "an ISO 4217 currency, such as USD";
        if (type == Instant.class) return "a time like 2026-11-30T12:00:00Z (RFC 3339)";
        if (type == LocalDate.class) return "a day like 2026-11-30";
        if (type == UUID.class) return "an id (UUID)";
        if (type == String.class) return "a text without control characters";
        if (type == Boolean.class || type == boolean.class) return "true or false";
        if (type == Long.class || type == long.class || type == Integer.class || type == int.class)
            return "a whole number";
        if (List.class.isAssignableFrom(type)) return "a list";
        return "a JSON object";
    }

    private static ProblemDetail misread(JsonMappingException mapping) {
        var path = path(mapping);
        if (NestedExceptionUtils.getMostSpecificCause(mapping) instanceof Refused refused)
            return badRequest(refused.code(), below(path, refused.field()), refused.detail());
        if (mapping instanceof UnrecognizedPropertyException)
            return badRequest("unknown-field", path, "this field is not known here");
        var type = mapping instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
        return badRequest("invalid", path, expected(type));
    }

    private static String below(String path, @Nullable String field) {
        if (field == null || field.isEmpty()) return path;
        return path.isEmpty() ? field : path + "." + field;
    }

    private static String path(JsonMappingException mapping) {
        var path = new StringBuilder();
        for (var step : mapping.getPath())
            if (step.getFieldName() == null)
                path.append('[').append(step.getIndex()).append(']');
            else path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
        return path.toString();
    }

    private static String code(FieldError fault) {
        return ABSENT.contains(String.valueOf(fault.getCode())) ? "missing" : "invalid";
    }

    private static String sentence(FieldError fault) {
        if (!fault.contains(TypeMismatchException.class)) return fault.getField() + " " + fault.getDefaultMessage();
        return fault.getField() + " is "
                + expected(fault.unwrap(TypeMismatchException.class).getRequiredType());
    }

    private static ProblemDetail badRequest(String code, @Nullable String field, String detail) {
        return Problem.of(HttpStatus.BAD_REQUEST, code, field, detail);
    }
}
