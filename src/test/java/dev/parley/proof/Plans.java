package dev.parley.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parley.Sent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.ttddyy.dsproxy.proxy.ParameterSetOperation;

/** Sends what an act has sent once more, explained, and counts what each statement examines. Nothing stays of it. */
public final class Plans {
    /** More than one act's own rows, and less than a hundredth of a crowd. */
    private static final long MOST_ROWS = 1_000;

    /** What a function reads is in no plan of its caller, but its pages are counted. */
    private static final long MOST_PAGES = 1_000;

    /** Beside those, for each row that comes out: what it is joined with. */
    private static final long PAGES_OF_A_ROW = 10;

    private static final JsonMapper JSON = new JsonMapper();

    private final Connection superuser;

    public Plans(Connection superuser) {
        this.superuser = superuser;
    }

    /** The statements that examine too much, each with what it examines. */
    public List<String> of(String act, List<Sent> statements) {
        return asApplication(act, () -> {
            var found = new ArrayList<String>();
            for (var sent : statements) {
                if (!isPlanned(sent.sql())) continue;
                examine(act, sent, found);
                doTheRest(sent);
            }
            return found;
        });
    }

    /** How many pages the statement reads, its functions' own among them, once these are planned. */
    public long pages(String sql) {
        return asApplication(sql, () -> {
            explained(sql, List.of());
            return pages(explained(sql, List.of()));
        });
    }

    private interface Work<T> {
        T done() throws SQLException, ReflectiveOperationException, JsonProcessingException;
    }

    private <T> T asApplication(String what, Work<T> work) {
        try {
            superuser.setAutoCommit(false);
            execute("set local role parley_app");
            execute("set local search_path = camunda, parley");
            return work.done();
        } catch (SQLException | ReflectiveOperationException | JsonProcessingException failed) {
            throw new IllegalStateException(what, failed);
        } finally {
            undo();
        }
    }

    private static boolean isPlanned(String sql) {
        return Stream.of("select", "with", "insert", "update", "delete")
                .anyMatch(sql.strip().toLowerCase(Locale.ROOT)::startsWith);
    }

    private void examine(String act, Sent sent, List<String> found)
            throws SQLException, ReflectiveOperationException, JsonProcessingException {
        var plan = explained(
                sent.sql(), sent.rows().stream().limit(1).flatMap(List::stream).toList());
        var pages = pages(plan);
        var examined = rows(plan.path("Plan"));
        var told = plan.path("Plan").path("Actual Rows").asLong();
        if (examined > MOST_ROWS || pages > MOST_PAGES + PAGES_OF_A_ROW * told)
            found.add("%s: %d rows, %d pages, %s ms: %s"
                    .formatted(act, examined, pages, plan.path("Execution Time"), sent.sql()));
    }

    private JsonNode explained(String sql, List<ParameterSetOperation> parameters)
            throws SQLException, ReflectiveOperationException, JsonProcessingException {
        try (var statement = superuser.prepareStatement("explain (analyze, buffers, format json) " + sql)) {
            set(statement, parameters);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return JSON.readTree(rows.getString(1)).get(0);
            }
        }
    }

    private static long pages(JsonNode plan) {
        return plan.path("Plan").path("Shared Hit Blocks").asLong()
                + plan.path("Plan").path("Shared Read Blocks").asLong();
    }

    /** What else is in a batch is only done. */
    private void doTheRest(Sent sent) throws SQLException, ReflectiveOperationException {
        if (sent.rows().size() < 2) return;
        try (var statement = superuser.prepareStatement(sent.sql())) {
            for (var row : sent.rows().subList(1, sent.rows().size())) {
                set(statement, row);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void set(PreparedStatement statement, List<ParameterSetOperation> row)
            throws ReflectiveOperationException {
        for (var parameter : row) parameter.getMethod().invoke(statement, parameter.getArgs());
    }

    /** The most that a node of the plan has passed on or thrown away. */
    private static long rows(JsonNode node) {
        var most = node.path("Actual Rows").asLong() * node.path("Actual Loops").asLong();
        for (var removed :
                List.of("Rows Removed by Filter", "Rows Removed by Index Recheck", "Rows Removed by Join Filter"))
            most = Math.max(
                    most,
                    node.path(removed).asLong() * node.path("Actual Loops").asLong());
        for (var child : node.path("Plans")) most = Math.max(most, rows(child));
        return most;
    }

    private void execute(String sql) throws SQLException {
        try (var statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }

    private void undo() {
        try {
            superuser.rollback();
            superuser.setAutoCommit(true);
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
