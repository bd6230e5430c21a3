package dev.parley.dispute;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.shared.Refused;
import dev.parley.shared.Side;
import dev.parley.shared.Unchanging;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The sealed documents of each case. */
@Component
public class CaseFile {
    private final JdbcClient db;
    private final ObjectMapper json;

    CaseFile(JdbcClient db, ObjectMapper json) {
        this.db = db;
        this.json = json;
    }

    /** A sealed document, when it was sealed, and the SHA-256, in hex, of the very bytes kept. */
    public record Sealed(Document document, Instant at, String sha256) {}

    private record Slot(UUID caseId, Document.Kind kind, String slot) {}

    private record WithHash(Slot slot) {}

    /** Seals the document. Its slot is taken once: a second one is refused, whatever it says. */
    public void seal(UUID caseId, Document document) {
        var body = write(document);
        var sealed = db.sql("select parley.seal(?, ?, ?, ?)")
                .params(caseId, document.kind().name(), document.slot(), body)
                .query(Boolean.class)
                .single();
        if (!sealed)
            throw Refused.conflict(
                    "already-sealed",
                    "this " + document.kind().name().toLowerCase(Locale.ROOT)
                            + " was made before and can't be changed");
        Unchanging.written(new Slot(caseId, document.kind(), document.slot()), body);
    }

    /** Oldest first. */
    public List<Sealed> of(UUID caseId) {
        return db.sql(
                        "select kind, body, sha256, sealed_at from sealed where case_id = ? order by sealed_at, kind, slot")
                .param(caseId)
                .query(this::sealed)
                .list();
    }

    /** One of them, with its hash. */
    public Sealed sealed(UUID caseId, Document.Kind kind, String slot) {
        return Unchanging.known(
                new WithHash(new Slot(caseId, kind, slot)),
                Sealed.class,
                () -> db.sql(
                                "select kind, body, sha256, sealed_at from sealed where case_id = ? and kind = ? and slot = ?")
                        .params(caseId, kind.name(), slot)
                        .query(this::sealed)
                        .single());
    }

    /** The newest filing. */
    public Document.Filing filing(UUID caseId, int version) {
        return find(caseId, Document.Kind.FILING, String.valueOf(version), Document.Filing.class)
                .orElseThrow();
    }

    public <D extends Document> Optional<D> find(UUID caseId, Document.Kind kind, String slot, Class<D> type) {
        return body(new Slot(caseId, kind, slot)).map(body -> type.cast(read(kind, body)));
    }

    private Optional<String> body(Slot slot) {
        return Unchanging.knownIfAny(
                slot,
                String.class,
                () -> db.sql("select body from sealed where case_id = ? and kind = ? and slot = ?")
                        .params(slot.caseId(), slot.kind().name(), slot.slot())
                        .query(String.class)
                        .optional());
    }

    public <D extends Document> List<D> all(UUID caseId, Document.Kind kind, Class<D> type) {
        return db.sql("select body from sealed where case_id = ? and kind = ? order by sealed_at, slot")
                .params(caseId, kind.name())
                .query((row, n) -> type.cast(read(kind, row.getString("body"))))
                .list();
    }

    public List<Document.Offer> offers(UUID caseId) {
        return all(caseId, Document.Kind.OFFER, Document.Offer.class).stream()
                .sorted(Comparator.comparingInt(Document.Offer::number))
                .toList();
    }

    /** The offer of that side that can be accepted now: its last one, made at this stage on this request (DIS-10). */
    public Optional<Document.Offer> openOffer(Dispute dispute, List<Document.Offer> offers, Side by) {
        return offers.stream()
                .filter(offer -> offer.by() == by)
                .reduce((earlier, later) -> later)
                .filter(offer -> dispute.ending().isEmpty()
                        && offer.stage() == dispute.stage()
                        && offer.requestVersion() == dispute.requestVersion());
    }

    private Sealed sealed(ResultSet row, int n) throws SQLException {
        return new Sealed(
                read(Document.Kind.valueOf(row.getString("kind")), row.getString("body")),
                row.getObject("sealed_at", OffsetDateTime.class).toInstant(),
                row.getString("sha256"));
    }

    private String write(Document document) {
        try {
            return json.writeValueAsString(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Document read(Document.Kind kind, String body) {
        try {
            return json.readValue(body, kind.type());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
