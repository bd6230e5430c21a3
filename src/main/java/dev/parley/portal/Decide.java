package dev.parley.portal;

import dev.parley.delivery.FactText;
import dev.parley.dispute.Document;
import dev.parley.process.MediationActs;
import dev.parley.shared.Split;
import java.util.List;
import java.util.UUID;

/** RES-3: a party's word on the proposal that it saw; it can't be taken back. */
abstract class Decide implements Act {
    private final boolean accepted;
    private final MediationActs acts;
    private final Outcomes outcomes;
    private final Phrases phrases;

    Decide(boolean accepted, MediationActs acts, Outcomes outcomes, Phrases phrases) {
        this.accepted = accepted;
        this.acts = acts;
        this.outcomes = outcomes;
        this.phrases = phrases;
    }

    @Override
    public String name() {
        return accepted ? "accept-proposal" : "reject-proposal";
    }

    @Override
    public boolean isOpenTo(Matter matter) {
        return matter.is(matter.side(), Standing.DECISIONS) && !matter.papers().hasDecided(matter.side());
    }

    @Override
    public UUID subject(Matter matter) {
        return matter.openCase().id();
    }

    @Override
    public int version(Matter matter) {
        return proposal(matter).version();
    }

    @Override
    public Consequence consequence(Matter matter, Form form) {
        var other = matter.papers().hasDecided(matter.side().other()) ? ".second" : ".first";
        var rows = accepted
                ? outcomes.rows(
                        matter, Split.between(matter.amount(), proposal(matter).toFreelancer()))
                : List.of(new Row(phrases.of("outcome.staysOnHold"), FactText.money(matter.amount())));
        return new Consequence(
                rows, List.of(phrases.of(name() + ".consequence" + (accepted ? other : ""), matter.other())));
    }

    @Override
    public void carryOut(Matter matter, Form form) {
        acts.decide(
                subject(matter),
                matter.side(),
                version(matter),
                accepted,
                matter.visit().actor());
    }

    private static Document.Proposal proposal(Matter matter) {
        return matter.proposal().orElseThrow();
    }
}
