package dev.parley.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.parley.dispute.DeclineReason;
import dev.parley.dispute.EvidenceLimits;
import dev.parley.dispute.ResponseDrafts;
import dev.parley.process.DisputeActs;
import dev.parley.shared.Refused;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The client's answers while they are written (DIS-8). */
@Component
class Drafts {
    private static final String WARNING = "A saved draft is no answer, and does not stop the deadline."
            + " Once an answer is submitted it is sealed: nobody can change it.";

    private final Access access;
    private final ResponseDrafts drafts;
    private final DisputeActs acts;
    private final Preconditions preconditions;
    private final ApiJson json;

    Drafts(Access access, ResponseDrafts drafts, DisputeActs acts, Preconditions preconditions, ApiJson json) {
        this.preconditions = preconditions;
        this.access = access;
        this.drafts = drafts;
        this.acts = acts;
        this.json = json;
    }

    /** As much of an answer as there is. */
    record Draft(
            DisputeView.@Nullable Said answer,
            @Nullable DeclineReason reason,
            @Nullable @Size(max = Statement.LONGEST) String description,
            @Size(max = EvidenceLimits.MOST_PER_STATEMENT) List<UUID> evidence) {}

    /** A draft with what its writer is warned of. */
    record Saved(Draft draft, String warning) implements Versioned {}

    @Transactional
    public Saved save(
            Caller caller, UUID dispute, Draft draft, @Nullable String ifMatch, @Nullable String ifNoneMatch) {
        access.dispute(caller, dispute);
        preconditions.requireFor(dispute, ifMatch, ifNoneMatch, () -> find(dispute));
        try {
            acts.saveDraft(dispute, json.mapper().writeValueAsString(draft), caller.actor());
            return new Saved(draft, WARNING);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Transactional(readOnly = true)
    Saved read(Caller caller, UUID dispute) {
        access.dispute(caller, dispute);
        return find(dispute).orElseThrow(() -> Refused.notFound("draft-unknown", dispute));
    }

    private Optional<Saved> find(UUID dispute) {
        return drafts.find(dispute).map(draft -> new Saved(read(draft), WARNING));
    }

    private Draft read(String draft) {
        try {
            return json.mapper().readValue(draft, Draft.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
