package dev.parley.dispute;

import dev.parley.shared.Ids;
import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import dev.parley.shared.Split;
import dev.parley.shared.Words;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Currency;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Generated;
import org.jspecify.annotations.Nullable;

/** One case: it moves from stage to stage and is decided once. What people said is sealed beside it. */
@Entity
@Table(name = "dispute")
public class Dispute {
    @Id
    private UUID id;

    @Generated
    @Column(insertable = false, updatable = false)
    private @Nullable Long number;

    private UUID milestoneId;
    private @Nullable UUID submissionId;
    private @Nullable UUID endedReviewId;

    @Enumerated(EnumType.STRING)
    private Ground ground;

    @Enumerated(EnumType.STRING)
    private Stage stage;

    private int requestVersion;
    private long amountMinor;
    private UUID holdId;
    private String termsVersion;
    private Instant filedAt;
    private @Nullable Instant closedAt;

    @Enumerated(EnumType.STRING)
    private @Nullable Ending ending;

    private @Nullable Long toFreelancer;
    private @Nullable Long toClient;
    private @Nullable Long toEscrow;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Dispute() {}

    /** A filing on a milestone; the submission it is about, and the open review that it ended, if there are. */
    public Dispute(
            UUID milestone,
            @Nullable UUID submission,
            @Nullable UUID endedReview,
            Ground ground,
            Money amount,
            String termsVersion,
            Instant now) {
        this.id = Ids.next();
        this.milestoneId = milestone;
        this.submissionId = submission;
        this.endedReviewId = endedReview;
        this.ground = ground;
        this.stage = Stage.RESPONSE;
        this.requestVersion = 1;
        this.amountMinor = amount.minor();
        this.holdId = Ids.next();
        this.termsVersion = termsVersion;
        this.filedAt = now;
    }

    /** DIS-9: the next version of the request, with a hold of its own if the amount is another. */
    public void requestUpdated(Money amount) {
        requireStage(Stage.RESPONSE);
        requestVersion++;
        if (amount.minor() == amountMinor) return;
        amountMinor = amount.minor();
        holdId = Ids.next();
    }

    /** DIS-7, and DIS-13: only the version that the client saw can be approved. */
    public void approved(int seenVersion, Currency currency) {
        requireAnswerable(seenVersion);
        decide(Ending.APPROVED, Split.allToFreelancer(amount(currency)));
    }

    /** DIS-8. */
    public void declined(int seenVersion) {
        requireAnswerable(seenVersion);
        stage = Stage.MEDIATION;
    }

    /** DIS-6. */
    public void notAnswered(Currency currency) {
        requireStage(Stage.RESPONSE);
        decide(Ending.NO_RESPONSE, Split.allToFreelancer(amount(currency)));
    }

    /** DIS-10: until the Notice of Non-Resolution. */
    public void withdrawn(Currency currency) {
        if (!stage.beforeNotice())
            throw Refused.conflict(
                    "too-late-to-withdraw", "the Notice of Non-Resolution was issued, or the case is over");
        decide(Ending.WITHDRAWN, Split.backToEscrow(amount(currency)));
    }

    /** Whether the filing can still be withdrawn. */
    public boolean isWithdrawable() {
        return ending == null && stage.beforeNotice();
    }

    /** DIS-10: at any moment before an award. */
    public void settled(Split split) {
        decide(Ending.SETTLED, split);
    }

    /** RES-1: a proposal is made, the parties decide. */
    public void proposed() {
        move(Stage.MEDIATION, Stage.DECISIONS);
    }

    /** RES-4. */
    public void proposalAccepted(Split split) {
        requireStage(Stage.DECISIONS);
        decide(Ending.PROPOSAL_ACCEPTED, split);
    }

    /** RES-5: not resolved, the Notice is out. */
    public void noticeIssued() {
        move(Stage.DECISIONS, Stage.ELECTION);
    }

    /** ARB-3: both elected. */
    public void filedWithProvider() {
        move(Stage.ELECTION, Stage.ARBITRATION);
    }

    /** ARB-3: the election window is over and not both elected. */
    public void defaulted(Ending how, Split split) {
        requireStage(Stage.ELECTION);
        decide(how, split);
    }

    /** ARB-5. */
    public void awarded(Split split) {
        requireStage(Stage.ARBITRATION);
        decide(Ending.AWARDED, split);
    }

    /** The money has moved; nothing follows. */
    public void closed(Instant now) {
        if (ending == null) throw new IllegalStateException("case " + id + " is not decided");
        stage = Stage.CLOSED;
        closedAt = now;
    }

    /** Whether it has released or refunded money for this submission, and nothing came after it up to that instant. */
    public boolean movedMoney(UUID submission, Instant lastReviewEnded) {
        return submission.equals(submissionId)
                && closedAt != null
                && !closedAt.isBefore(lastReviewEnded)
                && toEscrow != null
                && toEscrow < amountMinor;
    }

    /** Refuses what needs another stage, and says which it is. */
    public void requireStage(Stage needed) {
        requireOpen();
        if (stage != needed)
            throw Refused.conflict("wrong-stage", "the case is at " + stage + ", this needs " + needed);
    }

    public void requireOpen() {
        if (ending != null) throw Refused.conflict("case-decided", "the case is decided: " + Words.of(ending));
    }

    private void requireAnswerable(int seenVersion) {
        requireStage(Stage.RESPONSE);
        if (seenVersion != requestVersion)
            throw Refused.conflict(
                    "version-stale", "version " + seenVersion + " was answered, the request is at " + requestVersion);
    }

    private void move(Stage from, Stage to) {
        requireStage(from);
        stage = to;
    }

    private void decide(Ending how, Split split) {
        requireOpen();
        if (split.total().minor() != amountMinor) throw new IllegalStateException(split + " is not the hold of " + id);
        ending = how;
        toFreelancer = split.toFreelancer().minor();
        toClient = split.toClient().minor();
        toEscrow = split.toEscrow().minor();
    }

    public UUID id() {
        return id;
    }

    /** The number that people use, such as P-000042. */
    public String number() {
        return written(Objects.requireNonNull(number));
    }

    /** A case's number as people read and write it. */
    public static String written(long number) {
        return "P-%06d".formatted(number);
    }

    public UUID milestone() {
        return milestoneId;
    }

    /** The submission that the case is about; none if nothing was submitted. */
    public Optional<UUID> submission() {
        return Optional.ofNullable(submissionId);
    }

    /** The open review that the filing ended (REV-7). */
    public Optional<UUID> endedReview() {
        return Optional.ofNullable(endedReviewId);
    }

    public Ground ground() {
        return ground;
    }

    public Stage stage() {
        return stage;
    }

    public int requestVersion() {
        return requestVersion;
    }

    /** The amount requested, which is the amount on hold. */
    public Money amount(Currency currency) {
        return new Money(amountMinor, currency);
    }

    /** The hold of the present version of the request (ESC-3). */
    public UUID hold() {
        return holdId;
    }

    /** The terms pinned to this case (TER-2). */
    public String termsVersion() {
        return termsVersion;
    }

    public Instant filedAt() {
        return filedAt;
    }

    public Optional<Instant> closedAt() {
        return Optional.ofNullable(closedAt);
    }

    public Optional<Ending> ending() {
        return Optional.ofNullable(ending);
    }

    /** Who gets what of the hold, once the case is decided. */
    public Optional<Split> split(Currency currency) {
        if (toFreelancer == null || toClient == null || toEscrow == null) return Optional.empty();
        return Optional.of(new Split(
                new Money(toFreelancer, currency), new Money(toClient, currency), new Money(toEscrow, currency)));
    }
}
