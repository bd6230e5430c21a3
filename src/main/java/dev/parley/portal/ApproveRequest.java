package dev.parley.portal;

import dev.parley.process.DisputeActs;
import dev.parley.shared.Side;
import dev.parley.shared.Split;
import java.util.List;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** DIS-7: asked twice, on the form and on the screen after it. */
@Component
@Order(3)
class ApproveRequest implements Act {
    private final DisputeActs acts;
    private final Outcomes outcomes;
    private final Phrases phrases;

    ApproveRequest(DisputeActs acts, Outcomes outcomes, Phrases phrases) {
        this.acts = acts;
        this.outcomes = outcomes;
        this.phrases = phrases;
    }

    @Override
    public String name() {
        return "approve-request";
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
    public Consequence consequence(Matter matter, Form form) {
        return new Consequence(
                outcomes.rows(matter, Split.allToFreelancer(matter.amount())),
                List.of(phrases.of("approve-request.consequence", matter.other())));
    }

    @Override
    public void carryOut(Matter matter, Form form) {
        acts.approve(subject(matter), version(matter), matter.visit().actor());
    }
}
