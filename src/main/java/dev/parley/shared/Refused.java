package dev.parley.shared;

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
    private final @Nullable UUID done;

    private Refused(Kind kind, String code, @Nullable String field, @Nullable UUID done, String detail) {
        super(detail);
        this.kind = kind;
        this.code = code;
        this.field = field;
        this.done = done;
    }

    /** The named field of the request can't be taken as it is. */
    public static Refused badInput(String code, String field, String detail) {
        return new Refused(Kind.BAD_INPUT, code, field, null, detail);
    }

    public static Refused notFound(String code, Object id) {
        return new Refused(Kind.NOT_FOUND, code, null, null, "nothing is known of " + id);
    }

    public static Refused forbidden(String code, String detail) {
        return new Refused(Kind.FORBIDDEN, code, null, null, detail);
    }

    /** The state forbids it: too late, already done, or done by someone else meanwhile. */
    public static Refused conflict(String code, String detail) {
        return new Refused(Kind.CONFLICT, code, null, null, detail);
    }

    /** The very same was done before, and came to this: nothing is done again. */
    public static Refused repeated(String code, UUID done, String detail) {
        return new Refused(Kind.CONFLICT, code, null, done, detail);
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
        return Optional.ofNullable(done);
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
