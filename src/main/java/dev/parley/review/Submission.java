package dev.parley.review;

import dev.parley.contract.Milestone;
import dev.parley.shared.Texts;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Work delivered toward a milestone. */
@Entity
@Table(name = "submission")
public class Submission {
    @Id
    private UUID id;

    private UUID milestoneId;

    @SuppressWarnings("UnusedVariable") // its queries ask for it
    private String system;

    private String externalId;
    private @Nullable UUID noteId;
    private Instant submittedAt;
    private boolean barred;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Submission() {}

    Submission(UUID id, Milestone milestone, String externalId, Texts.@Nullable Ref note, Instant now) {
        this.id = id;
        this.milestoneId = milestone.id();
        this.system = milestone.contract().system();
        this.externalId = externalId;
        this.noteId = note == null ? null : note.id();
        this.submittedAt = now;
    }

    /** DIS-10: a withdrawn case is final for its submission … */
    public void bar() {
        barred = true;
    }

    /** … unless the client requests changes on it afterwards. */
    void changesRequested() {
        barred = false;
    }

    public UUID id() {
        return id;
    }

    public UUID milestone() {
        return milestoneId;
    }

    /** The contracts system's own id, of which it has one once. */
    public String externalId() {
        return externalId;
    }

    public @Nullable UUID note() {
        return noteId;
    }

    public Instant submittedAt() {
        return submittedAt;
    }

    /** True if a case on it was withdrawn: no dispute can be filed on it any more. */
    public boolean barred() {
        return barred;
    }
}
