package dev.parley.api;

import dev.parley.api.DisputeView.Said;
import dev.parley.dispute.DeclineReason;
import dev.parley.dispute.EvidenceLimits;
import dev.parley.process.DisputeActs;
import dev.parley.shared.Actor;
import dev.parley.shared.Refused;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The client's answer: written as a draft, then submitted and sealed. */
@RestController
@RequestMapping("/api/v1/disputes/{id}")
@Tag(name = "Disputes: response")
class ResponseController {
    private final DisputeActs acts;
    private final DisputeReads reads;
    private final Drafts drafts;

    ResponseController(DisputeActs acts, DisputeReads reads, Drafts drafts) {
        this.acts = acts;
        this.reads = reads;
        this.drafts = drafts;
    }

    /** The answer to the version of the request that the client saw; to approve is asked twice, to decline has grounds. */
    record Respond(
            @NotNull @Positive Integer requestVersion,
            @NotNull Said answer,
            @Nullable Boolean confirmed,
            @Nullable DeclineReason reason,
            @Nullable @Size(max = Statement.LONGEST) String description,
            @Size(max = EvidenceLimits.MOST_PER_STATEMENT) List<UUID> evidence) {

        void giveTo(DisputeActs acts, UUID dispute, Actor by) {
            switch (answer) {
                case APPROVE -> approve(acts, dispute, by);
                case DECLINE -> decline(acts, dispute, by);
            }
        }

        private void approve(DisputeActs acts, UUID dispute, Actor by) {
            if (reason != null) throw notWithApproval("reason");
            if (description != null) throw notWithApproval("description");
            if (!evidence.isEmpty()) throw notWithApproval("evidence");
            if (!Boolean.TRUE.equals(confirmed))
                throw Refused.badInput(
                        "confirmation-needed", "confirmed", "an approval is asked for twice: send \"confirmed\": true");
            acts.approve(dispute, requestVersion, by);
        }

        private void decline(DisputeActs acts, UUID dispute, Actor by) {
            if (confirmed != null)
                throw Refused.badInput("not-with-decline", "confirmed", "only an approval is confirmed");
            if (reason == null) throw Refused.badInput("missing", "reason", "a decline has a reason");
            if (description == null || description.isBlank())
                throw Refused.badInput("missing", "description", "a decline has a description");
            acts.decline(dispute, requestVersion, reason, description, evidence, by);
        }

        private static Refused notWithApproval(String field) {
            return Refused.badInput("not-with-approval", field, "an approval has no " + field);
        }
    }

    @GetMapping("/response-draft")
    @Operation(summary = "Read the client's draft, which nobody else sees (DIS-8)")
    Drafts.Saved readDraft(@PathVariable UUID id, Caller caller) {
        return drafts.read(caller, id);
    }

    @PutMapping("/response-draft")
    @Operation(summary = "Save the client's draft: no answer until it is submitted (DIS-8)")
    Drafts.Saved saveDraft(
            @PathVariable UUID id,
            @Valid @RequestBody Drafts.Draft draft,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch,
            Caller caller) {
        return drafts.save(caller, id, draft, ifMatch, ifNoneMatch);
    }

    @PostMapping("/response")
    @Operation(
            summary = "Approve or decline as the client; once submitted it is sealed for good (DIS-7, DIS-8, DIS-13)")
    ResponseEntity<Answer<DisputeView.Brief>> respond(
            @PathVariable UUID id, @Valid @RequestBody Respond response, Once once) {
        return once.run(response, by -> {
            response.giveTo(acts, id, by);
            return Reply.ok(reads.brief(id));
        });
    }
}
