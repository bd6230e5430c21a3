package dev.parley.portal;

import dev.parley.process.ReviewActs;
import dev.parley.shared.Side;
import dev.parley.shared.Split;
import java.util.List;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** REV-2. */
@Component
@Order(1)
class ApproveWork implements Act {
    private final ReviewActs acts;
    private final Outcomes outcomes;
    private final Phrases phrases;

    ApproveWork(ReviewActs acts, Outcomes outcomes, Phrases phrases) {
        this.acts = acts;
        this.outcomes = outcomes;
        this.phrases = phrases;
    }

    @Override
    public String name() {
        return "approve-work";
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
    public Consequence consequence(Matter matter, Form form) {
        return new Consequence(
                outcomes.rows(matter, Split.allToFreelancer(matter.amount())),
                List.of(phrases.of("approve-work.consequence", matter.other())));
    }

    @Override
    public void carryOut(Matter matter, Form form) {
        acts.approve(subject(matter), matter.visit().actor());
    }
}
