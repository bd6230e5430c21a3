package dev.parley.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.deadline.Certificate.Skipped;
import dev.parley.proof.PublicHolidays;
import dev.parley.shared.Place;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BusinessDaysTest {
    private final BusinessDays businessDays = new BusinessDays();
    private final Holidays holidays = new Holidays(HolidayOverrides.read());

    @ParameterizedTest(name = "{0}, {1}: {2} to {3}")
    @DisplayName("DIS-5 five business days end with the fifth, and the day of the cause does not count")
    @CsvSource({
        // Monday, its first and its last moment; the next moment is Tuesday
        "DE-BE, Europe/Berlin,    2026-11-16T00:00+01:00,        2026-11-24T00:00+01:00",
        "DE-BE, Europe/Berlin,    2026-11-16T23:59:59.999+01:00, 2026-11-24T00:00+01:00",
        "DE-BE, Europe/Berlin,    2026-11-17T00:00+01:00,        2026-11-25T00:00+01:00",
        // Friday, Saturday and Sunday end alike: the next Friday
        "DE-BE, Europe/Berlin,    2026-11-13T10:00+01:00,        2026-11-21T00:00+01:00",
        "DE-BE, Europe/Berlin,    2026-11-14T10:00+01:00,        2026-11-21T00:00+01:00",
        "DE-BE, Europe/Berlin,    2026-11-15T10:00+01:00,        2026-11-21T00:00+01:00",
        // the zone says which day the cause fell on: still Sunday in New York
        "DE-BE, America/New_York, 2026-11-16T00:00+01:00,        2026-11-21T00:00-05:00",
        // clocks change within the window, both ways
        "DE-BE, Europe/Berlin,    2026-10-22T10:00+02:00,        2026-10-30T00:00+01:00",
        "DE-BE, Europe/Berlin,    2027-04-01T10:00+02:00,        2027-04-09T00:00+02:00",
        "US,    America/New_York, 2026-10-29T10:00-04:00,        2026-11-06T00:00-05:00",
        "US,    America/New_York, 2027-03-11T10:00-05:00,        2027-03-19T00:00-04:00",
        // the midnight after Thursday, the fifth day, is skipped in Cairo
        "US,    Africa/Cairo,     2027-04-22T10:00+02:00,        2027-04-30T01:00+03:00",
    })
    void fiveBusinessDays(String region, ZoneId zone, OffsetDateTime start, OffsetDateTime end) {
        assertThat(response(region, zone, start).dueAt()).isEqualTo(end.toInstant());
    }

    @ParameterizedTest(name = "{0}: {1} to {2}")
    @DisplayName("DIS-5 public holidays of the respondent's region do not count, those of others do")
    @CsvSource({
        "US,    2026-11-23T10:00-05:00, 2026-12-02T00:00-05:00", // Thanksgiving
        "US-CA, 2026-11-23T10:00-05:00, 2026-12-03T00:00-05:00", // and the day after it in California
        "DE,    2026-11-23T10:00-05:00, 2026-12-01T00:00-05:00",
        "DE-BE, 2027-03-05T10:00-05:00, 2027-03-16T00:00-04:00", // International Women's Day in Berlin
        "DE,    2027-03-05T10:00-05:00, 2027-03-13T00:00-05:00",
    })
    void holidaysOfTheRegion(String region, OffsetDateTime start, OffsetDateTime end) {
        assertThat(response(region, ZoneId.of("America/New_York"), start).dueAt())
                .isEqualTo(end.toInstant());
    }

    @Test
    @DisplayName("DIS-5 the year's end in Berlin: Christmas and New Year are skipped and named, weekends only skipped")
    void yearsEndInBerlin() {
        var berlin = ZoneId.of("Europe/Berlin");
        var christmas = response("DE-BE", berlin, OffsetDateTime.parse("2026-12-22T10:00+01:00"));
        var newYear = response("DE-BE", berlin, OffsetDateTime.parse("2026-12-29T10:00+01:00"));

        assertThat(christmas.dueAt()).isEqualTo("2026-12-30T23:00:00Z");
        assertThat(christmas.certificate().skipped())
                .containsExactly(new Skipped(LocalDate.parse("2026-12-25"), "1st Christmas day"));
        assertThat(newYear.dueAt()).isEqualTo("2027-01-06T23:00:00Z");
        assertThat(newYear.certificate().skipped())
                .containsExactly(new Skipped(LocalDate.parse("2027-01-01"), "New Year's Day"));
    }

    @Test
    @DisplayName(
            "DIS-5 the year's end in the US: a New Year's Day on a Saturday is a holiday of the old year's last day")
    void yearsEndInTheUnitedStates() {
        var window = response("US", ZoneId.of("America/New_York"), OffsetDateTime.parse("2027-12-23T10:00-05:00"));

        assertThat(window.dueAt()).isEqualTo("2028-01-04T05:00:00Z");
        assertThat(window.certificate().skipped())
                .containsExactly(
                        new Skipped(LocalDate.parse("2027-12-24"), "Christmas (observed)"),
                        new Skipped(LocalDate.parse("2027-12-31"), "New Year's Day (observed)"));
    }

    @Test
    @DisplayName("DIS-5 the US calendar of 2026 is that of 5 U.S.C. 6103: Columbus Day is in it, and Friday 3 July")
    void federalHolidays() {
        assertThat(holidaysIn(2026, "US"))
                .containsExactly(
                        "2026-01-01 New Year's Day",
                        "2026-01-19 Martin Luther King, Jr. Day",
                        "2026-02-16 Presidents Day",
                        "2026-05-25 Memorial Day",
                        "2026-06-19 Juneteenth",
                        "2026-07-03 Independence Day (observed)",
                        "2026-09-07 Labour day",
                        "2026-10-12 Columbus Day",
                        "2026-11-11 Veterans Day",
                        "2026-11-26 Thanksgiving Day",
                        "2026-12-25 Christmas");
        assertThat(holidaysIn(2027, "US")).contains("2027-10-11 Columbus Day");
        assertThat(holidaysIn(2026, "US-CA")).contains("2026-10-12 Columbus Day / National Indigenous Peoples Day");
    }

    @ParameterizedTest
    @ValueSource(strings = {"US", "DE-BE", "JP", "AU-NSW"})
    @DisplayName("DIS-5 the days that are not worked are those of the region's law, 2026 to 2032, reckoned apart")
    void asTheLawSays(String region) {
        var wrong = LocalDate.parse("2026-01-01")
                .datesUntil(LocalDate.parse("2033-01-01"))
                .filter(day -> day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0)
                .filter(day -> PublicHolidays.on(day, region)
                        != holidays.of(region).on(day).isPresent());
        assertThat(wrong).isEmpty();
    }

    @Test
    @DisplayName("DIS-5 an observance is no public holiday: Lincoln's Birthday in California counts")
    void observances() {
        assertThat(holidays.of("US-CA").on(LocalDate.parse("2026-02-12"))).isEmpty();
    }

    @Test
    @DisplayName("DIS-5 overrides take holidays away too: the Emperor's Birthday left December")
    void removedHolidays() {
        assertThat(holidaysIn(2027, "JP"))
                .contains(
                        "2027-02-23 Emperor's Birthday",
                        "2027-03-22 Vernal Equinox Day (observed)",
                        "2027-09-23 Autumnal Equinox Day")
                .noneMatch(holiday -> holiday.startsWith("2027-12"));
    }

    @Test
    @DisplayName("DIS-5 a region unknown has no holidays, Monday to Friday only; a zone unknown is UTC-12")
    void unknownRegion() {
        var start = OffsetDateTime.parse("2026-12-22T10:00-12:00").toInstant();

        for (var region : new @Nullable String[] {null, "", "ZZ", "ZZ-BE", "NYSE", "Germany", "../de"}) {
            var window = businessDays.window(Rule.RESPONSE, start, 5, new Place(null, region), "2026-11");

            assertThat(window.dueAt()).isEqualTo("2026-12-30T12:00:00Z");
            assertThat(window.certificate().calendar()).isEqualTo("Monday to Friday");
        }
    }

    @Test
    @DisplayName("DIS-5 a subdivision that is not listed has its country's holidays, and the certificate names these")
    void unlistedSubdivision() {
        assertThat(holidays.of("FR-IDF").name()).startsWith("FR, ");
        assertThat(holidays.of("FR-IDF").on(LocalDate.parse("2026-07-14"))).isPresent();
        assertThat(holidays.of("de-be").name()).startsWith("DE-BE, ");
    }

    @Test
    @DisplayName("DEA-1 a certificate names region, versions and days, and these give the deadline again")
    void certificate() {
        var start = OffsetDateTime.parse("2027-12-23T10:00-05:00");
        var window = response("US-CA", ZoneId.of("America/Los_Angeles"), start);

        var certificate = window.certificate();

        assertThat(certificate.calendar()).matches("US-CA, Jollyday 2\\.\\d+\\.\\d+ with overrides 2026-11b");
        assertThat(certificate.length()).isEqualTo("5 business days, to the end of the last local day");
        assertThat(recomputed(certificate))
                .isEqualTo(window.dueAt().atZone(certificate.zone()).toLocalDate());
    }

    @Test
    @DisplayName("DIS-5 an override that can't take effect is refused at the start")
    void badOverrides() {
        var day = new HolidayOverrides.Day("A day", null, Month.MAY, 1, null, null);
        var nowhere = new HolidayOverrides("1", Map.of("ZZ", new HolidayOverrides.Changes(List.of(day), null)));

        assertThatThrownBy(() -> new Holidays(nowhere)).hasMessageContaining("ZZ");
        assertThatThrownBy(() -> new HolidayOverrides.Day("Half a day", null, Month.MAY, null, 1, null))
                .hasMessageContaining("Half a day");
        assertThatThrownBy(() -> new HolidayOverrides.Day("Two days", null, Month.MAY, 1, 1, DayOfWeek.MONDAY))
                .hasMessageContaining("Two days");
    }

    private Window response(String region, ZoneId zone, OffsetDateTime start) {
        return businessDays.window(Rule.RESPONSE, start.toInstant(), 5, new Place(zone, region), "2026-11");
    }

    private List<String> holidaysIn(int year, String region) {
        return Year.of(year)
                .atDay(1)
                .datesUntil(Year.of(year + 1).atDay(1))
                .flatMap(day -> holidays.of(region).on(day).map(name -> day + " " + name).stream())
                .toList();
    }

    /** By hand, from the certificate alone: the day after the fifth day that is neither weekend nor named. */
    private static LocalDate recomputed(Certificate certificate) {
        var skipped = certificate.skipped().stream().map(Skipped::date).toList();
        var first = certificate.start().atZone(certificate.zone()).toLocalDate().plusDays(1);
        return Stream.iterate(first, day -> day.plusDays(1))
                .filter(day -> day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0 && !skipped.contains(day))
                .limit(5)
                .reduce(first, (earlier, later) -> later)
                .plusDays(1);
    }
}
