package dev.parley.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.shared.Ids;
import dev.parley.shared.Place;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LaterEndsTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Place CLIENT = new Place(NEW_YORK, "US-NY");
    private static final Place FREELANCER = new Place(ZoneId.of("Europe/Berlin"), "DE-BE");
    private static final String TERMS = "2026-11";

    private final BusinessDays businessDays = new BusinessDays();
    private final LaterEnds ends = new LaterEnds(businessDays);

    @Test
    @DisplayName("NOT-4 a review that ends on a Friday morning is extended to 14 days after the end of Wednesday")
    void review() {
        var old = window(Window.sameLocalTime(Rule.REVIEW, at("2026-11-06T09:00-05:00"), 14, CLIENT, TERMS));
        assertThat(old.dueAt()).isEqualTo(at("2026-11-20T09:00-05:00"));

        var later = ends.afterUndelivered(old, 3, full(Rule.REVIEW, 14, CLIENT), List.of(CLIENT));

        assertThat(later.dueAt()).isEqualTo(at("2026-12-10T00:00-05:00"));
        assertThat(later.steps())
                .extracting(Certificate::start)
                .containsExactly(at("2026-11-20T08:59:59.999-05:00"), at("2026-11-26T00:00-05:00"));
    }

    @Test
    @DisplayName(
            "NOT-4 an end at midnight belongs to the day before: three business days, holidays skipped, then a full window")
    void response() {
        var old = window(businessDays.window(Rule.RESPONSE, at("2026-11-13T10:00-05:00"), 5, CLIENT, TERMS));
        assertThat(old.dueAt()).isEqualTo(at("2026-11-21T00:00-05:00"));

        var later = ends.afterUndelivered(old, 3, full(Rule.RESPONSE, 5, CLIENT), List.of(CLIENT));

        // Friday; Monday to Wednesday; Thanksgiving is none; Friday to the next Thursday.
        assertThat(later.dueAt()).isEqualTo(at("2026-12-04T00:00-05:00"));
        assertThat(later.steps().get(1).skipped())
                .extracting(Certificate.Skipped::date)
                .containsExactly(LocalDate.parse("2026-11-26"));
    }

    @Test
    @DisplayName("NOT-4 with both sides not reached, the three business days that end later count")
    void bothUnreached() {
        var places = List.of(CLIENT, FREELANCER);
        var old = window(Window.endOfLocalDay(Rule.DECISIONS, at("2026-11-16T10:00-05:00"), 2, places, TERMS));
        var full = new FullWindow(Rule.DECISIONS, 2, places, TERMS);

        var client = ends.afterUndelivered(old, 3, full, List.of(CLIENT));
        var both = ends.afterUndelivered(old, 3, full, places);

        // The old end is Wednesday's in New York, and in Berlin already Thursday's morning: counted from a day later.
        assertThat(old.dueAt()).isEqualTo(at("2026-11-19T00:00-05:00"));
        assertThat(client.steps().get(0).zone()).isEqualTo(NEW_YORK);
        assertThat(client.dueAt()).isEqualTo(at("2026-11-27T00:00+01:00"));
        assertThat(both.steps().get(0).zone()).isEqualTo(FREELANCER.zone());
        assertThat(both.dueAt()).isEqualTo(at("2026-11-27T00:00-05:00"));
    }

    @Test
    @DisplayName("NOT-4 counted from when they were reached it is a full window, and never ends before the old end")
    void reached() {
        var full = full(Rule.REVIEW, 14, CLIENT);
        var oldEnd = at("2026-11-20T09:00-05:00");

        assertThat(ends.afterReached(oldEnd, full, at("2026-11-21T12:00:00.123-05:00"))
                        .dueAt())
                .isEqualTo(at("2026-12-05T12:00:00.123-05:00"));
        var early = ends.afterReached(oldEnd, full, at("2026-11-06T08:00-05:00"));
        assertThat(early.dueAt()).isEqualTo(oldEnd);
        assertThat(early.steps().get(0).notBefore()).isEqualTo(oldEnd);
    }

    @Test
    @DisplayName(
            "DEA-4 an outage that touches the last day moves the end to the same time of the next day, also across a clock change")
    void outageMovesADay() {
        var review = review("2026-10-31T09:30-04:00");

        assertThat(outage(review, "2026-10-31T00:00-04:00", "2026-10-31T04:00:00.001-04:00"))
                .isEqualTo(at("2026-11-01T09:30-05:00"));
        assertThat(outage(review, "2026-10-30T12:00-04:00", "2026-10-31T00:00:00.001-04:00"))
                .isEqualTo(at("2026-11-01T09:30-05:00"));
        assertThat(outage(review, "2026-10-31T09:29:59.999-04:00", "2026-10-31T20:00-04:00"))
                .isEqualTo(at("2026-11-01T09:30-05:00"));
    }

    @Test
    @DisplayName("DEA-4 an outage before the last day, or from the end on, moves nothing")
    void outageElsewhere() {
        var review = review("2026-10-31T09:30-04:00");

        assertThat(outage(review, "2026-10-30T12:00-04:00", "2026-10-31T00:00-04:00"))
                .isNull();
        assertThat(outage(review, "2026-10-31T09:30-04:00", "2026-10-31T20:00-04:00"))
                .isNull();
    }

    @Test
    @DisplayName(
            "DEA-4 an outage of days moves the end until its new last day is untouched, each day a step of the certificate")
    void outageOfDays() {
        var later = ends.afterOutage(
                        review("2026-11-10T09:30-05:00"),
                        at("2026-11-10T02:00-05:00"),
                        at("2026-11-12T01:00-05:00"),
                        "US-NY")
                .orElseThrow();

        assertThat(later.dueAt()).isEqualTo(at("2026-11-13T09:30-05:00"));
        assertThat(later.steps()).hasSize(3);
    }

    @Test
    @DisplayName("DEA-4 a window of business days moves to the next business day, an end of day to the end of that day")
    void outageOfBusinessDays() {
        var response = window(businessDays.window(Rule.RESPONSE, at("2026-11-18T10:00-05:00"), 5, CLIENT, TERMS));
        assertThat(response.dueAt()).isEqualTo(at("2026-11-26T00:00-05:00"));

        var later = ends.afterOutage(response, at("2026-11-25T05:00-05:00"), at("2026-11-25T10:00-05:00"), "US-NY")
                .orElseThrow();

        assertThat(later.dueAt()).isEqualTo(at("2026-11-28T00:00-05:00"));
        assertThat(later.steps().get(0).skipped()).hasSize(1);
        assertThat(later.steps().get(0).length()).isEqualTo("the same time of the next business day");
    }

    private @Nullable Instant outage(Deadline window, String since, String until) {
        return ends.afterOutage(window, at(since), at(until), null)
                .map(Later::dueAt)
                .orElse(null);
    }

    private static Deadline review(String dueAt) {
        var start = OffsetDateTime.parse(dueAt).minusDays(14).toInstant();
        var certificate = Certificate.everyDay(Rule.REVIEW, start, NEW_YORK, "14 days", TERMS);
        return window(new Window(Rule.REVIEW, start, at(dueAt), certificate));
    }

    private static Deadline window(Window window) {
        return new Deadline(
                Ids.next(),
                Ids.next(),
                window.rule(),
                window.start(),
                window.dueAt(),
                Deadline.State.OPEN,
                null,
                window.certificate(),
                List.of());
    }

    private static FullWindow full(Rule rule, int length, Place place) {
        return new FullWindow(rule, length, List.of(place), TERMS);
    }

    private static Instant at(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }
}
