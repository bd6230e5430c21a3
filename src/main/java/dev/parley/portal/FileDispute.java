package dev.parley.portal;

import dev.parley.contract.Milestone;
import dev.parley.delivery.FactText;
import dev.parley.dispute.Ground;
import dev.parley.process.DisputeActs;
import dev.parley.review.Review;
import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import dev.parley.shared.Side;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** DIS-1 to DIS-4. */
@Component
@Order(5)
class FileDispute implements Act {
    private final DisputeActs acts;
    private final Requests requests;
    private final Phrases phrases;

    FileDispute(DisputeActs acts, Requests requests, Phrases phrases) {
        this.acts = acts;
        this.requests = requests;
        this.phrases = phrases;
    }

    @Override
    public String name() {
        return "file-dispute";
    }

    @Override
    public boolean isOpenTo(Matter matter) {
        return matter.side() == Side.FREELANCER
                && matter.milestone().clock() != Milestone.Clock.CASE
                && !matter.isOver()
                && matter.balances().free().isPositive()
                && !choices(matter).isEmpty();
    }

    /** What runs on the milestone, and what was submitted last: another one is another matter. */
    @Override
    public UUID subject(Matter matter) {
        var clock = matter.milestone().clockId();
        if (clock != null) return clock;
        var submission = matter.submission();
        return submission == null ? matter.milestone().id() : submission.id();
    }

    @Override
    public Set<Field> fields() {
        return EnumSet.allOf(Field.class);
    }

    /** The grounds that there can be; the facade has the last word (DIS-11). */
    @Override
    public List<String> choices(Matter matter) {
        var grounds = new ArrayList<String>();
        var submission = matter.submission();
        if (submission != null && submission.barred()) return grounds;
        if (submission != null && !isReleased(matter)) grounds.add(Ground.PAYMENT_NOT_RELEASED.name());
        if (matter.milestone().endedBy() == Side.CLIENT) grounds.add(Ground.CONTRACT_ENDED.name());
        return grounds;
    }

    private static boolean isReleased(Matter matter) {
        var review = matter.review();
        return review != null
                && (review.state() == Review.State.APPROVED || review.state() == Review.State.APPROVED_BY_SILENCE);
    }

    @Override
    public Form begin(Matter matter) {
        var choices = choices(matter);
        return Form.empty(this, matter).with("", choices.size() == 1 ? choices.get(0) : "", "", List.of());
    }

    @Override
    public Money most(Matter matter) {
        return matter.balances().free();
    }

    @Override
    public Consequence consequence(Matter matter, Form form) {
        var ground = form.choice(Ground.class);
        if (!choices(matter).contains(ground.name())) throw Refused.badInput("missing", "choice", "not offered");
        var amount = requests.amount(form, most(matter));
        form.words();
        return new Consequence(
                requests.rows(matter, amount),
                List.of(
                        phrases.of("file-dispute.consequence", matter.other(), FactText.money(amount)),
                        phrases.of("sealed.warning"),
                        phrases.of(
                                "sealed.documents",
                                String.valueOf(form.documents(matter.papers()).size()))));
    }

    @Override
    public void carryOut(Matter matter, Form form) {
        Money amount = requests.amount(form, most(matter));
        acts.file(
                matter.milestone().id(),
                form.choice(Ground.class),
                amount,
                form.words(),
                form.documents(matter.papers()),
                matter.visit().actor());
    }
}
