package dev.parley.delivery;

import dev.parley.shared.PartyLinks;
import dev.parley.shared.SiteAddress;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What is made while a mail is written and stored nowhere else: its reader's link, and the digits of a one-time code. */
@Component
class Secrets {
    /** A fact that is stored as the id of the code. */
    private static final String CODE = "code";

    private final ObjectProvider<PartyLinks> parties;
    private final SiteAddress site;

    Secrets(ObjectProvider<PartyLinks> parties, SiteAddress site) {
        this.parties = parties;
        this.site = site;
    }

    /** Where the reader acts; empty where there is nothing to act on. */
    Optional<String> link(Delivery delivery) {
        return switch (delivery.kind().opens()) {
            case PARTYS_PAGE ->
                delivery.side()
                        .flatMap(side -> Optional.ofNullable(delivery.milestone())
                                .map(milestone -> parties.getObject().link(milestone, side)));
            case TASKLIST -> Optional.of(site.url() + "/camunda/app/tasklist/default/");
            case NOTHING -> Optional.empty();
        };
    }

    /** The delivery with its secret facts in clear. */
    Delivery revealed(Delivery delivery) {
        var code = delivery.facts().get(CODE);
        return code == null
                ? delivery
                : delivery.saying(CODE, parties.getObject().code(UUID.fromString(code)));
    }
}
