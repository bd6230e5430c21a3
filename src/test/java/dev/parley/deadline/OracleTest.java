package dev.parley.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import dev.parley.shared.Place;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Random windows against an independent computation, which knows no local times: it counts milliseconds and asks a zone
 * for nothing but its offset at an instant. {@code ./mvnw -Pproof verify} asks more of it.
 */
class OracleTest {
    private static final int WINDOWS = Integer.getInteger("parley.proof.windows", 100_000);
    private static final long SEED = Long.getLong("parley.proof.seed", new Random().nextLong());
    private static final int PART = 10_000;

    private static final long DAY = 86_400_000;
    private static final long STEP = 900_000;
    private static final long FROM = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();
    private static final long TO = Instant.parse("2040-12-01T00:00:00Z").toEpochMilli();

    private final List<ZoneId> zones =
            new TreeSet<>(ZoneId.getAvailableZoneIds()).stream().map(ZoneId::of).toList();
    private final List<String> regions = regions();
    private final BusinessDays businessDays = new BusinessDays();
    private final Holidays holidays = new Holidays(HolidayOverrides.read());

    @Test
    @DisplayName("DEA-0 DEA-1 DIS-5 random windows in all zones and regions, 2024 to 2040, end when the oracle says")
    void windows() {
        var wrong = IntStream.range(0, (WINDOWS + PART - 1) / PART)
                .parallel()
                .mapToObj(this::wrongInPart)
                .flatMap(List::stream)
                .toList();
        assertThat(wrong).as("of %d windows, seed %d", WINDOWS, SEED).isEmpty();
    }

    private List<String> wrongInPart(int part) {
        var random = new SplittableRandom(SEED + part);
        return IntStream.range(0, Math.min(PART, WINDOWS - part * PART))
                .mapToObj(n -> wrong(random))
                .filter(difference -> !difference.isEmpty())
                .limit(5)
                .toList();
    }

    private String wrong(SplittableRandom random) {
        var start = random.nextLong(FROM, TO);
        var days = random.nextInt(1, 31);
        var zone = zones.get(random.nextInt(zones.size()));
        var other = zones.get(random.nextInt(zones.size()));
        var region = regions.get(random.nextInt(regions.size()));
        return switch (random.nextInt(3)) {
            case 0 ->
                difference(
                        Window.sameLocalTime(Rule.REVIEW, instant(start), days, new Place(zone, null), "1"),
                        lastShowing(local(start, zone) + days * DAY, zone));
            case 1 ->
                difference(
                        Window.endOfLocalDay(
                                Rule.DECISIONS,
                                instant(start),
                                days,
                                List.of(new Place(zone, null), new Place(other, null)),
                                "1"),
                        LongStream.of(endOfDay(start, days, zone), endOfDay(start, days, other))
                                .max()
                                .orElseThrow());
            default ->
                difference(
                        businessDays.window(Rule.RESPONSE, instant(start), days, new Place(zone, region), "1"),
                        lastShowing((lastBusinessDay(dayOf(start, zone), days, region) + 1) * DAY, zone));
        };
    }

    private static String difference(Window window, long oracle) {
        return window.dueAt().toEpochMilli() == oracle
                ? ""
                : window.certificate() + " ends " + window.dueAt() + ", the oracle says " + instant(oracle);
    }

    private static long endOfDay(long start, int days, ZoneId zone) {
        return lastShowing((dayOf(start, zone) + days + 1) * DAY, zone);
    }

    private long lastBusinessDay(long cause, int count, String region) {
        var day = cause;
        for (var left = count; left > 0; ) if (isBusinessDay(++day, region)) left--;
        return day;
    }

    /** 1970-01-01 was a Thursday. */
    private boolean isBusinessDay(long day, String region) {
        return Math.floorMod(day, 7) != 2
                && Math.floorMod(day, 7) != 3
                && holidays.of(region).on(LocalDate.ofEpochDay(day)).isEmpty();
    }

    /** The last moment at which the zone's clock shows that; if it never does, the first at which it shows more. */
    private static long lastShowing(long local, ZoneId zone) {
        var above = local + DAY + DAY / 4;
        while (local(above - STEP, zone) > local) above -= STEP;
        var notMore = above - STEP;
        while (above - notMore > 1) {
            var middle = (above + notMore) / 2;
            if (local(middle, zone) > local) above = middle;
            else notMore = middle;
        }
        return local(notMore, zone) == local ? notMore : above;
    }

    private static long dayOf(long instant, ZoneId zone) {
        return Math.floorDiv(local(instant, zone), DAY);
    }

    /** What the zone's clock shows, as milliseconds. */
    private static long local(long instant, ZoneId zone) {
        return instant + zone.getRules().getOffset(instant(instant)).getTotalSeconds() * 1000L;
    }

    private static Instant instant(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    private static List<String> regions() {
        return new TreeSet<>(HolidayManager.getSupportedCalendarCodes())
                .stream()
                        .filter(code -> code.matches("[A-Z]{2}"))
                        .flatMap(OracleTest::withSubdivisions)
                        .toList();
    }

    private static Stream<String> withSubdivisions(String country) {
        var parts = HolidayManager.getInstance(ManagerParameters.create(country))
                .getCalendarHierarchy()
                .getChildren()
                .keySet();
        return Stream.concat(Stream.of(country), parts.stream().map(part -> country + "-" + part));
    }
}
