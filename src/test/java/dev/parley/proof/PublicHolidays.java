package dev.parley.proof;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.temporal.TemporalAdjusters.dayOfWeekInMonth;
import static java.time.temporal.TemporalAdjusters.lastInMonth;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Year;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The public holidays that the reference knows, by hand, each region's from its law. */
public final class PublicHolidays {
    private static final MonthDay NEW_YEAR = MonthDay.of(1, 1);
    private static final MonthDay AUSTRALIA_DAY = MonthDay.of(1, 26);
    private static final MonthDay ANZAC_DAY = MonthDay.of(4, 25);
    private static final Set<Integer> ANZAC_DAY_BY_ORDER = Set.of(2026, 2027);
    private static final MonthDay CHRISTMAS = MonthDay.of(12, 25);
    private static final MonthDay BOXING_DAY = MonthDay.of(12, 26);

    /** 5 U.S.C. 6103(a), those with a date of their own. */
    private static final Set<MonthDay> US =
            Set.of(NEW_YEAR, MonthDay.of(6, 19), MonthDay.of(7, 4), MonthDay.of(11, 11), CHRISTMAS);

    private static final Set<MonthDay> BERLIN =
            Set.of(NEW_YEAR, MonthDay.of(3, 8), MonthDay.of(5, 1), MonthDay.of(10, 3), CHRISTMAS, BOXING_DAY);

    /** Act on National Holidays (No. 178 of 1948), article 2, those with a date of their own. */
    private static final Set<MonthDay> JAPAN = Set.of(
            NEW_YEAR,
            MonthDay.of(2, 11),
            MonthDay.of(2, 23),
            MonthDay.of(4, 29),
            MonthDay.of(5, 3),
            MonthDay.of(5, 4),
            MonthDay.of(5, 5),
            MonthDay.of(8, 11),
            MonthDay.of(11, 3),
            MonthDay.of(11, 23));

    /** Good Friday, Easter Monday, Ascension, Whit Monday. */
    private static final List<Integer> AFTER_EASTER_IN_BERLIN = List.of(-2, 1, 39, 50);

    private PublicHolidays() {}

    /** Weekends may or may not be among them. */
    public static boolean on(LocalDate day, @Nullable String region) {
        return switch (region == null ? "" : region) {
            case "US" -> isFederal(day);
            case "DE-BE" -> BERLIN.contains(MonthDay.from(day)) || isAfterEaster(day, AFTER_EASTER_IN_BERLIN);
            case "JP" -> isJapanese(day);
            case "AU-NSW" -> isInNewSouthWales(day);
            default -> false;
        };
    }

    /** One on a Saturday is kept on the Friday before, one on a Sunday on the Monday after. */
    private static boolean isFederal(LocalDate day) {
        var weekday = day.getDayOfWeek();
        return US.contains(MonthDay.from(day))
                || (weekday == FRIDAY && US.contains(MonthDay.from(day.plusDays(1))))
                || (weekday == MONDAY && US.contains(MonthDay.from(day.minusDays(1))))
                || isFederalWeekday(day);
    }

    private static boolean isFederalWeekday(LocalDate day) {
        return switch (day.getMonth()) {
            case JANUARY, FEBRUARY -> isNth(day, 3, MONDAY);
            case MAY -> day.equals(day.with(lastInMonth(MONDAY)));
            case SEPTEMBER -> isNth(day, 1, MONDAY);
            case OCTOBER -> isNth(day, 2, MONDAY);
            case NOVEMBER -> isNth(day, 4, THURSDAY);
            default -> false;
        };
    }

    /** Article 3: one on a Sunday is kept on the next day that is none; a day between two of them is one. */
    private static boolean isJapanese(LocalDate day) {
        if (isNamedInJapan(day)) return true;
        var before = day.minusDays(1);
        if (isNamedInJapan(before) && isNamedInJapan(day.plusDays(1))) return true;
        while (isNamedInJapan(before) && before.getDayOfWeek() != SUNDAY) before = before.minusDays(1);
        return isNamedInJapan(before);
    }

    private static boolean isNamedInJapan(LocalDate day) {
        return JAPAN.contains(MonthDay.from(day))
                || switch (day.getMonth()) {
                    case JANUARY, OCTOBER -> isNth(day, 2, MONDAY);
                    case JULY -> isNth(day, 3, MONDAY);
                    case MARCH -> day.getDayOfMonth() == equinox(20.8431, day.getYear());
                    case SEPTEMBER -> isNth(day, 3, MONDAY) || day.getDayOfMonth() == equinox(23.2488, day.getYear());
                    default -> false;
                };
    }

    /** The day in Japan, in the years 1980 to 2099, as the almanac reckons it before it is announced. */
    private static int equinox(double in1980, int year) {
        var years = year - 1980;
        return (int) (in1980 + 0.242194 * years - Math.floorDiv(years, 4));
    }

    /** Public Holidays Act 2010 (NSW), section 4: what falls on a weekend has another day as well, Anzac Day by order. */
    private static boolean isInNewSouthWales(LocalDate day) {
        var date = MonthDay.from(day);
        var weekday = day.getDayOfWeek();
        var afterWeekend = weekday == MONDAY ? Set.of(day.minusDays(1), day.minusDays(2)) : Set.<LocalDate>of();
        return date.equals(ANZAC_DAY)
                || date.equals(CHRISTMAS)
                || date.equals(BOXING_DAY)
                || isOneOf(day, afterWeekend, NEW_YEAR)
                || isOneOf(day, afterWeekend, AUSTRALIA_DAY)
                || (ANZAC_DAY_BY_ORDER.contains(day.getYear()) && isOneOf(day, afterWeekend, ANZAC_DAY))
                || isAdditionalAtChristmas(day)
                || isAfterEaster(day, List.of(-2, 1))
                || switch (day.getMonth()) {
                    case JUNE -> isNth(day, 2, MONDAY);
                    case OCTOBER -> isNth(day, 1, MONDAY);
                    default -> false;
                };
    }

    private static boolean isOneOf(LocalDate day, Set<LocalDate> others, MonthDay date) {
        return MonthDay.from(day).equals(date)
                || others.stream().map(MonthDay::from).anyMatch(date::equals);
    }

    /** One on a Saturday has the Monday after, one on a Sunday the Tuesday. */
    private static boolean isAdditionalAtChristmas(LocalDate day) {
        var on = MonthDay.from(day.minusDays(2));
        var weekday = day.minusDays(2).getDayOfWeek();
        return (on.equals(CHRISTMAS) || on.equals(BOXING_DAY)) && (weekday == SATURDAY || weekday == SUNDAY);
    }

    private static boolean isNth(LocalDate day, int nth, DayOfWeek weekday) {
        return day.equals(day.with(dayOfWeekInMonth(nth, weekday)));
    }

    private static boolean isAfterEaster(LocalDate day, List<Integer> days) {
        return days.stream().anyMatch(after -> day.equals(easter(day.getYear()).plusDays(after)));
    }

    /** Gauss, in the form of Butcher. */
    private static LocalDate easter(int year) {
        int a = year % 19, b = year / 100, c = year % 100;
        var h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        var l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        var m = (a + 11 * h + 22 * l) / 451;
        return Year.of(year).atMonth((h + l - 7 * m + 114) / 31).atDay((h + l - 7 * m + 114) % 31 + 1);
    }
}
