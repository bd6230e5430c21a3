package dev.parley.portal;

import dev.parley.shared.Actor;
import dev.parley.shared.Side;
import java.util.UUID;

/**
 * A party on its own pages, let in by a link.
 *
 * @param link stands in the address of every page, and opens nothing by itself
 * @param csrf goes with each form
 */
record Visit(UUID link, UUID milestone, Side side, String csrf) {
    Actor actor() {
        return Actor.party(side, Actor.PORTAL);
    }

    /** Where the case's pages begin. */
    public String path() {
        return "/case/" + link;
    }
}
