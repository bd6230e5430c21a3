package dev.parley.review;

import dev.parley.shared.Ids;
import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import dev.parley.shared.Texts;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Currency;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The client's review of a submission, for an amount: it ends once. */
@Entity
@Table(name = "review")
public class Review {
    /** Where a review is, or how it ended. */
    public enum State {
        OPEN,
        APPROVED,
        APPROVED_BY_SILENCE,
        CHANGES_REQUESTED,
        TAKEN_OVER,
        ENDED_WITH_CONTRACT
    }

    @Id
    private UUID id;

    @ManyToOne(fetch = FetchType.LAZY)
    private Submission submission;

    private UUID milestoneId;
    private long amountMinor;
    private String termsVersion;

    @Enumerated(EnumType.STRING)
    private State state;

    private @Nullable UUID messageId;
    private Instant openedAt;
    private @Nullable Instant endedAt;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Review() {}

    Review(Submission submission, Money amount, String termsVersion, Instant now) {
        this.id = Ids.next();
        this.submission = submission;
        this.milestoneId = submission.milestone();
        this.amountMinor = amount.minor();
        this.termsVersion = termsVersion;
        this.state = State.OPEN;
        this.openedAt = now;
    }

    /** REV-2, and REV-4 when nobody answered. */
    public void approved(boolean bySilence, Instant now) {
        end(bySilence ? State.APPROVED_BY_SILENCE : State.APPROVED, now);
    }

    /** REV-3; a submission whose case was withdrawn may be disputed again (DIS-10). */
    public void changesRequested(Texts.Ref message, Instant now) {
        end(State.CHANGES_REQUESTED, now);
        messageId = message.id();
        submission.changesRequested();
    }

    /** REV-7: a dispute filed on the milestone ends its review. */
    public void takenOver(Instant now) {
        end(State.TAKEN_OVER, now);
    }

    /** REV-6: the freelancer ended the contract. */
    public void endedWithContract(Instant now) {
        end(State.ENDED_WITH_CONTRACT, now);
    }

    private void end(State how, Instant now) {
        if (state != State.OPEN) throw Refused.conflict("review-ended", "the review is over: " + state);
        state = how;
        endedAt = now;
    }

    public UUID id() {
        return id;
    }

    public Submission submission() {
        return submission;
    }

    public UUID milestone() {
        return milestoneId;
    }

    /** The amount that an approval releases. */
    public Money amount(Currency currency) {
        return new Money(amountMinor, currency);
    }

    /** The terms pinned to this review (TER-2). */
    public String termsVersion() {
        return termsVersion;
    }

    public State state() {
        return state;
    }

    /** What the client asked to be changed. */
    public @Nullable UUID message() {
        return messageId;
    }

    public Instant openedAt() {
        return openedAt;
    }

    public @Nullable Instant endedAt() {
        return endedAt;
    }
}
