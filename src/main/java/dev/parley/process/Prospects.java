package dev.parley.process;

import dev.parley.contract.Milestone;
import dev.parley.contract.Terms;
import dev.parley.delivery.Phrase;
import dev.parley.ledger.Book;
import dev.parley.shared.Money;
import java.util.Map;
import org.springframework.stereotype.Component;

/** To whose good it is if both parties, one or neither go on to arbitration, and at what fee (ARB-1, ESC-4). */
@Component
class Prospects {
    private final Book book;

    Prospects(Book book) {
        this.book = book;
    }

    record Prospect(Phrase ifBoth, Phrase ifOne, Phrase ifNeither) {}

    /** Of a case with this amount on hold. */
    Prospect of(Milestone milestone, Terms terms, Money held) {
        var facts = Map.<String, Object>of("amount", held, "fee", fee(milestone, held));
        return new Prospect(
                new Phrase("arbitration.both", facts),
                new Phrase("arbitration.one." + terms.oneElects(), facts),
                new Phrase("arbitration.neither." + terms.nobodyElects(), facts));
    }

    private Phrase fee(Milestone milestone, Money held) {
        var rate = milestone.contract().serviceFeeRate();
        if (rate.signum() == 0) return Phrase.of("arbitration.noFee");
        return new Phrase("arbitration.fee", Map.of("fee", book.feeFor(Cases.escrowOf(milestone), held, rate)));
    }
}
