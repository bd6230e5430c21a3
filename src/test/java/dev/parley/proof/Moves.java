package dev.parley.proof;

import dev.parley.proof.Reference.Who;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What people ask for about the end of one window (DEA-3): the parties each other, operations a second person. */
final class Moves {
    private record Asked(int number, Instant from, Instant until, String by) {}

    private int numbers;
    private boolean agreed;
    private @Nullable Asked ofParties;
    private @Nullable Asked ofOperations;

    /** How often somebody asked. */
    int numbers() {
        return numbers;
    }

    /** Later than the end, by at most the window's original length, and once. */
    boolean mayPropose(Instant due, Instant until, Duration length) {
        return !agreed && until.isAfter(due) && !until.isAfter(due.plus(length));
    }

    void proposed(Instant due, Instant until, Who by) {
        ofParties = new Asked(++numbers, due, until, by.name());
    }

    /** The other side's newest, as it was seen; another end meanwhile, and it is none. */
    @Nullable
    Instant accept(Instant due, int number, Who by) {
        var asked = ofParties;
        if (agreed || asked == null || !isOpen(asked, due, number) || asked.by.equals(by.name())) return null;
        agreed = true;
        ofParties = null;
        return asked.until;
    }

    void asked(Instant due, Instant until, String by) {
        ofOperations = new Asked(++numbers, due, until, by);
    }

    /** By another person than the one who asked; answered once, whatever the answer. */
    @Nullable
    Instant confirm(Instant due, int number, String by) {
        var asked = ofOperations;
        if (asked == null || !isOpen(asked, due, number) || asked.by.equals(by)) return null;
        ofOperations = null;
        return asked.until;
    }

    private static boolean isOpen(Asked asked, Instant due, int number) {
        return asked.number == number && asked.from.equals(due);
    }
}
