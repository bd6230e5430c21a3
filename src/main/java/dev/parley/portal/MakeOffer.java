package dev.parley.portal;

import dev.parley.process.SettlementActs;
import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import dev.parley.shared.Split;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** DIS-10: an offer takes the place of that side's offer before. */
@Component
@Order(11)
class MakeOffer implements Act {
    private final SettlementActs acts;
    private final Outcomes outcomes;
    private final Phrases phrases;

    MakeOffer(SettlementActs acts, Outcomes outcomes, Phrases phrases) {
        this.acts = acts;
        this.outcomes = outcomes;
        this.phrases = phrases;
    }

    @Override
    public String name() {
        return "make-offer";
    }

    @Override
    public boolean isOpenTo(Matter matter) {
        return matter.isOpenCase();
    }

    @Override
    public UUID subject(Matter matter) {
        return matter.openCase().id();
    }

    @Override
    public int version(Matter matter) {
        return matter.openCase().requestVersion();
    }

    @Override
    public Set<Field> fields() {
        return EnumSet.of(Field.AMOUNT);
    }

    @Override
    public Consequence consequence(Matter matter, Form form) {
        var sentences = new ArrayList<String>();
        sentences.add(phrases.of("make-offer.consequence", matter.other()));
        if (matter.openOffer(matter.side()).isPresent()) sentences.add(phrases.of("make-offer.replaces"));
        return new Consequence(
                outcomes.rows(matter, Split.between(matter.amount(), amount(matter, form))), List.copyOf(sentences));
    }

    @Override
    public void carryOut(Matter matter, Form form) {
        acts.offer(
                subject(matter),
                matter.side(),
                amount(matter, form),
                matter.visit().actor());
    }

    private static Money amount(Matter matter, Form form) {
        var amount = form.money(matter.amount().currency());
        if (amount.compareTo(matter.amount()) > 0)
            throw Refused.badInput("amount-above-hold", "amount", amount + " is more than " + matter.amount());
        return amount;
    }
}
