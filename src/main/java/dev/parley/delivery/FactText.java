package dev.parley.delivery;

import dev.parley.shared.Money;
import dev.parley.shared.Words;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Facts as people read them, in mails and on pages. */
public final class FactText {
    /** Mail programs cut long mails off; the whole text stays with the case. */
    private static final int LONGEST = 20_000;

    private static final ZoneOffset UNKNOWN_ZONE = ZoneOffset.ofHours(-12);
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern("zzzz", Locale.ENGLISH);

    private FactText() {}

    static String of(Object fact, ZoneId reader) {
        if (fact instanceof Money money) return money(money);
        if (fact instanceof Instant instant) return instant(instant, reader);
        if (fact instanceof Phrase phrase) return phrase.inWords(reader);
        if (fact instanceof Enum<?> code) return Words.of(code);
        return text(fact.toString());
    }

    /** For example {@code 1,234.50 USD}. */
    public static String money(Money money) {
        var decimals = money.currency().getDefaultFractionDigits();
        return String.format(Locale.ENGLISH, "%,." + decimals + "f", BigDecimal.valueOf(money.minor(), decimals)) + " "
                + money.currency();
    }

    /** For example {@code Friday, 4 December 2026, 18:00 Central European Standard Time (Europe/Berlin)} (DEA-2). */
    public static String instant(Instant instant, ZoneId reader) {
        var local = local(instant, reader);
        var time = endsDay(local) ? "24:00" : TIME.format(local);
        return WEEKDAY.format(day(local)) + ", " + time + " " + zone(local);
    }

    /** For example {@code 4 December 2026, 18:00}: where the zone stands beside it. */
    public static String moment(Instant instant, ZoneId reader) {
        var local = local(instant, reader);
        return DAY.format(local) + ", " + TIME.format(local);
    }

    /** For example {@code 4 December 2026}. */
    static String date(Instant instant, ZoneId reader) {
        return DAY.format(day(local(instant, reader)));
    }

    /** To the minute, rounded down: who keeps to it is never late. */
    private static ZonedDateTime local(Instant instant, ZoneId reader) {
        return instant.atZone(reader).truncatedTo(ChronoUnit.MINUTES);
    }

    /** Midnight is read as the end of a day: 24:00 of the 4th, since 00:00 of the 5th misleads by a day. */
    private static boolean endsDay(ZonedDateTime local) {
        return local.toLocalTime().equals(LocalTime.MIDNIGHT);
    }

    private static LocalDate day(ZonedDateTime local) {
        return endsDay(local) ? local.toLocalDate().minusDays(1) : local.toLocalDate();
    }

    private static String zone(ZonedDateTime local) {
        var zone = local.getZone().normalized();
        if (zone.equals(UNKNOWN_ZONE)) return Words.of("zone.unknown");
        if (zone.equals(ZoneOffset.UTC)) return "UTC";
        if (zone instanceof ZoneOffset) return "UTC" + zone.getId();
        return ZONE.format(local) + " (" + zone.getId() + ")";
    }

    /** Lines end in \n; without what no database, header or reader can take: controls, halves of characters, turned writing. */
    static String text(String written) {
        var clean =
                written.replace("\r\n", "\n").replace('\r', '\n').codePoints().filter(FactText::isReadable);
        var text = clean.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return text.length() <= LONGEST
                ? text
                : shorten(text, LONGEST) + "\n"
                        + Words.fill(Words.of("text.shortened"), fact -> String.valueOf(LONGEST));
    }

    /** On one line, as names, titles and subjects are; longer than {@code longest} it ends in an ellipsis. */
    static String line(String written, int longest) {
        return shorten(text(written).replaceAll("\\s+", " "), longest);
    }

    private static String shorten(String text, int longest) {
        if (text.length() <= longest) return text;
        var end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return text.substring(0, end).stripTrailing() + "…";
    }

    private static boolean isReadable(int c) {
        var turnsWriting = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        var halfCharacter = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        var lineSeparator = c == 0x2028 || c == 0x2029;
        return c == '\n' || c == '\t' || !(Character.isISOControl(c) || turnsWriting || halfCharacter || lineSeparator);
    }
}
