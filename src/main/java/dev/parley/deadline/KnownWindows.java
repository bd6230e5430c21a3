package dev.parley.deadline;

import dev.parley.shared.Unchanging;
import java.util.Optional;
import java.util.UUID;

/** The windows that a transaction has opened, locked or ended: until its end nobody else changes them. */
final class KnownWindows {
    private record Key(UUID subject, Rule rule) {}

    private KnownWindows() {}

    static void keep(Deadline window) {
        Unchanging.written(new Key(window.subject(), window.rule()), window);
    }

    static Optional<Deadline> find(UUID subject, Rule rule) {
        return Unchanging.knownIfAny(new Key(subject, rule), Deadline.class, Optional::empty);
    }

    /** To be called before this transaction changes one without reading what it becomes. */
    static void forget(UUID subject, Rule rule) {
        Unchanging.forget(new Key(subject, rule));
    }
}
