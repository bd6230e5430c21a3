package dev.parley.benchmark;

import javax.sql.DataSource;

/** A way to live the lives that are compared. */
interface Shape {
    String name();

    /** A life with all that comes before its first act, which is not counted. */
    Life begin(Kind kind);

    /** So much that the timers of all lives are due. */
    void letTimePass();

    /** Where its engine's tables are. */
    DataSource database();

    /** What it needs to be awake for while it is measured, and not otherwise. */
    default void open() {}

    default void pause() {}

    /** A life: its acts are played in their order. */
    interface Life {
        void play(String act);
    }
}
