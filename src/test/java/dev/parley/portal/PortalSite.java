package dev.parley.portal;

import dev.parley.Api;
import dev.parley.shared.Money;
import dev.parley.shared.PartyLinks;
import java.util.UUID;

/** Parties on their pages, and the API beside them. */
record PortalSite(Api api, PartyLinks links) {
    static final Money THOUSAND = Money.of(100_000, "USD");

    PartyBrowser visit(UUID milestone, String side) {
        return new PartyBrowser(api.link(milestone, side));
    }

    /** A milestone of a direct contract with work submitted: the client's turn. */
    UUID reviewed() {
        var milestone = api.fundedMilestone("DIRECT", THOUSAND);
        api.submit(milestone, THOUSAND).expect(201);
        return milestone;
    }

    /** The same with a dispute about all of it. */
    UUID disputed() {
        var milestone = reviewed();
        api.file(milestone, THOUSAND).expect(201);
        return milestone;
    }

    UUID caseOf(UUID milestone) {
        return UUID.fromString(api.milestone(milestone).at("/cases/0/id"));
    }

    /** The code that was mailed for what the page shows. */
    String digits(PartyBrowser party) {
        return links.code(party.code());
    }

    /** From the form to the end, as somebody does who agrees to everything. */
    PartyBrowser act(PartyBrowser party, String act, String... namesAndValues) {
        return confirm(party.open(act).post(namesAndValues));
    }

    PartyBrowser confirm(PartyBrowser party) {
        return party.post("step", "confirm", "code", digits(party));
    }
}
