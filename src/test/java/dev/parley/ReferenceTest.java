package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.deadline.Deadline;
import dev.parley.deadline.Rule;
import dev.parley.dispute.Ending;
import dev.parley.dispute.Stage;
import dev.parley.review.Review;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The page for integrators, src/docs/reference.md, against the code and the database. */
@ParleyTest
class ReferenceTest {
    private static final Pattern EVENT = Pattern.compile("\"([a-z]+(?:-[a-z]+)*\\.[a-z]+(?:-[a-z]+)*)\"");
    private static final Pattern CODE = Pattern.compile("\\| `([^`]+)` .*");

    @Autowired
    JdbcClient db;

    @Test
    @DisplayName("DOR-1 the reference names every window, state, stage and ending")
    void namesEveryCode() throws IOException {
        assertThat(listed("Rule")).isEqualTo(names(Rule.values()));
        assertThat(listed("Deadline")).isEqualTo(names(Deadline.State.values()));
        assertThat(listed("Review")).isEqualTo(names(Review.State.values()));
        assertThat(listed("Stage")).isEqualTo(names(Stage.values()));
        assertThat(listed("Ending")).isEqualTo(names(Ending.values()));
    }

    @Test
    @DisplayName("ARB-3 the reference says what becomes of the arbitration shares")
    void saysWhatBecomesOfShares() throws IOException {
        for (var row : rows("Ending").entrySet())
            assertThat(row.getValue())
                    .endsWith("| "
                            + Ending.valueOf(row.getKey())
                                    .shares()
                                    .name()
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', ' ') + " |");
    }

    @ParameterizedTest
    @CsvSource({
        "Transfer, transfer_order",
        "Pending deposit, pending_deposit",
        "Chargeback, chargeback",
        "Endpoint, webhook_endpoint",
        "Delivery, webhook_delivery"
    })
    @DisplayName("ESC-7 the reference names every state that the database knows")
    void namesEveryState(String title, String table) throws IOException {
        var check = db.sql(
                        "select pg_get_constraintdef(oid) from pg_constraint where conrelid = ('parley.' || ?)::regclass"
                                + " and contype = 'c' and pg_get_constraintdef(oid) like '%(state = ANY%'")
                .param(table)
                .query(String.class)
                .single();

        assertThat(listed(title)).isEqualTo(all(Pattern.compile("'([A-Z_]+)'"), check));
    }

    @Test
    @DisplayName("AUD-1 the reference names every event that the sources and the database append, and no other")
    void namesEveryEvent() throws IOException {
        var appended = new TreeSet<String>();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (var file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                var source = Files.readString(file);
                if (source.contains("journal.append(")) appended.addAll(all(EVENT, source));
            }
        }
        // What stands in the place of one that was reordered is told as ordered.
        for (var state : listed("Transfer"))
            if (!state.equals("REORDERED")) appended.add("transfer." + state.toLowerCase(Locale.ROOT));
        assertThat(listed("Event")).isEqualTo(appended);
        assertThat(db.sql("select distinct type from case_event where stream in (select id from contract"
                                + " union all select id from milestone union all select id from dispute)")
                        .query(String.class)
                        .list())
                .allSatisfy(type -> assertThat(listed("Event")).contains(type));
    }

    private static Set<String> names(Enum<?>[] codes) {
        return Arrays.stream(codes).map(Enum::name).collect(TreeSet::new, Set::add, Set::addAll);
    }

    private static Set<String> all(Pattern pattern, String text) {
        var found = new TreeSet<String>();
        pattern.matcher(text).results().forEach(match -> found.add(match.group(1)));
        return found;
    }

    private static Set<String> listed(String title) throws IOException {
        return new TreeSet<>(rows(title).keySet());
    }

    /** The rows of the table whose first column has this title, by the code in it. */
    private static Map<String, String> rows(String title) throws IOException {
        var rows = new LinkedHashMap<String, String>();
        for (var line : table(title)) {
            var code = CODE.matcher(line);
            if (code.matches()) rows.put(code.group(1), line);
        }
        assertThat(rows).as(title).isNotEmpty();
        return rows;
    }

    private static List<String> table(String title) throws IOException {
        var table = new ArrayList<String>();
        var inside = false;
        for (var line : Files.readAllLines(Path.of("src/docs/reference.md"))) {
            if (line.startsWith("| " + title + " |")) inside = true;
            else if (line.isBlank()) inside = false;
            else if (inside) table.add(line);
        }
        return table;
    }
}
