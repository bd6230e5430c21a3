package dev.parley.portal;

import dev.parley.process.DisputeActs;
import dev.parley.shared.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/** Takes the documents of a party (DIS-2, DIS-8). */
@Component
class Uploads {
    private static final int LONGEST_NAME = 200;
    private final DisputeActs acts;

    Uploads(DisputeActs acts) {
        this.acts = acts;
    }

    static boolean isEmpty(@Nullable MultipartFile file) {
        return file == null
                || (file.isEmpty() && String.valueOf(file.getOriginalFilename()).isEmpty());
    }

    /** A document that this side has added before is the one that is there: a form may be sent twice. */
    UUID keep(Matter matter, MultipartFile file) {
        var name = name(file);
        var sha256 = sha256(file);
        return matter.papers().own().stream()
                .filter(one -> one.sha256().equals(sha256)
                        && matter.papers().words(one.name()).equals(name))
                .map(one -> one.id())
                .findFirst()
                .orElseGet(() -> acts.keepEvidence(
                        matter.milestone().id(),
                        matter.side(),
                        name,
                        open(file),
                        matter.visit().actor()));
    }

    /** The last part of the name that was sent, on one line: shown, never used as a path. */
    private static String name(MultipartFile file) {
        var sent = String.valueOf(file.getOriginalFilename());
        var name = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1)
                .replaceAll("[\\p{Cntrl}\\v\\p{Cs}\\u202a-\\u202e\\u2066-\\u2069]", " ")
                .strip();
        if (name.isEmpty()) throw Refused.badInput("file-missing", "file", "the file has a name");
        return name.length() <= LONGEST_NAME ? name : name.substring(name.length() - LONGEST_NAME);
    }

    private static String sha256(MultipartFile file) {
        try (var content = new DigestInputStream(open(file), MessageDigest.getInstance("SHA-256"))) {
            content.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(content.getMessageDigest().digest());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static InputStream open(MultipartFile file) {
        try {
            return file.getInputStream();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
