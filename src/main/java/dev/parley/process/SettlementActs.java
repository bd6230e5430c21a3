package dev.parley.process;

import dev.parley.delivery.Kind;
import dev.parley.dispute.CaseFile;
import dev.parley.dispute.Document;
import dev.parley.journal.Journal;
import dev.parley.ledger.Book;
import dev.parley.shared.Actor;
import dev.parley.shared.CaseEvent;
import dev.parley.shared.Money;
import dev.parley.shared.Premise.Fact;
import dev.parley.shared.Refused;
import dev.parley.shared.Side;
import dev.parley.shared.Split;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Both can settle at any moment before an award, by an offer and its acceptance (DIS-10). */
@Component
@Transactional
public class SettlementActs {
    private final CaseFile file;
    private final Windows windows;
    private final Book book;
    private final Journal journal;
    private final Engine engine;
    private final Cases cases;
    private final Acting acting;
    private final Tell tell;

    SettlementActs(
            Book book,
            CaseFile file,
            Windows windows,
            Journal journal,
            Engine engine,
            Cases cases,
            Acting acting,
            Tell tell) {
        this.file = file;
        this.windows = windows;
        this.book = book;
        this.journal = journal;
        this.engine = engine;
        this.cases = cases;
        this.acting = acting;
        this.tell = tell;
    }

    /** Offers an amount to the freelancer, the rest to the client; it replaces that side's offer before. Returns its number. */
    public int offer(UUID caseId, Side side, Money toFreelancer, Actor by) {
        return acting.as(Cases.party(by, side), () -> {
            var c = cases.lock(caseId);
            c.dispute().requireOpen();
            var split = Split.between(c.amount(), toFreelancer);
            var number = file.offers(caseId).size() + 1;
            file.seal(
                    caseId,
                    new Document.Offer(
                            number,
                            side,
                            toFreelancer,
                            c.dispute().stage(),
                            c.dispute().requestVersion()));
            append(caseId, "offer.made", Map.of("offer", number, "by", side.name(), "toFreelancer", toFreelancer));
            var fee = book.feeFor(c.escrow(), toFreelancer, c.contract().serviceFeeRate());
            var facts = Map.<String, Object>of(
                    "caseNumber",
                    c.dispute().number(),
                    "toFreelancer",
                    toFreelancer,
                    "fee",
                    fee,
                    "toClient",
                    split.toClient());
            tell.side(side.other(), News.of(Kind.OFFER_MADE, c, facts).provided(Fact.OFFER_OPEN, caseId, number));
            return number;
        });
    }

    /** Accepts the other side's open offer by its number (DIS-13); a replaced or ended one is refused. */
    public void accept(UUID caseId, Side side, int offerNumber, Actor by) {
        acting.as(Cases.party(by, side), () -> {
            var c = cases.lock(caseId);
            c.dispute().requireOpen();
            var offer = file.openOffer(c.dispute(), file.offers(caseId), side.other())
                    .filter(open -> open.number() == offerNumber)
                    .orElseThrow(() -> Refused.conflict(
                            "offer-not-open", "offer " + offerNumber + " is not open to the " + side.word()));
            c.dispute().settled(Split.between(c.amount(), offer.toFreelancer()));
            windows.interrupt(caseId);
            file.seal(caseId, new Document.Settlement(offerNumber, side));
            append(caseId, "offer.accepted", Map.of("offer", offerNumber, "by", side.name()));
            engine.message(DisputeProcess.OFFER_ACCEPTED, caseId, Map.of());
            return caseId;
        });
    }

    private void append(UUID caseId, String type, Map<String, Object> facts) {
        journal.append(new CaseEvent(caseId, type, acting.actor(), facts));
    }
}
