package dev.parley.dispute;

import dev.parley.shared.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The content of evidence, each under its SHA-256 in a folder outside the web root: written aside, forced to disk,
 * and moved into place in the transaction of its row. So a row never lacks its file, whenever the process dies; a file
 * without a row is one of the {@link Leftovers}.
 */
@Component
class EvidenceFiles {
    /** How the names of files end that are still aside. */
    static final String ASIDE = ".part";

    private final Path folder;
    private final VirusScanner scanner;

    EvidenceFiles(@Value("${parley.evidence.folder}") Path folder, VirusScanner scanner) {
        this.folder = folder.toAbsolutePath().normalize();
        this.scanner = scanner;
    }

    /** Takes in what arrives and looks at it: to be called outside any transaction, it waits for sender and scanner. */
    ReceivedFile receive(InputStream content) {
        try {
            var aside = newAside();
            try {
                return examine(aside, write(content, aside));
            } catch (IOException | RuntimeException unusable) {
                Files.deleteIfExists(aside);
                throw unusable;
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Moves what was received under its hash, and forces that to disk too. */
    void keep(ReceivedFile file) {
        try {
            var shelf = Files.createDirectories(shelf(file.sha256()));
            Files.move(file.aside(), shelf.resolve(file.sha256()), StandardCopyOption.ATOMIC_MOVE);
            force(shelf, StandardOpenOption.READ);
            force(folder, StandardOpenOption.READ);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Path path(String sha256) {
        return shelf(sha256).resolve(sha256);
    }

    private Path shelf(String sha256) {
        return folder.resolve(sha256.substring(0, 2));
    }

    Path folder() {
        return folder;
    }

    /** So long ago by the clock that the files' times are of, which may be another machine's. */
    FileTime ago(Duration time) {
        try {
            var young = newAside();
            try {
                return FileTime.from(
                        Files.getLastModifiedTime(young).toInstant().minus(time));
            } finally {
                Files.deleteIfExists(young);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static boolean isOlder(Path file, FileTime before) {
        try {
            return Files.isRegularFile(file) && Files.getLastModifiedTime(file).compareTo(before) < 0;
        } catch (IOException movedMeanwhile) {
            return false;
        }
    }

    Path newAside() throws IOException {
        Files.createDirectories(folder);
        return Files.createTempFile(folder, "upload", ASIDE);
    }

    /** Whether the file is there and still what it was when it was kept. */
    boolean isWhole(String sha256) {
        try (var content = new DigestInputStream(Files.newInputStream(path(sha256)), sha256())) {
            content.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(content.getMessageDigest().digest()).equals(sha256);
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private ReceivedFile examine(Path aside, String sha256) throws IOException {
        var size = Files.size(aside);
        if (size == 0) throw Refused.badInput("evidence-empty", "file", "the document is empty");
        var type = ContentTypes.of(aside);
        if (!EvidenceLimits.MEDIA_TYPES.contains(type))
            throw Refused.badInput(
                    "evidence-type", "file", type + " is not among the types taken: " + EvidenceLimits.MEDIA_TYPES);
        var scan = scanner.scan(aside);
        if (scan == Scan.INFECTED)
            throw Refused.badInput("evidence-infected", "file", "a virus was found in the document");
        return new ReceivedFile(aside, sha256, type, size, scan);
    }

    private static String write(InputStream content, Path aside) throws IOException {
        var sha = sha256();
        try (var out = new DigestOutputStream(Files.newOutputStream(aside), sha)) {
            var buffer = new byte[8192];
            long written = 0;
            for (int read; (read = content.read(buffer)) >= 0; out.write(buffer, 0, read))
                if ((written += read) > EvidenceLimits.LARGEST_BYTES)
                    throw Refused.badInput(
                            "evidence-too-large",
                            "file",
                            "a document has at most " + EvidenceLimits.LARGEST_BYTES + " bytes");
        }
        force(aside, StandardOpenOption.WRITE);
        return HexFormat.of().formatHex(sha.digest());
    }

    private static void force(Path path, StandardOpenOption how) throws IOException {
        try (var channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
