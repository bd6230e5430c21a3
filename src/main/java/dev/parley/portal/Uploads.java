package dev.parley.portal;

import dev.parley.dispute.Exhibits;
import dev.parley.dispute.FileName;
import dev.parley.process.DisputeActs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/** Takes the documents of a party (DIS-2, DIS-8). */
@Component
class Uploads {
    private final DisputeActs acts;
    private final Exhibits exhibits;

    Uploads(DisputeActs acts, Exhibits exhibits) {
        this.acts = acts;
        this.exhibits = exhibits;
    }

    static boolean isEmpty(@Nullable MultipartFile file) {
        return file == null
                || (file.isEmpty() && String.valueOf(file.getOriginalFilename()).isEmpty());
    }

    /** A document that this side has added before is the one that is there: a form may be sent twice. */
    UUID keep(Matter matter, MultipartFile file) {
        var name = FileName.of(file.getOriginalFilename());
        try (var content = file.getInputStream();
                var received = exhibits.receive(content)) {
            return matter.papers().own().stream()
                    .filter(one -> one.sha256().equals(received.sha256())
                            && matter.papers().words(one.name()).equals(name))
                    .map(one -> one.id())
                    .findFirst()
                    .orElseGet(() -> acts.keepEvidence(
                            matter.milestone().id(),
                            matter.side(),
                            name,
                            received,
                            matter.visit().actor()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
