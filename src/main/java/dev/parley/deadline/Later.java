package dev.parley.deadline;

import java.time.Instant;
import java.util.List;

/** Another end for a window, and how it was computed, step by step; no steps where people chose it. */
public record Later(Instant dueAt, List<Certificate> steps) {
    /** An end that people chose. */
    public static Later chosen(Instant dueAt) {
        return new Later(dueAt, List.of());
    }
}
