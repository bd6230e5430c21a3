package dev.parley.api;

import dev.parley.process.DisputeActs;
import dev.parley.shared.Refused;
import dev.parley.shared.Side;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Documents of both sides, uploaded before they are named in a filing or a response. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Evidence")
class EvidenceController {
    private static final int LONGEST_NAME = 200;

    private final DisputeActs acts;
    private final EvidenceReads reads;

    EvidenceController(DisputeActs acts, EvidenceReads reads) {
        this.acts = acts;
        this.reads = reads;
    }

    /** What makes an upload the same when it is repeated. */
    private record Upload(Side side, String name, String sha256) {}

    @PostMapping(path = "/milestones/{id}/evidence", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Upload a document of one side, of at most 20 MB (DIS-2, DIS-8)")
    ResponseEntity<Answer<EvidenceView>> upload(
            @PathVariable UUID id, @RequestParam Side side, @RequestPart MultipartFile file, Once once) {
        var name = name(file);
        return once.run(new Upload(side, name, sha256(file)), by -> {
            var evidence = acts.keepEvidence(id, side, name, open(file), by);
            return Reply.created("/api/v1/evidence/" + evidence, reads.withoutName(evidence));
        });
    }

    @GetMapping("/evidence/{id}")
    @Operation(summary = "Download a document")
    ResponseEntity<Resource> download(@PathVariable UUID id, Caller caller) {
        var download = reads.content(caller, id);
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, download.disposition())
                .header("X-Content-Type-Options", "nosniff")
                .contentType(MediaType.parseMediaType(download.mediaType()))
                .body(new FileSystemResource(download.content()));
    }

    /** The last part of the name that was sent, on one line. */
    private static String name(MultipartFile file) {
        var sent = file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
        var name = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1)
                .replaceAll("[\\p{Cntrl}\\v\\p{Cs}]", " ")
                .strip();
        if (name.isEmpty()) throw Refused.badInput("missing", "file", "the file has a name");
        if (name.length() > LONGEST_NAME)
            throw Refused.badInput("invalid", "file", "its name has at most " + LONGEST_NAME + " characters");
        return name;
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
