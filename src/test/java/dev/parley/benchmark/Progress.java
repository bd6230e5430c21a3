package dev.parley.benchmark;

import java.time.Duration;

/** Lines for whoever waits, each with the time since the start. */
final class Progress {
    private final long began = System.nanoTime();

    void say(String what) {
        var since = Duration.ofNanos(System.nanoTime() - began);
        System.out.printf("%3d:%02d %s%n", since.toMinutes(), since.toSecondsPart(), what);
    }
}
