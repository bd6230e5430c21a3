package dev.parley.dispute;

import dev.parley.shared.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import org.apache.tika.Tika;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The content of evidence, each under its SHA-256 in a folder outside the web root: written aside, forced to disk,
 * then moved into place, so that a file is there whole or not at all.
 */
@Component
class EvidenceFiles {
    /** The largest document, in bytes. */
    private static final long LARGEST = 20L * 1024 * 1024;

    private static final Set<String> TAKEN = Set.of(
            "application/pdf",
            "image/png",
            "image/jpeg",
            "image/gif",
            "image/webp",
            "text/plain",
            "text/csv",
            "application/zip",
            "application/msword",
            "application/vnd.ms-excel",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "application/vnd.oasis.opendocument.text",
            "message/rfc822");

    private final Path folder;
    private final Tika tika = new Tika();

    EvidenceFiles(@Value("${parley.evidence.folder}") Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** What was written. */
    record Kept(String sha256, String mediaType, long sizeBytes) {}

    Kept keep(InputStream content) {
        try {
            Files.createDirectories(folder);
            var aside = Files.createTempFile(folder, "upload", ".part");
            try {
                return move(aside, write(content, aside));
            } finally {
                Files.deleteIfExists(aside);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Path path(String sha256) {
        return folder.resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    private Kept move(Path aside, String sha256) throws IOException {
        var size = Files.size(aside);
        if (size == 0) throw Refused.badInput("evidence-empty", "file", "the document is empty");
        var type = tika.detect(aside);
        if (!TAKEN.contains(type))
            throw Refused.badInput("evidence-type", "file", type + " is not among the types taken: " + TAKEN);
        Files.createDirectories(path(sha256).getParent());
        Files.move(aside, path(sha256), StandardCopyOption.ATOMIC_MOVE);
        return new Kept(sha256, type, size);
    }

    private static String write(InputStream content, Path aside) throws IOException {
        var sha = sha256();
        try (var out = new DigestOutputStream(Files.newOutputStream(aside), sha)) {
            var buffer = new byte[8192];
            long written = 0;
            for (int read; (read = content.read(buffer)) >= 0; out.write(buffer, 0, read))
                if ((written += read) > LARGEST)
                    throw Refused.badInput(
                            "evidence-too-large", "file", "a document has at most " + LARGEST + " bytes");
        }
        try (var channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
