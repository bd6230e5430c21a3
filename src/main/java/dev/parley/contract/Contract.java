package dev.parley.contract;

import dev.parley.contract.Registration.MilestoneDetails;
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
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** An agreement of a client and a freelancer on milestones, with the service fee's rate pinned to it (TER-2). */
@Entity
@Table(name = "contract")
public class Contract {
    @Id
    private UUID id;

    private String system;
    private String externalId;

    @Enumerated(EnumType.STRING)
    private ContractKind kind;

    @JdbcTypeCode(SqlTypes.CHAR)
    private String currency;

    private String title;

    @ManyToOne(fetch = FetchType.EAGER)
    private Party client;

    @ManyToOne(fetch = FetchType.EAGER)
    private Party freelancer;

    private String termsVersion;
    private BigDecimal serviceFeeRate;

    @Enumerated(EnumType.STRING)
    private @Nullable Side endedBy;

    private @Nullable Instant endedAt;
    private @Nullable String endedTerms;
    private Instant registeredAt;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Contract() {}

    Contract(UUID id, Registration registration, Party client, Party freelancer, Terms terms, Instant now) {
        this.id = id;
        this.system = registration.system();
        this.externalId = registration.externalId();
        this.kind = registration.kind();
        this.currency = registration.currency().getCurrencyCode();
        this.title = registration.title();
        this.client = client;
        this.freelancer = freelancer;
        this.termsVersion = terms.version();
        this.serviceFeeRate = terms.serviceFeeRate();
        this.registeredAt = now;
    }

    /** REV-6: a contract ends once; the terms in force then are pinned to its claim windows. */
    void endedBy(Side side, Terms terms, Instant now) {
        if (endedBy != null)
            throw Refused.conflict("contract-ended", "the " + endedBy.word() + " ended the contract at " + endedAt);
        endedBy = side;
        endedAt = now;
        endedTerms = terms.version();
    }

    /** The fields in which what is sent under its id says something else than it. */
    List<String> differencesFrom(Registration sent, List<MilestoneDetails> milestones, Map<String, String> metadata) {
        var same = new LinkedHashMap<String, Boolean>();
        same.put("kind", kind == sent.kind());
        same.put("currency", currency().equals(sent.currency()));
        same.put("title", title.equals(sent.title()));
        same.put("client", client.isDescribedBy(sent.client()));
        same.put("freelancer", freelancer.isDescribedBy(sent.freelancer()));
        same.put("milestones", Set.copyOf(sent.milestones()).equals(Set.copyOf(milestones)));
        same.put("metadata", metadata.equals(sent.metadata()));
        return same.entrySet().stream()
                .filter(field -> !field.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    public UUID id() {
        return id;
    }

    /** The contracts system that owns it. */
    public String system() {
        return system;
    }

    public String externalId() {
        return externalId;
    }

    public ContractKind kind() {
        return kind;
    }

    public Currency currency() {
        return Currency.getInstance(currency);
    }

    public String title() {
        return title;
    }

    public Party party(Side side) {
        return side == Side.CLIENT ? client : freelancer;
    }

    public String termsVersion() {
        return termsVersion;
    }

    public BigDecimal serviceFeeRate() {
        return serviceFeeRate;
    }

    public @Nullable Side endedBy() {
        return endedBy;
    }

    public @Nullable Instant endedAt() {
        return endedAt;
    }

    /** The version of the terms in force when it ended, which its claim windows have (TER-2). */
    public String endedTerms() {
        if (endedTerms == null) throw new IllegalStateException("contract " + id + " has not ended");
        return endedTerms;
    }

    public Instant registeredAt() {
        return registeredAt;
    }

    public Money money(long minor) {
        return new Money(minor, currency());
    }
}
