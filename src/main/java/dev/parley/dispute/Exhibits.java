package dev.parley.dispute;

import dev.parley.shared.Ids;
import dev.parley.shared.Refused;
import dev.parley.shared.Side;
import dev.parley.shared.Texts;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The evidence of both sides: its rows here, its content in the {@link EvidenceFiles}. */
@Component
public class Exhibits {
    /** The most documents that one filing or response can name. */
    public static final int MOST_PER_STATEMENT = 20;

    private final JdbcClient db;
    private final EvidenceFiles files;
    private final Texts texts;

    Exhibits(JdbcClient db, EvidenceFiles files, Texts texts) {
        this.db = db;
        this.files = files;
        this.texts = texts;
    }

    /** A document as it is kept: type by content, size in bytes, SHA-256 in hex. */
    public record Evidence(
            UUID id,
            UUID milestone,
            Side side,
            UUID name,
            String mediaType,
            long sizeBytes,
            String sha256,
            Instant at) {}

    /** Keeps a document for one side of a milestone; what it is is told by its content, not by its name. */
    public Evidence keep(UUID milestone, Side side, String name, InputStream content) {
        var file = files.keep(content);
        var id = Ids.next();
        db.sql("insert into evidence values (?, ?, ?, ?, ?, ?, ?, parley.now())")
                .params(
                        id,
                        milestone,
                        side.name(),
                        texts.keep(milestone, name).id(),
                        file.mediaType(),
                        file.sizeBytes(),
                        file.sha256())
                .update();
        return find(id).orElseThrow();
    }

    public Optional<Evidence> find(UUID id) {
        return db.sql("select * from evidence where id = ?")
                .param(id)
                .query(Exhibits::read)
                .optional();
    }

    public List<Evidence> of(UUID milestone) {
        return db.sql("select * from evidence where milestone_id = ? order by uploaded_at, id")
                .param(milestone)
                .query(Exhibits::read)
                .list();
    }

    /** Where the content lies: to be read, never written. */
    public Path content(Evidence evidence) {
        return files.path(evidence.sha256());
    }

    /** The named documents of that side, with their hashes; a stranger's or an unknown one is refused. */
    public List<Document.Exhibit> named(UUID milestone, Side side, List<UUID> ids) {
        if (ids.isEmpty()) return List.of();
        if (ids.size() > MOST_PER_STATEMENT)
            throw Refused.badInput("evidence-too-many", "evidence", "at most " + MOST_PER_STATEMENT + " documents");
        Map<UUID, Evidence> own = of(milestone).stream()
                .filter(evidence -> evidence.side() == side)
                .collect(Collectors.toMap(Evidence::id, Function.identity()));
        return ids.stream().distinct().map(id -> exhibit(own, id)).toList();
    }

    private static Document.Exhibit exhibit(Map<UUID, Evidence> own, UUID id) {
        var evidence = own.get(id);
        if (evidence == null)
            throw Refused.badInput("evidence-unknown", "evidence", id + " is no document of this side and milestone");
        return new Document.Exhibit(id, evidence.sha256());
    }

    private static Evidence read(ResultSet row, int n) throws SQLException {
        return new Evidence(
                row.getObject("id", UUID.class),
                row.getObject("milestone_id", UUID.class),
                Side.valueOf(row.getString("side")),
                row.getObject("name_id", UUID.class),
                row.getString("media_type"),
                row.getLong("size_bytes"),
                row.getString("sha256"),
                row.getObject("uploaded_at", OffsetDateTime.class).toInstant());
    }
}
