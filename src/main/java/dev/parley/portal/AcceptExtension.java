package dev.parley.portal;

import dev.parley.deadline.Proposal;
import dev.parley.delivery.FactText;
import dev.parley.process.DeadlineActs;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** DEA-3: agrees to the later end that the other side has asked for, named by its number (DIS-13). */
@Component
@Order(19)
class AcceptExtension implements Act {
    private final DeadlineActs acts;
    private final Phrases phrases;

    AcceptExtension(DeadlineActs acts, Phrases phrases) {
        this.acts = acts;
        this.phrases = phrases;
    }

    @Override
    public String name() {
        return "accept-extension";
    }

    @Override
    public boolean isOpenTo(Matter matter) {
        return ProposeExtension.isExtendable(matter) && proposal(matter).isPresent();
    }

    @Override
    public UUID subject(Matter matter) {
        return ProposeExtension.window(matter).id();
    }

    @Override
    public int version(Matter matter) {
        return proposal(matter).map(Proposal::number).orElse(0);
    }

    @Override
    public Consequence consequence(Matter matter, Form form) {
        var window = ProposeExtension.window(matter);
        var until = proposal(matter).orElseThrow().until();
        return new Consequence(
                List.of(
                        new Row(phrases.of("extension.now"), FactText.instant(window.dueAt(), matter.zone())),
                        new Row(phrases.of("extension.then"), FactText.instant(until, matter.zone()))),
                List.of(phrases.of("accept-extension.consequence", matter.other()), phrases.of("extension.once")));
    }

    @Override
    public void carryOut(Matter matter, Form form) {
        acts.accept(
                subject(matter), matter.side(), version(matter), matter.visit().actor());
    }

    private Optional<Proposal> proposal(Matter matter) {
        return acts.openProposal(subject(matter))
                .filter(open -> open.proposer().equals(matter.side().other().name()));
    }
}
