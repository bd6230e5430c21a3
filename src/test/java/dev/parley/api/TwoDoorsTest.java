package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.shared.Money;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The same through {@code /api/v1} and the Camunda way. */
@ParleyTest
class TwoDoorsTest {
    private static final Money USD_500 = Money.of(50_000, "USD");
    private static final String STATEMENT = "I delivered what we agreed.";

    /** What two of the same have each of their own: ids, instants, salts and hashes, numbers; and whom the engine knows. */
    private static final Pattern OWN = Pattern.compile(
            "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
                    + "|\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2})?(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})?"
                    + "|(?<=\"(id|account|transfer|number|position|duration_)\": )\\d+|(?<=\"xact\": \")\\d+|(?<=\"start_user_id_\": )(null|\"contracts\")|\\\\\\\\x[0-9a-f]+|[0-9a-f]{64}|P-\\d{6}");

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    Api api;
    Api engine;

    @BeforeEach
    void connect() {
        api = new Api(port);
        engine = api.at("/engine-rest/process-definition/key");
    }

    @Test
    @DisplayName("DOR-1 DOR-2 a review and a dispute started through either door leave the same rows in all tables")
    void theSameRows() {
        var one = api.fundedMilestone(USD_500);
        var other = api.fundedMilestone(USD_500);

        var submitted = added(() -> api.submit(one, "S-" + one, USD_500).expect(201));
        assertThat(added(() -> start("milestone-review", submission(other, "S-" + other))))
                .isNotEmpty()
                .isEqualTo(submitted);
        var filed = added(
                () -> api.file(one, "PAYMENT_NOT_RELEASED", USD_500, STATEMENT).expect(201));
        assertThat(added(() -> start("dispute", filing(other, USD_500.minor()))))
                .isNotEmpty()
                .isEqualTo(filed);
    }

    @Test
    @DisplayName("DOR-1 the same start sent again does nothing, and one that contradicts it is refused")
    void startedAgain() {
        var milestone = api.fundedMilestone(USD_500);
        start("milestone-review", submission(milestone, "S-1-" + milestone));
        var before = Rows.count(db);

        engine.post("/milestone-review/start", submission(milestone, "S-1-" + milestone))
                .expect(409);
        engine.post("/milestone-review/start", submission(milestone, "S-2")).expect(409);
        start("dispute", filing(milestone, 50_000));
        var filed = Rows.count(db);
        engine.post("/dispute/start", filing(milestone, 50_000)).expect(409);

        assertThat(Rows.count(db)).isEqualTo(filed).isNotEqualTo(before);
        assertThat(api.milestone(milestone).json().path("submissions")).hasSize(1);
        assertThat(api.milestone(milestone).json().path("cases")).hasSize(1);
        assertThat(api.submit(milestone, "S-1-" + milestone, USD_500)
                        .expect(200)
                        .at("/submission"))
                .isEqualTo("S-1-" + milestone);
    }

    private void start(String process, Map<String, Object> body) {
        engine.post("/" + process + "/start", body).expect(200);
    }

    private static Map<String, Object> submission(UUID milestone, String id) {
        return variables(Map.of(
                "milestone",
                milestone.toString(),
                "submission",
                id,
                "amount",
                50_000,
                "currency",
                "USD",
                "note",
                "The work is done."));
    }

    private static Map<String, Object> filing(UUID milestone, long minor) {
        return variables(Map.of(
                "milestone",
                milestone.toString(),
                "ground",
                "PAYMENT_NOT_RELEASED",
                "amount",
                minor,
                "currency",
                "USD",
                "statement",
                STATEMENT));
    }

    private static Map<String, Object> variables(Map<String, Object> values) {
        var variables = new HashMap<String, Object>();
        values.forEach((name, value) -> variables.put(name, Map.of("value", value)));
        return Map.of("variables", variables);
    }

    /** The rows that are there after the act and were not before, by table, without what is their own. */
    private Map<String, List<String>> added(Runnable act) {
        var before = rows();
        act.run();
        var added = new HashMap<String, List<String>>();
        rows().forEach((table, rows) -> {
            var fresh = new ArrayList<>(rows);
            before.getOrDefault(table, List.of()).forEach(fresh::remove);
            if (!fresh.isEmpty())
                added.put(
                        table, fresh.stream().map(TwoDoorsTest::masked).sorted().toList());
        });
        added.remove("idempotency"); // a start has no key,
        added.remove("act_hi_op_log"); // and the engine notes by itself who called it
        return added;
    }

    private static String masked(String row) {
        return OWN.matcher(row).replaceAll("…");
    }

    private Map<String, List<String>> rows() {
        var rows = new HashMap<String, List<String>>();
        for (var table : db.sql("""
                        select format('%I.%I', schemaname, tablename) from pg_tables
                        where schemaname in ('parley', 'camunda') and has_table_privilege(format('%I.%I', schemaname, tablename), 'select')
                        """).query(String.class).list())
            rows.put(
                    table.substring(table.indexOf('.') + 1),
                    db.sql("select to_jsonb(t)::text from " + table + " t")
                            .query(String.class)
                            .list());
        return rows;
    }
}
