package dev.parley.delivery;

import dev.parley.shared.Premise;
import dev.parley.shared.StillHolds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * What a mail enters into its reader's calendar, and what it takes out of it: one entry a deadline (REV-1), entered
 * again when it moves, taken out by the first mail after it waits for the reader no longer.
 */
@Component
class ReadersCalendar {
    private static final int LONGEST_IN_TITLE = 100;
    private final Outbox outbox;
    private final Wording wording;
    private final StillHolds stillHolds;

    ReadersCalendar(Outbox outbox, Wording wording, StillHolds stillHolds) {
        this.outbox = outbox;
        this.wording = wording;
        this.stillHolds = stillHolds;
    }

    /**
     * An entry that a reader got.
     *
     * @param last the last notice that they got of this deadline
     * @param steps at how many steps anybody was told of the deadline
     */
    record Entry(Delivery last, UUID deadline, Instant dueAt, int steps, boolean takenOut) {}

    List<CalendarFile> files(Delivery delivery) {
        var entries = outbox.entries(delivery);
        var files = new ArrayList<CalendarFile>();
        for (var entry : entries)
            if (!entry.takenOut() && !waitsForReader(delivery, entry.deadline())) files.add(over(entry, delivery));
        var deadline = delivery.deadline();
        var dueAt = delivery.dueAt();
        if (deadline != null && dueAt != null && isNews(entries, deadline, dueAt) && waitsForReader(delivery, deadline))
            files.add(entry(delivery, deadline, dueAt));
        return files;
    }

    private static boolean isNews(List<Entry> entries, UUID deadline, Instant dueAt) {
        return entries.stream()
                .noneMatch(entry ->
                        entry.deadline().equals(deadline) && entry.dueAt().equals(dueAt) && !entry.takenOut());
    }

    private boolean waitsForReader(Delivery delivery, UUID deadline) {
        var premise = delivery.side()
                .map(side -> Premise.awaits(deadline, side))
                .orElseGet(() -> Premise.windowOpen(deadline));
        return stillHolds.stillHolds(premise);
    }

    /** Numbers only rise: entries are even, and the odd one above the last takes it out. */
    private CalendarFile entry(Delivery delivery, UUID deadline, Instant dueAt) {
        return new CalendarFile(
                false,
                deadline,
                2 * outbox.stepsBefore(delivery, deadline),
                dueAt,
                delivery.recordedAt(),
                wording.line("calendar", delivery, LONGEST_IN_TITLE),
                wording.line("by", delivery, LONGEST_IN_TITLE) + " "
                        + delivery.facts().get("deadline") + "\n\n"
                        + String.join("\n", wording.sentences("otherwise", delivery)));
    }

    private CalendarFile over(Entry entry, Delivery delivery) {
        return new CalendarFile(
                true,
                entry.deadline(),
                2 * entry.steps() - 1,
                entry.dueAt(),
                delivery.recordedAt(),
                wording.line("calendar", entry.last(), LONGEST_IN_TITLE),
                "");
    }
}
