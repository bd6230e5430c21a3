package dev.parley.proof;

import java.util.Random;

/** How much is asked of a proof: a sample in {@code verify}, the whole in the profile {@code proof}, or what a property says. */
public final class Effort {
    private static final long FIXED_SEED = 4;

    private Effort() {}

    /** {@code -Dparley.proof.races=10000}. */
    public static int of(String what, int sample) {
        return Integer.getInteger("parley.proof." + what, sample);
    }

    /** {@code -Dparley.proof.seed=} plays a seed again; else samples have the same one each time, and the whole a new one. */
    public static long seed() {
        return Long.getLong(
                "parley.proof.seed", Boolean.getBoolean("parley.proof") ? new Random().nextLong() : FIXED_SEED);
    }
}
