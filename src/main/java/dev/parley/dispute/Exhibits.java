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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The evidence of both sides: its rows here, its content in the {@link EvidenceFiles}. */
@Component
public class Exhibits {
    private static final Logger LOG = LoggerFactory.getLogger(Exhibits.class);
    private static final String SELECT = "select evidence.*, scan from evidence join evidence_content using (sha256) ";

    private final JdbcClient db;
    private final EvidenceFiles files;
    private final EvidenceContents contents;
    private final Texts texts;

    Exhibits(JdbcClient db, EvidenceFiles files, EvidenceContents contents, Texts texts) {
        this.db = db;
        this.files = files;
        this.contents = contents;
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
            Instant at,
            Scan scan) {}

    /** A document to be saved, never shown: with these headers a browser opens nothing of what strangers uploaded. */
    public record Download(Path content, Map<String, String> headers) {}

    /** Takes in a document that arrives, to be kept; outside any transaction, since it waits for the sender. */
    public ReceivedFile receive(InputStream content) {
        return files.receive(content);
    }

    /** Keeps a document for one side of a milestone, whose row is locked. */
    public Evidence keep(UUID milestone, Side side, String name, ReceivedFile file) {
        requireRoom(milestone, side, file.sizeBytes());
        contents.lock(file.sha256());
        if (contents.keep(file.sha256(), file.scan()) == Scan.INFECTED) throw infected();
        files.keep(file);
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
        return db.sql(SELECT + "where id = ?").param(id).query(Exhibits::read).optional();
    }

    public List<Evidence> of(UUID milestone) {
        return db.sql(SELECT + "where milestone_id = ? order by uploaded_at, id")
                .param(milestone)
                .query(Exhibits::read)
                .list();
    }

    /** The content, verified: a file that is infected, gone or changed is refused. */
    public Download download(Evidence evidence) {
        if (evidence.scan() == Scan.INFECTED) throw infected();
        if (!files.isWhole(evidence.sha256())) {
            LOG.error("The file of evidence {} is gone or not what it was: {}", evidence.id(), evidence.sha256());
            throw Refused.conflict(
                    "evidence-damaged",
                    "the stored file is not the one that was uploaded: operations are to look into it");
        }
        return new Download(
                files.path(evidence.sha256()),
                Map.of(
                        "Content-Type",
                        evidence.mediaType(),
                        "Content-Disposition",
                        FileName.asAttachment(texts.read(evidence.name())),
                        "X-Content-Type-Options",
                        "nosniff",
                        "Content-Security-Policy",
                        "default-src 'none'; frame-ancestors 'none'; sandbox"));
    }

    private void requireRoom(UUID milestone, Side side, long bytes) {
        var kept = of(milestone).stream()
                .filter(evidence -> evidence.side() == side)
                .toList();
        if (kept.size() >= EvidenceLimits.MOST_PER_SIDE)
            throw Refused.conflict(
                    "evidence-full",
                    "a side of a milestone has at most " + EvidenceLimits.MOST_PER_SIDE + " documents");
        if (kept.stream().mapToLong(Evidence::sizeBytes).sum() + bytes > EvidenceLimits.MOST_BYTES_PER_SIDE)
            throw Refused.conflict(
                    "evidence-full",
                    "the documents of a side of a milestone have at most " + EvidenceLimits.MOST_BYTES_PER_SIDE
                            + " bytes together");
    }

    private static Refused infected() {
        return Refused.conflict("evidence-infected", "a virus was found in the document");
    }

    /** The named documents of that side, with their hashes; a stranger's or an unknown one is refused. */
    public List<Document.Exhibit> named(UUID milestone, Side side, List<UUID> ids) {
        if (ids.isEmpty()) return List.of();
        if (ids.size() > EvidenceLimits.MOST_PER_STATEMENT)
            throw Refused.badInput(
                    "evidence-too-many", "evidence", "at most " + EvidenceLimits.MOST_PER_STATEMENT + " documents");
        Map<UUID, Evidence> own = of(milestone).stream()
                .filter(evidence -> evidence.side() == side)
                .collect(Collectors.toMap(Evidence::id, Function.identity()));
        return ids.stream().distinct().map(id -> exhibit(own, id)).toList();
    }

    private static Document.Exhibit exhibit(Map<UUID, Evidence> own, UUID id) {
        var evidence = own.get(id);
        if (evidence == null)
            throw Refused.badInput("evidence-elsewhere", "evidence", id + " is no document of this side and milestone");
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
                row.getObject("uploaded_at", OffsetDateTime.class).toInstant(),
                Scan.valueOf(row.getString("scan")));
    }
}
