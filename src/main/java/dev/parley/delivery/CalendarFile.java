package dev.parley.delivery;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.property.Method;
import biweekly.property.Organizer;
import biweekly.property.Status;
import biweekly.property.Uid;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/**
 * A deadline as an entry for the reader's calendar (iCalendar and iTIP, RFC 5545 and 5546), in UTC.
 *
 * @param cancels whether it takes the entry out again
 * @param sequence the file with the highest one counts, in whatever order the mails are read
 */
record CalendarFile(
        boolean cancels,
        UUID deadline,
        int sequence,
        Instant dueAt,
        Instant recordedAt,
        String summary,
        String description) {
    String name() {
        return cancels ? "deadline-over.ics" : "deadline.ics";
    }

    String mediaType() {
        return "text/calendar; charset=UTF-8; method=" + method().getValue();
    }

    String text(String organizer) {
        var event = new VEvent();
        event.setUid(new Uid(deadline.toString()));
        event.setSequence(sequence);
        event.setDateTimeStamp(Date.from(recordedAt));
        event.setOrganizer(new Organizer("Parley", organizer));
        event.setDateStart(Date.from(dueAt), true);
        event.setSummary(summary);
        if (!description.isEmpty()) event.setDescription(description);
        event.setTransparency(true);
        event.setStatus(cancels ? Status.cancelled() : Status.confirmed());
        var calendar = new ICalendar();
        calendar.setProductId("-//Parley//Deadlines//EN");
        calendar.setMethod(method());
        calendar.addEvent(event);
        return Biweekly.write(calendar).go();
    }

    private Method method() {
        return cancels ? Method.cancel() : Method.publish();
    }
}
