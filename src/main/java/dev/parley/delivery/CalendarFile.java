package dev.parley.delivery;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.property.Method;
import biweekly.property.Organizer;
import biweekly.property.Uid;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** A deadline as an entry for the reader's calendar (iCalendar, RFC 5545 and 5546), in UTC. */
record CalendarFile(UUID deadline, Instant dueAt, Instant recordedAt, String summary, String description) {
    /** A later notice of the same deadline replaces the entry: same UID, later stamp. */
    String text(String organizer) {
        var event = new VEvent();
        event.setUid(new Uid(deadline.toString()));
        event.setDateTimeStamp(Date.from(recordedAt));
        event.setOrganizer(new Organizer("Parley", organizer));
        event.setDateStart(Date.from(dueAt), true);
        event.setSummary(summary);
        event.setDescription(description);
        event.setTransparency(true);
        var calendar = new ICalendar();
        calendar.setProductId("-//Parley//Deadlines//EN");
        calendar.setMethod(Method.publish());
        calendar.addEvent(event);
        return Biweekly.write(calendar).go();
    }
}
