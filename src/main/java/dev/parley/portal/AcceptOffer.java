package dev.parley.portal;

import dev.parley.dispute.Document;
import dev.parley.process.SettlementActs;
import dev.parley.shared.Split;
import java.util.List;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** DIS-10: the case is settled by the other side's open offer, named by its number (DIS-13). */
@Component
@Order(10)
class AcceptOffer implements Act {
    private final SettlementActs acts;
    private final Outcomes outcomes;
    private final Phrases phrases;

    AcceptOffer(SettlementActs acts, Outcomes outcomes, Phrases phrases) {
        this.acts = acts;
        this.outcomes = outcomes;
        this.phrases = phrases;
    }

    @Override
    public String name() {
        return "accept-offer";
    }

    @Override
    public boolean isOpenTo(Matter matter) {
        return matter.openOffer(matter.side().other()).isPresent();
    }

    @Override
    public UUID subject(Matter matter) {
        return matter.openCase().id();
    }

    @Override
    public int version(Matter matter) {
        return offer(matter).number();
    }

    @Override
    public Consequence consequence(Matter matter, Form form) {
        return new Consequence(
                outcomes.rows(
                        matter, Split.between(matter.amount(), offer(matter).toFreelancer())),
                List.of(phrases.of("accept-offer.consequence", matter.other())));
    }

    @Override
    public void carryOut(Matter matter, Form form) {
        acts.accept(
                subject(matter), matter.side(), version(matter), matter.visit().actor());
    }

    private static Document.Offer offer(Matter matter) {
        return matter.openOffer(matter.side().other()).orElseThrow();
    }
}
