package dev.parley.portal;

import dev.parley.delivery.FactText;
import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What filing and updating a request have in common (DIS-2, DIS-9). */
@Component
class Requests {
    private final Outcomes outcomes;
    private final Phrases phrases;

    Requests(Outcomes outcomes, Phrases phrases) {
        this.outcomes = outcomes;
        this.phrases = phrases;
    }

    Money amount(Form form, Money most) {
        var amount = form.money(most.currency());
        if (!amount.isPositive()) throw Refused.badInput("amount-not-positive", "amount", "more than zero");
        if (amount.compareTo(most) > 0)
            throw Refused.badInput("amount-above-escrow", "amount", amount + " is more than " + most);
        return amount;
    }

    List<Row> rows(Matter matter, Money amount) {
        var fee = outcomes.fee(matter, amount);
        var rows = new ArrayList<Row>();
        rows.add(new Row(phrases.of("outcome.goesOnHold"), FactText.money(amount)));
        rows.add(new Row(phrases.of("outcome.ifAllReleased"), FactText.money(amount.minus(fee))));
        if (fee.isPositive()) rows.add(new Row(phrases.of("outcome.feeThen"), FactText.money(fee)));
        return rows;
    }
}
