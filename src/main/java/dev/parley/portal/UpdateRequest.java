package dev.parley.portal;

import dev.parley.dispute.Document;
import dev.parley.process.DisputeActs;
import dev.parley.shared.Money;
import dev.parley.shared.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** DIS-9: another version beside the old. */
@Component
@Order(6)
class UpdateRequest implements Act {
    private final DisputeActs acts;
    private final Requests requests;
    private final Phrases phrases;

    UpdateRequest(DisputeActs acts, Requests requests, Phrases phrases) {
        this.acts = acts;
        this.requests = requests;
        this.phrases = phrases;
    }

    @Override
    public String name() {
        return "update-request";
    }

    @Override
    public boolean isOpenTo(Matter matter) {
        return matter.is(Side.FREELANCER, Standing.RESPONSE);
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
        return EnumSet.of(Field.AMOUNT, Field.TEXT, Field.EVIDENCE);
    }

    @Override
    public Form begin(Matter matter) {
        var filing = matter.papers().last(Document.Filing.class).orElseThrow().is();
        var amount = filing.amount();
        return Form.empty(this, matter)
                .with(
                        BigDecimal.valueOf(amount.minor(), amount.currency().getDefaultFractionDigits())
                                .toPlainString(),
                        "",
                        matter.papers().words(filing.statement().id()),
                        filing.evidence().stream()
                                .map(exhibit -> exhibit.id().toString())
                                .toList());
    }

    @Override
    public Money most(Matter matter) {
        return matter.balances().free().plus(matter.amount());
    }

    @Override
    public Consequence consequence(Matter matter, Form form) {
        var amount = amount(matter, form);
        form.words();
        var sentences = new ArrayList<String>();
        sentences.add(phrases.of("update-request.consequence", matter.other()));
        if (amount.compareTo(matter.amount()) > 0) sentences.add(phrases.of("update-request.higher", matter.other()));
        sentences.add(phrases.of("sealed.warning"));
        return new Consequence(requests.rows(matter, amount), List.copyOf(sentences));
    }

    @Override
    public void carryOut(Matter matter, Form form) {
        acts.update(
                subject(matter),
                amount(matter, form),
                form.words(),
                form.documents(matter.papers()),
                matter.visit().actor());
    }

    private Money amount(Matter matter, Form form) {
        return requests.amount(form, most(matter));
    }
}
