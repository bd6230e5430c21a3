package dev.parley.proof;

import dev.parley.proof.Reference.Who;
import java.util.List;
import java.util.SplittableRandom;

/** What a life leaves to chance. */
record Chance(SplittableRandom random) {
    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    <T> T of(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    Who who() {
        return random.nextBoolean() ? Who.CLIENT : Who.FREELANCER;
    }

    /** The newest, or one before. */
    int seen(int newest) {
        return Math.max(1, newest - (oneIn(5) ? 1 : 0));
    }

    /** Mostly a part of it, sometimes all, now and then a cent too much. */
    long some(long of) {
        return switch (random.nextInt(6)) {
            case 0 -> of + 1;
            case 1, 2 -> of;
            default -> of <= 1 ? of : random.nextLong(1, of);
        };
    }
}
