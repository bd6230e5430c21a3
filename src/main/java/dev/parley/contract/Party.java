package dev.parley.contract;

import dev.parley.shared.Place;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.ZoneId;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person or company on one side of contracts, as the contracts system describes them. */
@Entity
@Table(name = "party")
public class Party {
    @Id
    private UUID id;

    @SuppressWarnings("UnusedVariable") // a column that queries ask for
    private String system;

    private String externalId;
    private String name;
    private String email;
    private @Nullable String zone;
    private @Nullable String region;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Party() {}

    Party(UUID id, String system, PartyDetails details) {
        this.id = id;
        this.system = system;
        this.externalId = details.id();
        this.name = details.name();
        this.email = details.email();
        this.zone = details.ownZone();
        this.region = details.ownRegion();
    }

    /** The newest word about the party that is its own: what the other side entered changes nothing that is known. */
    void describedAs(PartyDetails details) {
        name = details.name();
        email = details.email();
        zone = details.ownZone();
        region = details.ownRegion();
    }

    /** Whether this would change nothing about the party. */
    boolean isDescribedBy(PartyDetails details) {
        return externalId.equals(details.id())
                && (details.enteredByOtherSide()
                        || (name.equals(details.name())
                                && email.equals(details.email())
                                && Objects.equals(zone, details.zone())
                                && Objects.equals(region, details.region())));
    }

    /** Two people of operations have found out where the party is reached (DOR-4). */
    public void reachedAt(String address) {
        email = address;
    }

    public UUID id() {
        return id;
    }

    /** The contracts system's own id. */
    public String externalId() {
        return externalId;
    }

    public String name() {
        return name;
    }

    public String email() {
        return email;
    }

    /** Where windows are counted for this party. */
    public Place place() {
        return new Place(zone == null ? null : ZoneId.of(zone), region);
    }

    /** The zone in which times are shown to this party. */
    public ZoneId zone() {
        return place().countedZone();
    }
}
