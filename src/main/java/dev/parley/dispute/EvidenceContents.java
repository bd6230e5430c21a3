package dev.parley.dispute;

import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of the files that evidence consists of, one for each content: what no row names is left over. */
@Component
class EvidenceContents {
    private final JdbcClient db;

    EvidenceContents(JdbcClient db) {
        this.db = db;
    }

    /** Until the transaction ends nobody else keeps or removes this content. */
    void lock(String sha256) {
        db.sql("select pg_advisory_xact_lock(hashtextextended('evidence ' || ?, 0))")
                .param(sha256)
                .query((row, n) -> sha256)
                .single();
    }

    /** Records the content with what the scan said; a scanner that was away takes nothing back. Returns what holds now. */
    Scan keep(String sha256, Scan scan) {
        return db.sql("""
                        insert into evidence_content as kept (sha256, scan, looked_at) values (?, ?, parley.now())
                        on conflict (sha256) do update set looked_at = excluded.looked_at,
                            scan = case when excluded.scan = 'UNSCANNED' then kept.scan else excluded.scan end
                        returning scan
                        """).params(sha256, scan.name()).query(Scan.class).single();
    }

    List<String> all() {
        return db.sql("select sha256 from evidence_content").query(String.class).list();
    }

    List<String> known(Collection<String> hashes) {
        return db.sql("select sha256 from evidence_content where sha256 = any(?)")
                .param(hashes.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    /** What waits for a scanner, the longest untried first. */
    List<String> unscanned(int most) {
        return db.sql("select sha256 from evidence_content where scan = 'UNSCANNED' order by looked_at limit ?")
                .param(most)
                .query(String.class)
                .list();
    }
}
