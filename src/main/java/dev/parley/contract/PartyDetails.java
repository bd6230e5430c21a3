package dev.parley.contract;

import dev.parley.shared.Refused;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What the contracts system says of a party. Zone (IANA) and region (ISO 3166, such as US-CA) count only if they are
 * the party's own word; entered by the other side they are not known (RULES, Windows).
 */
public record PartyDetails(
        String id,
        String name,
        String email,
        @Nullable String zone,
        @Nullable String region,
        boolean enteredByOtherSide) {
    public PartyDetails {
        if (zone != null) requireZone(zone);
    }

    private static void requireZone(String zone) {
        try {
            ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            throw Refused.badInput("zone-unknown", "zone", "'" + zone + "' is no IANA time zone");
        }
    }

    @Nullable
    String ownZone() {
        return enteredByOtherSide ? null : zone;
    }

    @Nullable
    String ownRegion() {
        return enteredByOtherSide ? null : region;
    }
}
