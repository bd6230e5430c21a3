package dev.parley.shared;

import java.util.UUID;

/** Makes what a party's mails open the pages with; asked when a mail is written, so that it is stored nowhere else. */
public interface PartyLinks {
    /** A new link for this side of this milestone, as a whole address. */
    String link(UUID milestone, Side side);

    /** The digits of a one-time code. */
    String code(UUID code);
}
