package dev.parley.dispute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Removes what uploads left that died or were rolled back: files that no row names, a day old at least. */
@Component
class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final Duration GRACE = Duration.ofDays(1);
    private static final int FEW = 20;

    private final EvidenceFiles files;
    private final EvidenceContents contents;
    private final TransactionOperations transaction;

    Leftovers(EvidenceFiles files, EvidenceContents contents, TransactionOperations transaction) {
        this.files = files;
        this.contents = contents;
        this.transaction = transaction;
    }

    /** Returns how many files it removed. */
    int sweep() {
        try {
            var before = files.ago(GRACE);
            return sweepAsides(before) + sweepKept(before);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private int sweepAsides(FileTime before) throws IOException {
        var removed = 0;
        for (var aside : list(files.folder(), file -> file.toString().endsWith(EvidenceFiles.ASIDE)))
            if (EvidenceFiles.isOlder(aside, before) && Files.deleteIfExists(aside)) removed++;
        return removed;
    }

    int sweepKept(FileTime before) throws IOException {
        var old = new ArrayList<String>();
        var unknown = new HashSet<String>();
        for (var shelf : list(files.folder(), Files::isDirectory)) {
            var here = list(shelf, file -> EvidenceFiles.isOlder(file, before)).stream()
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[0-9a-f]{64}"))
                    .toList();
            old.addAll(here);
            unknown.addAll(here);
            contents.known(here).forEach(unknown::remove);
        }
        if (unknown.size() > FEW && unknown.size() > old.size() / 2) {
            LOG.error(
                    "{} of {} files of evidence are in no row: nothing is removed. Do {} and the database belong together?",
                    unknown.size(),
                    old.size(),
                    files.folder());
            return 0;
        }
        return (int) unknown.stream().filter(hash -> remove(hash, before)).count();
    }

    /** Asked again under the lock that an upload of the same content holds from its move to its commit. */
    private boolean remove(String sha256, FileTime before) {
        return transaction.execute(status -> {
            contents.lock(sha256);
            var file = files.path(sha256);
            if (!EvidenceFiles.isOlder(file, before)
                    || !contents.known(List.of(sha256)).isEmpty()) return false;
            LOG.warn("Removing evidence that no row names: {}", sha256);
            return delete(file);
        });
    }

    private static boolean delete(Path file) {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<Path> list(Path folder, Predicate<Path> which) throws IOException {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(which).toList();
        }
    }
}
