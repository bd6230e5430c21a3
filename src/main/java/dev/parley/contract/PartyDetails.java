package dev.parley.contract;

import dev.parley.shared.Refused;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.regex.Pattern;
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
        requireAddress(email, "email");
    }

    /** The plain form of an address (RFC 5321, section 4.1.2): what every mail server takes. */
    private static final Pattern ADDRESS = Pattern.compile(
            "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");

    static void requireAddress(String address, String field) {
        if (!ADDRESS.matcher(address).matches())
            throw Refused.badInput("email-malformed", field, "an e-mail address is like clara@example.com, in ASCII");
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
