package dev.parley.process;

import dev.parley.deadline.Deadlines;
import dev.parley.deadline.Expiry;
import dev.parley.deadline.Rule;
import dev.parley.shared.Refused;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * How acts and alarms close windows: the deadline table decides, and before anybody is told that a window is over, or it
 * expires, it is asked whether that ends later after all, because of an outage of ours (DEA-4) or because somebody who
 * was silent was not reached (NOT-4). The milestone's row is locked.
 */
@Component
class Windows {
    private final Deadlines deadlines;
    private final Outages outages;
    private final Undelivered undelivered;

    Windows(Deadlines deadlines, Outages outages, Undelivered undelivered) {
        this.deadlines = deadlines;
        this.outages = outages;
        this.undelivered = undelivered;
    }

    /** The act that the window waited for. */
    void meet(UUID subject, Rule rule) {
        inTime(subject, () -> deadlines.meet(subject, rule));
    }

    /** The same check for an act that leaves the window open. */
    void requireOpen(UUID subject, Rule rule) {
        inTime(subject, () -> deadlines.requireOpen(subject, rule));
    }

    /** Something else takes over from all open windows of the subject. */
    void interrupt(UUID subject) {
        inTime(subject, () -> deadlines.interrupt(subject));
    }

    /** What a timer calls. */
    Expiry expire(UUID subject, Rule rule) {
        if (rule.binding()) endsLater(subject);
        return deadlines.expire(subject, rule);
    }

    /** The act is asked first: most are in time. Refused, it has changed nothing. */
    private void inTime(UUID subject, Runnable act) {
        try {
            act.run();
        } catch (Refused refused) {
            if (!refused.code().equals(Deadlines.PASSED) || !endsLater(subject)) throw refused;
            act.run();
        }
    }

    private boolean endsLater(UUID subject) {
        var later = false;
        for (var due : deadlines.due(subject)) {
            var window = due.deadline();
            later |= (!due.beaten() && outages.move(window)) || undelivered.extend(window);
        }
        return later;
    }
}
