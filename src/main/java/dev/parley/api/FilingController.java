package dev.parley.api;

import dev.parley.dispute.EvidenceLimits;
import dev.parley.process.DisputeActs;
import dev.parley.shared.Money;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the freelancer does with a filing. */
@RestController
@RequestMapping("/api/v1/disputes/{id}")
@Tag(name = "Disputes: filing")
class FilingController {
    private final DisputeActs acts;
    private final DisputeReads reads;

    FilingController(DisputeActs acts, DisputeReads reads) {
        this.acts = acts;
        this.reads = reads;
    }

    /** The next version of the request, whole. */
    record UpdateRequest(
            @NotNull @MoreThanZero Money amount,
            @Statement String statement,
            @Size(max = EvidenceLimits.MOST_PER_STATEMENT) List<UUID> evidence) {}

    @PostMapping("/request")
    @Operation(summary = "Update the request until the client has responded: a new version beside the old (DIS-9)")
    ResponseEntity<Answer<DisputeView.Brief>> update(
            @PathVariable UUID id, @Valid @RequestBody UpdateRequest update, Once once) {
        return once.run(update, by -> {
            acts.update(id, update.amount(), update.statement(), update.evidence(), by);
            return Reply.ok(reads.brief(id));
        });
    }

    @PostMapping("/withdrawal")
    @Operation(summary = "Withdraw the filing until the Notice of Non-Resolution; final for its submission (DIS-10)")
    ResponseEntity<Answer<DisputeView.Brief>> withdraw(@PathVariable UUID id, Once once) {
        return once.run(null, by -> {
            acts.withdraw(id, by);
            return Reply.ok(reads.brief(id));
        });
    }
}
