package dev.parley.dispute;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The client's answer while it is written (DIS-8): it answers nothing, and is gone once the answer is sealed. */
@Component
public class ResponseDrafts {
    private final JdbcClient db;

    ResponseDrafts(JdbcClient db) {
        this.db = db;
    }

    public void save(UUID caseId, String body) {
        db.sql("insert into response_draft values (?, ?, parley.now())"
                        + " on conflict (case_id) do update set body = excluded.body, saved_at = excluded.saved_at")
                .params(caseId, body)
                .update();
    }

    public Optional<String> find(UUID caseId) {
        return db.sql("select body from response_draft where case_id = ?")
                .param(caseId)
                .query(String.class)
                .optional();
    }

    public void discard(UUID caseId) {
        db.sql("delete from response_draft where case_id = ?").param(caseId).update();
    }
}
