package dev.parley.api;

import dev.parley.dispute.EvidenceLimits;
import dev.parley.dispute.Exhibits;
import dev.parley.dispute.FileName;
import dev.parley.process.DisputeActs;
import dev.parley.shared.Side;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.MultipartConfigElement;
import java.io.IOException;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
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
    private final DisputeActs acts;
    private final Exhibits exhibits;
    private final EvidenceReads reads;

    EvidenceController(DisputeActs acts, Exhibits exhibits, EvidenceReads reads) {
        this.acts = acts;
        this.exhibits = exhibits;
        this.reads = reads;
    }

    /** What makes an upload the same when it is repeated. */
    private record Upload(Side side, String name, String sha256) {}

    /** The largest document, and room for the form around it. */
    @Bean
    static MultipartConfigElement multipartConfigElement() {
        return new MultipartConfigElement(
                "", EvidenceLimits.LARGEST_BYTES, EvidenceLimits.LARGEST_BYTES + 1024 * 1024, 0);
    }

    @PostMapping(path = "/milestones/{id}/evidence", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Upload a document of one side, within the limits (DIS-2, DIS-8)")
    ResponseEntity<Answer<EvidenceView>> upload(
            @PathVariable UUID id, @RequestParam Side side, @RequestPart MultipartFile file, Once once)
            throws IOException {
        var name = FileName.of(file.getOriginalFilename());
        try (var content = file.getInputStream();
                var received = exhibits.receive(content)) {
            return once.run(new Upload(side, name, received.sha256()), by -> {
                var evidence = acts.keepEvidence(id, side, name, received, by);
                return Reply.created("/api/v1/evidence/" + evidence, reads.withoutName(evidence));
            });
        }
    }

    @GetMapping("/evidence/{id}")
    @Operation(summary = "Download a document")
    @ApiResponse(
            responseCode = "200",
            description = "The document as it was uploaded",
            content = @Content(mediaType = MediaType.ALL_VALUE, schema = @Schema(type = "string", format = "binary")))
    ResponseEntity<Resource> download(@PathVariable UUID id, Caller caller) {
        var download = reads.content(caller, id);
        return ResponseEntity.ok()
                .headers(headers -> download.headers().forEach(headers::set))
                .body(new FileSystemResource(download.content()));
    }
}
