package dev.parley.sandbox;

import dev.parley.sandbox.SampleTable.Row;
import dev.parley.shared.Money;
import dev.parley.shared.Place;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a newcomer is shown on the console: how the samples stand, where to look, and as whom. */
final class Guide {
    /** A page of the sandbox; its path begins with a slash. */
    public record Link(String path, String name, String what) {}

    /** Somebody who can log in; all passwords are alike. */
    public record Login(String name, String group, String what) {}

    static final String PASSWORD = "sandbox";

    static final List<Link> LINKS = List.of(
            new Link("/sandbox/mails", "Mails", "every mail that Parley sent since it was started"),
            new Link("/camunda/app/tasklist/", "Tasklist", "where mediators propose and operations enter awards"),
            new Link("/camunda/app/cockpit/", "Cockpit", "where each case stands in its process"),
            new Link("/camunda/app/admin/", "Admin", "the staff and their groups"),
            new Link("/swagger-ui/index.html", "API", "all that the contracts system can do, to be tried"));

    static final List<Login> LOGINS = List.of(
            new Login("contracts", "contracts system", "the API, by Basic login"),
            new Login("other-contracts", "contracts system", "the same, with contracts of its own and no others"),
            new Login("mia, max", "mediators", "Tasklist, and their cases over the API"),
            new Login("lena", "lead-mediators", "Tasklist, every case"),
            new Login("otto, olga", "operations", "Cockpit, and awards in Tasklist"),
            new Login("admin", "camunda-admin", "Admin"));

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private static final ZoneId UNKNOWN = Place.unknown().countedZone();

    private Guide() {}

    /** @param server begins all links, such as {@code http://127.0.0.1:8080} */
    static String text(String server, List<Row> rows) {
        return String.join(
                "\n",
                "",
                "ENDED",
                ended("case", "contract", "ending", "freelancer", "fee", "client", "in escrow", "", "ended", "mails"),
                lines(rows, false),
                "",
                "OPEN",
                open("case", "contract", "waits for", "on hold", "free", "", "deadline", "mails"),
                lines(rows, true),
                "",
                lines(LOGINS, login -> "%-10s  %-17s %s".formatted(login.name(), login.group(), login.what())),
                "Every password is \"" + PASSWORD
                        + "\". Ctrl-C stops the sandbox; what it knows is kept for the next start.",
                "",
                lines(LINKS, link -> "%-9s %s%s".formatted(link.name(), server, link.path())),
                "All this  " + server + "/",
                "");
    }

    private static <T> String lines(List<T> things, Function<T, String> line) {
        return things.stream().map(line).collect(Collectors.joining("\n"));
    }

    private static String lines(List<Row> rows, boolean open) {
        var some = rows.stream().filter(row -> row.open() == open).toList();
        return lines(some, open ? Guide::open : Guide::ended);
    }

    private static String ended(Row row) {
        var money = row.money();
        return ended(
                row.number(),
                row.title(),
                row.state(),
                amount(money.paidOut()),
                amount(money.fees()),
                amount(money.refunded()),
                amount(money.free()),
                money.free().currency(),
                row.at().map(at -> day(at.atZone(row.zone()))).orElse(""),
                row.mails());
    }

    private static String ended(Object... cells) {
        return "%-8s  %-20s  %-20s  %10s  %7s  %9s  %9s  %3s  %-11s  %5s".formatted(cells);
    }

    private static String open(Row row) {
        var money = row.money();
        return open(
                row.number(),
                row.title(),
                row.state(),
                amount(money.held()),
                amount(money.free()),
                money.free().currency(),
                row.at().map(at -> moment(at, row.zone())).orElse("none"),
                row.mails());
    }

    private static String open(Object... cells) {
        return "%-8s  %-20s  %-20s  %9s  %9s  %3s  %-34s  %5s".formatted(cells);
    }

    /** Without the currency; nothing where there is nothing. */
    static String amount(Money money) {
        if (!money.isPositive()) return "";
        var decimals = money.currency().getDefaultFractionDigits();
        return String.format(Locale.ENGLISH, "%,." + decimals + "f", BigDecimal.valueOf(money.minor(), decimals));
    }

    static String withCurrency(Money money) {
        return money.isPositive() ? amount(money) + " " + money.currency() : "";
    }

    static String moment(Instant at, ZoneId zone) {
        var local = at.atZone(zone);
        var time = isMidnight(local) ? "24:00" : TIME.format(local);
        return day(local) + " " + time + " " + (zone.equals(UNKNOWN) ? "UTC−12" : zone);
    }

    /** A day that ends at midnight ends at its own 24:00: the next day's 00:00 would mislead by a day. */
    private static String day(ZonedDateTime local) {
        return DAY.format(isMidnight(local) ? local.minusDays(1) : local);
    }

    private static boolean isMidnight(ZonedDateTime local) {
        return local.truncatedTo(ChronoUnit.MINUTES).toLocalTime().equals(LocalTime.MIDNIGHT);
    }
}
