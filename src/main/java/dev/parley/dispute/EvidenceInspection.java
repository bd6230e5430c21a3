package dev.parley.dispute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Whether the rows and the files of evidence belong together: each row has its file, and no file is an orphan. */
@Component
public class EvidenceInspection {
    /** What an upload left is removed a day later, by a sweep that has a day to come by. */
    private static final Duration ORPHAN_AFTER = Duration.ofDays(2);

    private final EvidenceFiles files;
    private final EvidenceContents contents;

    EvidenceInspection(EvidenceFiles files, EvidenceContents contents) {
        this.files = files;
        this.contents = contents;
    }

    /** The hashes of the rows whose file is gone or not what it was: reads every file. */
    public List<String> damaged() {
        return contents.all().stream().filter(sha256 -> !files.isWhole(sha256)).toList();
    }

    /** The files that no row names, for longer than an upload or the sweep takes. */
    public List<String> orphans() {
        if (!Files.isDirectory(files.folder())) return List.of();
        var known = new HashSet<>(contents.all());
        var since = files.ago(ORPHAN_AFTER);
        try (Stream<Path> all = Files.walk(files.folder())) {
            return all.filter(file -> EvidenceFiles.isOlder(file, since))
                    .filter(file -> !known.contains(file.getFileName().toString()))
                    .map(file -> files.folder().relativize(file).toString())
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
