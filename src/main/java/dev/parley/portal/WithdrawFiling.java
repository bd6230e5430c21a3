package dev.parley.portal;

import dev.parley.delivery.FactText;
import dev.parley.process.DisputeActs;
import dev.parley.shared.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** DIS-10: final for its submission; what follows is shown before. */
@Component
@Order(12)
class WithdrawFiling implements Act {
    private final DisputeActs acts;
    private final Phrases phrases;

    WithdrawFiling(DisputeActs acts, Phrases phrases) {
        this.acts = acts;
        this.phrases = phrases;
    }

    @Override
    public String name() {
        return "withdraw-filing";
    }

    @Override
    public boolean isOpenTo(Matter matter) {
        return matter.side() == Side.FREELANCER
                && matter.isOpenCase()
                && matter.openCase().isWithdrawable();
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
        var rows = new ArrayList<Row>();
        var sentences = new ArrayList<String>();
        rows.add(new Row(phrases.of("outcome.backInEscrow"), FactText.money(matter.amount())));
        acts.ifWithdrawn(matter.milestone(), matter.openCase())
                .ifPresent(next -> sentences.add(phrases.of(
                        "withdraw-filing.then." + next.next().name(), matter.other(), FactText.money(next.amount()))));
        sentences.add(phrases.of("withdraw-filing.consequence", matter.other()));
        return new Consequence(List.copyOf(rows), List.copyOf(sentences));
    }

    @Override
    public void carryOut(Matter matter, Form form) {
        acts.withdraw(subject(matter), matter.visit().actor());
    }
}
