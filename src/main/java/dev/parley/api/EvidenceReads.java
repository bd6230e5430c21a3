package dev.parley.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.dispute.Exhibits;
import dev.parley.shared.Texts;
import java.nio.file.Path;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads evidence. */
@Component
@Transactional(readOnly = true)
class EvidenceReads {
    private final Access access;
    private final Exhibits exhibits;
    private final Texts texts;

    EvidenceReads(Access access, Exhibits exhibits, Texts texts) {
        this.access = access;
        this.exhibits = exhibits;
        this.texts = texts;
    }

    /** A document to be saved, never shown: a browser opens nothing of what strangers uploaded. */
    record Download(Path content, String mediaType, String disposition) {}

    Download content(Caller caller, UUID id) {
        var evidence = access.evidence(caller, id);
        var disposition = ContentDisposition.attachment()
                .filename(texts.read(evidence.name()), UTF_8)
                .build();
        return new Download(exhibits.content(evidence), evidence.mediaType(), disposition.toString());
    }

    /** What an upload answers: kept with its key, and so without what may have to be erased. */
    EvidenceView withoutName(UUID id) {
        return EvidenceView.of(exhibits.find(id).orElseThrow(), null);
    }
}
