package dev.parley.shared;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Where a party is. Zone and region (ISO 3166: {@code US}, {@code US-CA}) count only when they are the party's own or
 * the contracts system's word; what only the other side entered is unknown, null.
 */
public record Place(@Nullable ZoneId zone, @Nullable String region) {
    /** UTC−12, where a day ends last; the sign of Etc names is the other way round. */
    private static final ZoneId WHERE_A_DAY_ENDS_LAST = ZoneId.of("Etc/GMT+12");

    public static Place unknown() {
        return new Place(null, null);
    }

    /** The zone that windows are counted in. */
    public ZoneId countedZone() {
        return zone == null ? WHERE_A_DAY_ENDS_LAST : zone;
    }
}
