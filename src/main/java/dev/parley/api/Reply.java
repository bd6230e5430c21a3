package dev.parley.api;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What an act came to: what was created, and where it is read, or the new state of what it changed. */
public record Reply<T>(HttpStatus status, @Nullable String location, T body) {
    public static <T> Reply<T> ok(T body) {
        return new Reply<>(HttpStatus.OK, null, body);
    }

    public static <T> Reply<T> created(String location, T body) {
        return new Reply<>(HttpStatus.CREATED, location, body);
    }
}
