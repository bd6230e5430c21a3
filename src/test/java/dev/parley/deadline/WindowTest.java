package dev.parley.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.shared.Place;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WindowTest {
    @ParameterizedTest(name = "{0}: {1} to {2}")
    @DisplayName("REV-1 a review ends 14 days on at the same local time, whatever the clocks did meanwhile")
    @CsvSource({
        "Europe/Berlin,     2026-11-20T10:15:30.123+01:00, 2026-12-04T10:15:30.123+01:00",
        "Europe/Berlin,     2026-10-20T10:00+02:00,        2026-11-03T10:00+01:00",
        "Europe/Berlin,     2027-03-20T10:00+01:00,        2027-04-03T10:00+02:00",
        "America/New_York,  2026-10-20T10:00-04:00,        2026-11-03T10:00-05:00",
        "America/New_York,  2027-03-08T10:00-05:00,        2027-03-22T10:00-04:00",
        "+05:30,            2026-11-20T10:00+05:30,        2026-12-04T10:00+05:30",
        // 02:30 is skipped: the first instant after the gap, not 03:30
        "Europe/Berlin,     2027-03-14T02:30+01:00,        2027-03-28T03:00+02:00",
        "America/New_York,  2027-02-28T02:30-05:00,        2027-03-14T03:00-04:00",
        // 02:30, and 01:30 in New York, come twice: the later
        "Europe/Berlin,     2026-10-11T02:30+02:00,        2026-10-25T02:30+01:00",
        "America/New_York,  2026-10-18T01:30-04:00,        2026-11-01T01:30-05:00",
        // the first and the last moment of the hour that comes twice, and those beside it
        "Europe/Berlin,     2026-10-11T01:59:59.999+02:00, 2026-10-25T01:59:59.999+02:00",
        "Europe/Berlin,     2026-10-11T02:00+02:00,        2026-10-25T02:00+01:00",
        "Europe/Berlin,     2026-10-11T02:59:59.999+02:00, 2026-10-25T02:59:59.999+01:00",
        "Europe/Berlin,     2026-10-11T03:00+02:00,        2026-10-25T03:00+01:00",
    })
    void sameLocalTime(ZoneId zone, OffsetDateTime start, OffsetDateTime end) {
        var window = Window.sameLocalTime(Rule.REVIEW, start.toInstant(), 14, at(zone), "2026-11");

        assertThat(window.dueAt()).isEqualTo(end.toInstant());
    }

    @ParameterizedTest(name = "{0}: {1} to {2}")
    @DisplayName("REV-6 a claim ends with its seventh local day; the day of the cause does not count")
    @CsvSource({
        "Europe/Berlin,     2026-11-20T00:00+01:00,        2026-11-28T00:00+01:00",
        "Europe/Berlin,     2026-11-20T23:59:59.999+01:00, 2026-11-28T00:00+01:00",
        "Europe/Berlin,     2026-10-20T10:00+02:00,        2026-10-28T00:00+01:00",
        "Europe/Berlin,     2027-03-25T10:00+01:00,        2027-04-02T00:00+02:00",
        "America/New_York,  2026-10-28T10:00-04:00,        2026-11-05T00:00-05:00",
        "America/New_York,  2027-03-10T10:00-05:00,        2027-03-18T00:00-04:00",
        // midnight is skipped
        "America/Havana,    2027-03-06T10:00-05:00,        2027-03-14T01:00-04:00",
        "Africa/Cairo,      2027-04-22T10:00+02:00,        2027-04-30T01:00+03:00",
        // the clocks go from 23:30 to 00:30: not 01:00
        "America/Toronto,   1919-03-23T10:00-05:00,        1919-03-31T00:30-04:00",
        // midnight comes twice, and where only the hour before it does
        "America/Havana,    2026-10-24T10:00-04:00,        2026-11-01T00:00-05:00",
        "Africa/Cairo,      2026-10-22T10:00+03:00,        2026-10-30T00:00+02:00",
        // a whole day is skipped
        "Pacific/Apia,      2011-12-22T10:00-10:00,        2011-12-31T00:00+14:00",
    })
    void endOfLocalDay(ZoneId zone, OffsetDateTime start, OffsetDateTime end) {
        var window = Window.endOfLocalDay(Rule.CLAIM, start.toInstant(), 7, List.of(at(zone)), "2026-11");

        assertThat(window.dueAt()).isEqualTo(end.toInstant());
    }

    @Test
    @DisplayName("RES-3 decisions end for both where the second local day ends later")
    void thePlaceWhoseDayEndsLater() {
        var start = Instant.parse("2026-11-20T10:30:00Z"); // the 20th in both
        var auckland = at(ZoneId.of("Pacific/Auckland"));
        var honolulu = at(ZoneId.of("Pacific/Honolulu"));

        var window = Window.endOfLocalDay(Rule.DECISIONS, start, 2, List.of(auckland, honolulu), "2026-11");
        var swapped = Window.endOfLocalDay(Rule.DECISIONS, start, 2, List.of(honolulu, auckland), "2026-11");

        assertThat(window.dueAt()).isEqualTo("2026-11-23T10:00:00Z").isEqualTo(swapped.dueAt());
        assertThat(window.certificate().zone()).isEqualTo(ZoneId.of("Pacific/Honolulu"));
        assertThat(window.certificate().length())
                .isEqualTo("2 days, to the end of the last local day, in Pacific/Auckland or Pacific/Honolulu,"
                        + " whichever ends later");
    }

    @Test
    @DisplayName("RES-3 the local date decides, not the offset: a day that began later can end later in the east")
    void theEastCanEndLater() {
        var start = Instant.parse("2026-11-20T22:30:00Z"); // the 20th in London, the 21st in Athens
        var places = List.of(at(ZoneId.of("Europe/London")), at(ZoneId.of("Europe/Athens")));

        var window = Window.endOfLocalDay(Rule.DECISIONS, start, 2, places, "2026-11");

        assertThat(window.dueAt()).isEqualTo("2026-11-23T22:00:00Z");
    }

    @Test
    @DisplayName("DEA-1 a zone that is unknown counts as UTC-12, where a day ends last")
    void unknownZone() {
        var start = Instant.parse("2026-11-20T12:00:00Z"); // the first moment of the 20th there

        var review = Window.sameLocalTime(Rule.REVIEW, start, 14, Place.unknown(), "2026-11");
        var election = Window.endOfLocalDay(
                Rule.ELECTION, start, 7, List.of(at(ZoneId.of("Europe/Berlin")), Place.unknown()), "2026-11");

        assertThat(review.dueAt()).isEqualTo("2026-12-04T12:00:00Z");
        assertThat(election.dueAt()).isEqualTo("2026-11-28T12:00:00Z");
        assertThat(election.certificate().zone()).isEqualTo(ZoneId.of("Etc/GMT+12"));
    }

    @Test
    @DisplayName("DIS-4 a response never ends before the review that the filing ended would have, and says so")
    void notBefore() {
        var start = Instant.parse("2026-11-20T09:00:00Z");
        var window = Window.endOfLocalDay(Rule.RESPONSE, start, 5, List.of(Place.unknown()), "2026-11");
        var end = window.dueAt();

        assertThat(window.notBefore(end.minusMillis(1))).isEqualTo(window);
        assertThat(window.notBefore(end)).isEqualTo(window);
        assertThat(window.certificate().notBefore()).isNull();
        assertThat(window.notBefore(end.plusMillis(1)).dueAt()).isEqualTo(end.plusMillis(1));
        assertThat(window.notBefore(end.plusMillis(2))
                        .notBefore(end.plusMillis(1))
                        .certificate()
                        .notBefore())
                .isEqualTo(end.plusMillis(2));
    }

    @Test
    @DisplayName("DEA-1 a certificate holds what it takes to compute the deadline again")
    void certificate() {
        var start = Instant.parse("2026-11-20T09:00:00Z");
        var review = Window.sameLocalTime(Rule.REVIEW, start, 1, at(ZoneId.of("Europe/Berlin")), "2026-11");

        var certificate = review.certificate();

        assertThat(certificate.rule()).isEqualTo(Rule.REVIEW);
        assertThat(certificate.start()).isEqualTo(start);
        assertThat(certificate.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(certificate.zoneRules()).matches("20\\d\\d[a-z]");
        assertThat(certificate.calendar()).isEqualTo("every day");
        assertThat(certificate.length()).isEqualTo("1 day, to the same local time");
        assertThat(certificate.skipped()).isEmpty();
        assertThat(certificate.termsVersion()).isEqualTo("2026-11");
    }

    @Test
    @DisplayName("DEA-1 an instant finer than a millisecond, a window without length and one of nobody are refused")
    void refusedAtBirth() {
        var start = Instant.parse("2026-11-20T09:00:00Z");

        assertThatThrownBy(() -> Window.sameLocalTime(Rule.REVIEW, start.plusNanos(1000), 14, Place.unknown(), "1"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Window.sameLocalTime(Rule.REVIEW, start, 0, Place.unknown(), "1"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Window.endOfLocalDay(Rule.CLAIM, start, 7, List.of(), "1"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    @DisplayName("DEA-2 each window says in a sentence what happens when it passes; only the mediator's are targets")
    void ifItPasses(Rule rule) {
        assertThat(rule.ifItPasses()).matches("[A-Z].*\\.");
        assertThat(rule.binding()).isEqualTo(rule != Rule.PROPOSAL && rule != Rule.PROPOSAL_REASSIGNMENT);
    }

    @Test
    @DisplayName("DEA-1 the gap and the overlap of a zone are the later reading, to the edge")
    void edgesOfAGap() {
        var berlin = ZoneId.of("Europe/Berlin");

        assertThat(LocalTimes.instantOf(LocalDateTime.parse("2027-03-28T01:59:59.999"), berlin))
                .isEqualTo("2027-03-28T00:59:59.999Z");
        assertThat(LocalTimes.instantOf(LocalDateTime.parse("2027-03-28T02:00"), berlin))
                .isEqualTo("2027-03-28T01:00:00Z");
        assertThat(LocalTimes.instantOf(LocalDateTime.parse("2027-03-28T02:59:59.999"), berlin))
                .isEqualTo("2027-03-28T01:00:00Z");
        assertThat(LocalTimes.instantOf(LocalDateTime.parse("2027-03-28T03:00"), berlin))
                .isEqualTo("2027-03-28T01:00:00Z");
    }

    private static Place at(ZoneId zone) {
        return new Place(zone, null);
    }
}
