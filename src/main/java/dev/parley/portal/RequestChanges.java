package dev.parley.portal;

import dev.parley.delivery.FactText;
import dev.parley.process.ReviewActs;
import dev.parley.shared.Side;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** REV-3. */
@Component
@Order(2)
class RequestChanges implements Act {
    private final ReviewActs acts;
    private final Phrases phrases;

    RequestChanges(ReviewActs acts, Phrases phrases) {
        this.acts = acts;
        this.phrases = phrases;
    }

    @Override
    public String name() {
        return "request-changes";
    }

    @Override
    public boolean isOpenTo(Matter matter) {
        return matter.is(Side.CLIENT, Standing.REVIEW);
    }

    @Override
    public UUID subject(Matter matter) {
        return matter.openReview().id();
    }

    @Override
    public Set<Field> fields() {
        return EnumSet.of(Field.TEXT);
    }

    @Override
    public Consequence consequence(Matter matter, Form form) {
        form.words();
        return new Consequence(
                List.of(new Row(phrases.of("outcome.staysInEscrow"), FactText.money(matter.amount()))),
                List.of(phrases.of("request-changes.consequence", matter.other())));
    }

    @Override
    public void carryOut(Matter matter, Form form) {
        acts.requestChanges(subject(matter), form.words(), matter.visit().actor());
    }
}
