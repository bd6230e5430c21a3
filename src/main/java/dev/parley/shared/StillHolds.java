package dev.parley.shared;

import java.util.UUID;

/** Asks whether the subject of a notice still waits for an answer (NOT-2). */
public interface StillHolds {
    /** True as long as the deadline with this id is open. */
    boolean stillHolds(UUID deadline);
}
