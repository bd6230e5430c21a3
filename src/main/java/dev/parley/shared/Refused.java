package dev.parley.shared;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a caller asked for is refused, for a reason that they can mend or must accept; it leaves nothing behind. */
public final class Refused extends RuntimeException {
    /** Whose fault it is and what to do: mend the input, look elsewhere, stop, or read the state and decide anew. */
    public enum Kind {
        BAD_INPUT,
        NOT_FOUND,
        FORBIDDEN,
        CONFLICT
    }

    private final Kind kind;
    private final String code;
    private final @Nullable String field;
    private final @Nullable UUID known;
    private final List<String> differences;

    private Refused(Kind kind, String code, @Nullable String field, String detail) {
        this(kind, code, field, null, List.of(), detail);
    }

    private Refused(
            Kind kind,
            String code,
            @Nullable String field,
            @Nullable UUID known,
            List<String> differences,
            String detail) {
        super(detail);
        this.kind = kind;
        this.code = code;
        this.field = field;
        this.known = known;
        this.differences = List.copyOf(differences);
    }

    /** The named field of the request can't be taken as it is. */
    public static Refused badInput(String code, String field, String detail) {
        return new Refused(Kind.BAD_INPUT, code, field, detail);
    }

    public static Refused notFound(String code, Object id) {
        return new Refused(Kind.NOT_FOUND, code, null, "nothing is known of " + id);
    }

    public static Refused forbidden(String code, String detail) {
        return new Refused(Kind.FORBIDDEN, code, null, detail);
    }

    /** The state forbids it: too late, already done, or done by someone else meanwhile. */
    public static Refused conflict(String code, String detail) {
        return new Refused(Kind.CONFLICT, code, null, detail);
    }

    /** The very same was done before, and came to this: nothing is done again. */
    public static Refused repeated(String code, UUID done, String detail) {
        return new Refused(Kind.CONFLICT, code, null, done, List.of(), detail);
    }

    /** Under the same own id something else is known, which stands; it differs in these fields, of which there is one at least. */
    public static Refused contradicted(String code, UUID known, List<String> differences, String detail) {
        var words = detail + ", with another " + String.join(", ", differences);
        return new Refused(Kind.CONFLICT, code, null, known, differences, words);
    }

    public Kind kind() {
        return kind;
    }

    /** A stable kebab-case code that programs can rely on. */
    public String code() {
        return code;
    }

    /** The field at fault, if it is one. */
    public @Nullable String field() {
        return field;
    }

    /** What it came to when the very same was done before, if that is why it is refused. */
    public Optional<UUID> done() {
        return differences.isEmpty() ? Optional.ofNullable(known) : Optional.empty();
    }

    /** What is known under the own id that the request was sent with, if that is why it is refused. */
    public Optional<UUID> known() {
        return Optional.ofNullable(known);
    }

    /** The fields in which a contradiction differs from what is known; else none. */
    public List<String> differences() {
        return differences;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
