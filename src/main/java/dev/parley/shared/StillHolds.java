package dev.parley.shared;

/** Asks whether what a notice takes for granted is still so (NOT-2). */
public interface StillHolds {
    boolean stillHolds(Premise premise);
}
