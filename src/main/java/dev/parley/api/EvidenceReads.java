package dev.parley.api;

import dev.parley.dispute.Exhibits;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads evidence. */
@Component
@Transactional(readOnly = true)
class EvidenceReads {
    private final Access access;
    private final Exhibits exhibits;

    EvidenceReads(Access access, Exhibits exhibits) {
        this.access = access;
        this.exhibits = exhibits;
    }

    Exhibits.Download content(Caller caller, UUID id) {
        return exhibits.download(access.evidence(caller, id));
    }

    /** What an upload answers: kept with its key, and so without what may have to be erased. */
    EvidenceView withoutName(UUID id) {
        return EvidenceView.of(exhibits.find(id).orElseThrow(), null);
    }
}
