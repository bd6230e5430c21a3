package dev.parley.api;

import dev.parley.dispute.Exhibits;
import dev.parley.dispute.Scan;
import dev.parley.shared.Side;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A document; what it is is told by its content, and the scan says whether a virus was looked for. */
record EvidenceView(
        UUID id,
        UUID milestone,
        Side side,
        @Nullable String name,
        String mediaType,
        long sizeBytes,
        String sha256,
        Instant uploadedAt,
        Scan scan) {
    static EvidenceView of(Exhibits.Evidence evidence, @Nullable String name) {
        return new EvidenceView(
                evidence.id(),
                evidence.milestone(),
                evidence.side(),
                name,
                evidence.mediaType(),
                evidence.sizeBytes(),
                evidence.sha256(),
                evidence.at(),
                evidence.scan());
    }
}
