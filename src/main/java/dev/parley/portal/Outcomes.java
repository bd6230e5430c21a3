package dev.parley.portal;

import dev.parley.delivery.FactText;
import dev.parley.ledger.Book;
import dev.parley.shared.Money;
import dev.parley.shared.Side;
import dev.parley.shared.Split;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Who would get what of a split, to the minor unit and with the fee (ESC-4), in the words of the one who reads. */
@Component
class Outcomes {
    private final Book book;
    private final Phrases phrases;

    Outcomes(Book book, Phrases phrases) {
        this.book = book;
        this.phrases = phrases;
    }

    List<Row> rows(Matter matter, Split split) {
        var rows = new ArrayList<Row>();
        var fee = fee(matter, split.toFreelancer());
        rows.add(row(matter, "gets", Side.FREELANCER, split.toFreelancer().minus(fee)));
        if (fee.isPositive()) rows.add(new Row(who(matter, "fee", Side.FREELANCER), FactText.money(fee)));
        rows.add(row(matter, "getsBack", Side.CLIENT, split.toClient()));
        if (split.toEscrow().isPositive())
            rows.add(new Row(phrases.of("outcome.staysInEscrow"), FactText.money(split.toEscrow())));
        return rows;
    }

    Money fee(Matter matter, Money gross) {
        return book.feeFor(matter.escrow(), gross, matter.contract().serviceFeeRate());
    }

    private Row row(Matter matter, String what, Side side, Money amount) {
        return new Row(who(matter, what, side), FactText.money(amount));
    }

    private String who(Matter matter, String what, Side side) {
        var whose = side == matter.side() ? ".you" : ".other";
        return phrases.of("outcome." + what + whose, matter.name(side));
    }
}
