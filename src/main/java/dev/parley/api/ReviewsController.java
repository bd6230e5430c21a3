package dev.parley.api;

import dev.parley.process.ReviewActs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The client's review of submitted work; its id is the version that the client saw (DIS-13). */
@RestController
@RequestMapping("/api/v1/reviews/{id}")
@Tag(name = "Reviews")
class ReviewsController {
    private final ReviewActs acts;
    private final ReviewReads reads;

    ReviewsController(ReviewActs acts, ReviewReads reads) {
        this.acts = acts;
        this.reads = reads;
    }

    /** What the client asks to be changed. */
    record RequestChanges(@Statement String message) {}

    @GetMapping
    @Operation(summary = "Read a review")
    ReviewView read(@PathVariable UUID id, Caller caller) {
        return reads.view(caller, id);
    }

    @PostMapping("/approval")
    @Operation(summary = "Approve as the client: the amount is released at once (REV-2)")
    ResponseEntity<Answer<ReviewView>> approve(@PathVariable UUID id, Once once) {
        return once.run(null, by -> {
            acts.approve(id, by);
            return Reply.ok(reads.view(id));
        });
    }

    @PostMapping("/change-request")
    @Operation(summary = "Request changes as the client: the clock stops (REV-3)")
    ResponseEntity<Answer<ReviewView>> requestChanges(
            @PathVariable UUID id, @Valid @RequestBody RequestChanges changes, Once once) {
        return once.run(changes, by -> {
            acts.requestChanges(id, changes.message(), by);
            return Reply.ok(reads.view(id));
        });
    }
}
