package dev.parley.process;

import dev.parley.dispute.CaseFile;
import dev.parley.dispute.Document;
import dev.parley.mediation.Corridor;
import dev.parley.shared.Side;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the parties last offered each other, at whichever stage (DIS-10). */
@Component
class Corridors {
    private final CaseFile file;

    Corridors(CaseFile file) {
        this.file = file;
    }

    Corridor of(Cases.Case c) {
        var offers = file.offers(c.id());
        return Corridor.between(
                last(offers, Side.CLIENT).map(Document.Offer::toFreelancer),
                last(offers, Side.FREELANCER).map(Document.Offer::toFreelancer),
                c.amount());
    }

    private static Optional<Document.Offer> last(List<Document.Offer> offers, Side by) {
        return offers.stream().filter(offer -> offer.by() == by).reduce((earlier, later) -> later);
    }
}
