package dev.parley.shared;

import java.util.UUID;

/** Learns that somebody was reached with a notice of a window, which may bring its end forward (NOT-4). */
public interface Heard {
    /** Records it in the caller's transaction, when no act on the window's milestone is under way, and acts on it. */
    void of(UUID deadline, Runnable recording);
}
