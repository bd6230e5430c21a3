package dev.parley.deadline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.parley.deadline.Deadline.State;
import dev.parley.shared.Clock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of the deadline table, each with the moves of its end, read in one statement. */
final class DeadlineRows {
    /** What to select, or return, of {@code deadline}. */
    static final String COLUMNS = """
             deadline.*, (
                select jsonb_agg(jsonb_build_object(
                           'number', number, 'cause', cause, 'fromDue', from_due, 'toDue', to_due, 'grounds', grounds,
                           'groundText', ground_text, 'steps', steps, 'at', at,
                           'actor', jsonb_build_object('kind', actor_kind, 'id', actor)) order by number)
                  from deadline_move where deadline_move.deadline = deadline.id) as moves\s""";

    /** Lenient in reading: nodes of two versions share the table. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private DeadlineRows() {}

    static Deadline read(ResultSet row, int n) throws SQLException {
        var moves = row.getString("moves");
        return new Deadline(
                row.getObject("id", UUID.class),
                row.getObject("subject", UUID.class),
                Rule.valueOf(row.getString("rule")),
                instant(row, "started_at"),
                instant(row, "due_at"),
                State.valueOf(row.getString("state")),
                nullableInstant(row, "decided_at"),
                read(row.getString("certificate"), new TypeReference<Certificate>() {}),
                moves == null ? List.of() : read(moves, new TypeReference<List<Move>>() {}));
    }

    /** The row with the instant of its decision, which is the now of the act (DEA-0). */
    static Deadline readWithNow(ResultSet row, int n) throws SQLException {
        takeAsNow(row, n);
        return read(row, n);
    }

    /** The instant of a decision: from here on it is the now of the act (DEA-0). */
    static Instant takeAsNow(ResultSet row, int n) throws SQLException {
        var now = instant(row, "now");
        Clock.read(now);
        return now;
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant nullableInstant(ResultSet row, String column) throws SQLException {
        return row.getObject(column) == null ? null : instant(row, column);
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
