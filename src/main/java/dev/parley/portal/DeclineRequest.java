package dev.parley.portal;

import dev.parley.delivery.FactText;
import dev.parley.dispute.DeclineReason;
import dev.parley.process.DisputeActs;
import dev.parley.shared.Side;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** DIS-8: written as a draft, then sealed. */
@Component
@Order(4)
class DeclineRequest implements Act {
    static final String NAME = "decline-request";

    private final DisputeActs acts;
    private final DeclineDrafts drafts;
    private final Phrases phrases;

    DeclineRequest(DisputeActs acts, DeclineDrafts drafts, Phrases phrases) {
        this.acts = acts;
        this.drafts = drafts;
        this.phrases = phrases;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isOpenTo(Matter matter) {
        return matter.is(Side.CLIENT, Standing.RESPONSE);
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
        return EnumSet.of(Field.CHOICE, Field.TEXT, Field.EVIDENCE);
    }

    @Override
    public List<String> choices(Matter matter) {
        return Arrays.stream(DeclineReason.values()).map(DeclineReason::name).toList();
    }

    @Override
    public Form begin(Matter matter) {
        return drafts.find(matter, Form.empty(this, matter));
    }

    @Override
    public Consequence consequence(Matter matter, Form form) {
        form.choice(DeclineReason.class);
        form.words();
        return new Consequence(
                List.of(new Row(phrases.of("outcome.staysOnHold"), FactText.money(matter.amount()))),
                List.of(
                        phrases.of("decline-request.consequence", matter.other()),
                        phrases.of("sealed.warning"),
                        phrases.of(
                                "sealed.documents",
                                String.valueOf(form.documents(matter.papers()).size()))));
    }

    @Override
    public void carryOut(Matter matter, Form form) {
        acts.decline(
                subject(matter),
                version(matter),
                form.choice(DeclineReason.class),
                form.words(),
                form.documents(matter.papers()),
                matter.visit().actor());
    }
}
