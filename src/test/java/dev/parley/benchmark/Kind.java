package dev.parley.benchmark;

import java.util.List;
import java.util.stream.Stream;

/** The lives that are measured; between their halves so much time passes that all timers are due. */
enum Kind {
    DISPUTE(
            "a dispute resolved by a split",
            List.of("file", "decline", "propose", "accept-first", "accept-second"),
            List.of()),
    REVIEW("an auto-approved review", List.of("submit"), List.of("acquire", "timer"));

    final String title;
    private final List<String> before;
    private final List<String> after;

    Kind(String title, List<String> before, List<String> after) {
        this.title = title;
        this.before = before;
        this.after = after;
    }

    /** The acts of a life, and what the job executor does in it. */
    List<String> acts() {
        return Stream.concat(before.stream(), after.stream()).toList();
    }

    List<String> before() {
        return before;
    }

    List<String> after() {
        return after;
    }
}
