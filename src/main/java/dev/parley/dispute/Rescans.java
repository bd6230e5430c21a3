package dev.parley.dispute;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Scans again what was kept while no scanner answered. */
@Component
class Rescans {
    private static final Logger LOG = LoggerFactory.getLogger(Rescans.class);
    private static final int BATCH = 20;

    private final VirusScanner scanner;
    private final EvidenceFiles files;
    private final EvidenceContents contents;

    Rescans(VirusScanner scanner, EvidenceFiles files, EvidenceContents contents) {
        this.scanner = scanner;
        this.files = files;
        this.contents = contents;
    }

    /** Stops at the first that gets no answer, and begins with another next time. Returns how many were answered. */
    int rescan() {
        if (!scanner.isOn()) return 0;
        var answered = 0;
        for (var sha256 : contents.unscanned(BATCH)) {
            var scan = scanner.scan(files.path(sha256));
            contents.keep(sha256, scan);
            if (scan == Scan.UNSCANNED) break;
            if (scan == Scan.INFECTED)
                LOG.error("A virus was found in evidence {}: it is not handed out any more", sha256);
            answered++;
        }
        return answered;
    }
}
