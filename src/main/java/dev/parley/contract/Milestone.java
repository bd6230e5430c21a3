package dev.parley.contract;

import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import dev.parley.shared.Side;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A part of a contract with escrow of its own. At most one clock runs on it: a review, a claim window or a case
 * (REV-1). Every act on it locks its row, and what such an act must know stands in the row.
 */
@Entity
@Table(name = "milestone")
public class Milestone {
    /** What runs on a milestone. */
    public enum Clock {
        REVIEW,
        CLAIM,
        CASE
    }

    @Id
    private UUID id;

    @ManyToOne(fetch = FetchType.LAZY)
    private Contract contract;

    private String externalId;
    private String title;
    private long amountMinor;

    @Enumerated(EnumType.STRING)
    private @Nullable Clock clock;

    private @Nullable UUID clockId;

    @Enumerated(EnumType.STRING)
    private @Nullable Side endedBy;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Milestone() {}

    Milestone(UUID id, Contract contract, Registration.MilestoneDetails details) {
        this.id = id;
        this.contract = contract;
        this.externalId = details.externalId();
        this.title = details.title();
        this.amountMinor = details.amount().minor();
    }

    /** Starts a clock; a second one beside it is refused. */
    public void start(Clock kind, UUID subject) {
        requireNoClock();
        clock = kind;
        clockId = subject;
    }

    /** The clock that runs is over. */
    public void stop(UUID subject) {
        if (!subject.equals(clockId)) throw new IllegalStateException(subject + " does not run on milestone " + id);
        clock = null;
        clockId = null;
    }

    /** REV-1: a submission beside an open review, claim window or case, or after the contract's end, is refused. */
    public void requireOpenForSubmission() {
        requireContractRunning();
        requireNoClock();
    }

    /** As the contracts system registered it. */
    Registration.MilestoneDetails details(Map<String, String> metadata) {
        return new Registration.MilestoneDetails(externalId, title, amount(), metadata);
    }

    void contractEndedBy(Side side) {
        endedBy = side;
    }

    private void requireContractRunning() {
        if (endedBy != null)
            throw Refused.conflict("contract-ended", "the " + endedBy.word() + " has ended the contract");
    }

    private void requireNoClock() {
        if (clock != null)
            throw Refused.conflict(
                    "milestone-busy",
                    "a " + clock.name().toLowerCase(Locale.ROOT) + " is open on this milestone: " + clockId);
    }

    public UUID id() {
        return id;
    }

    public Contract contract() {
        return contract;
    }

    public String externalId() {
        return externalId;
    }

    public String title() {
        return title;
    }

    public Money amount() {
        return contract.money(amountMinor);
    }

    public @Nullable Clock clock() {
        return clock;
    }

    /** The id of the open review, claim window or case. */
    public @Nullable UUID clockId() {
        return clockId;
    }

    /** Who ended the contract, if it ended. */
    public @Nullable Side endedBy() {
        return endedBy;
    }
}
