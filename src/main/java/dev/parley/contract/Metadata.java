package dev.parley.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a contracts system keeps with a contract, milestone or case for itself. It comes back untouched, in its order, and
 * nothing here reads it; it is neither encrypted nor erased with a person's texts, so it is no place for those.
 */
@Component
public class Metadata {
    /** Entries; characters of a key, and of a value. */
    public static final int MOST = 50;

    public static final int LONGEST_KEY = 40;
    public static final int LONGEST_VALUE = 500;

    private static final JsonMapper JSON = new JsonMapper();

    private static final TypeReference<Map<String, String>> ENTRIES = new TypeReference<>() {};

    private final JdbcClient db;

    Metadata(JdbcClient db) {
        this.db = db;
    }

    /** In the transaction of the act that the subject comes from. */
    public void keep(UUID subject, @Nullable Map<String, String> entries) {
        if (entries == null || entries.isEmpty()) return;
        db.sql("insert into metadata (subject, entries) values (?, ?)")
                .params(subject, write(entries))
                .update();
    }

    /** Of each subject that has any. */
    public Map<UUID, Map<String, String>> of(Collection<UUID> subjects) {
        var found = new HashMap<UUID, Map<String, String>>();
        db.sql("select subject, entries from metadata where subject in (:subjects)")
                .param("subjects", subjects)
                .query(row -> {
                    found.put(row.getObject("subject", UUID.class), read(row.getString("entries")));
                });
        return found;
    }

    public Map<String, String> of(UUID subject) {
        return of(List.of(subject)).getOrDefault(subject, Map.of());
    }

    private static String write(Map<String, String> entries) {
        try {
            return JSON.writeValueAsString(entries);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, String> read(String entries) {
        try {
            return JSON.readValue(entries, ENTRIES);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
