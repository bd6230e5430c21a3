package dev.parley.api;

import dev.parley.delivery.Notices;
import dev.parley.delivery.Sent;
import dev.parley.process.NoticeActs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What became of notices after a mail server had accepted them. */
@RestController
@RequestMapping("/api/v1/notices/{id}")
@Tag(name = "Notices")
class NoticesController {
    private final NoticeActs acts;
    private final Notices notices;

    NoticesController(NoticeActs acts, Notices notices) {
        this.acts = acts;
        this.notices = notices;
    }

    /** Why a mail came back, in the words of the report. */
    record Bounce(@Line(max = 1000) String reason) {}

    /** Nothing but that the recipient has it. */
    record Acknowledgement() {}

    @PostMapping("/bounces")
    @Operation(summary = "Report that a notice came back; after its window's deadline that changes nothing (NOT-4)")
    ResponseEntity<Answer<Sent>> bounced(@PathVariable UUID id, @Valid @RequestBody Bounce bounce, Once once) {
        return once.run(bounce, by -> {
            acts.bounced(id, bounce.reason(), by);
            return Reply.ok(notices.get(id));
        });
    }

    @PostMapping("/acknowledgements")
    @Operation(summary = "Say that the recipient of a notice has it, whatever became of the mail (NOT-4)")
    ResponseEntity<Answer<Sent>> acknowledged(
            @PathVariable UUID id, @Valid @RequestBody Acknowledgement acknowledgement, Once once) {
        return once.run(acknowledgement, by -> {
            acts.acknowledged(id, by);
            return Reply.ok(notices.get(id));
        });
    }
}
