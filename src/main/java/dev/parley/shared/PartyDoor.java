package dev.parley.shared;

import java.time.Instant;
import java.util.UUID;

/** Opens and shuts a party's pages for the contracts system, which shows the link where the party is logged in (DOR-2). */
public interface PartyDoor {
    /** What a link is known by, which opens nothing, and until when it opens. */
    record Opened(UUID id, Instant expiresAt) {}

    /** Makes a new link for this side of this milestone. */
    Opened open(UUID milestone, Side side);

    /** The whole address of a link that was made. */
    String address(UUID link);

    /** Revokes all links of this side of this milestone, and says how many there were. */
    int shut(UUID milestone, Side side);
}
