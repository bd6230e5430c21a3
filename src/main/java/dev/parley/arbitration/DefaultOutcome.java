package dev.parley.arbitration;

import dev.parley.contract.Terms;
import dev.parley.dispute.Document.Election;
import dev.parley.dispute.Ending;
import dev.parley.shared.Money;
import dev.parley.shared.Side;
import dev.parley.shared.Split;
import java.util.List;

/** Who gets the held amount when not both elect (ARB-3), by the terms pinned to the case. */
public record DefaultOutcome(Ending ending, Split split) {
    /** What the elections made by the end of the window come to; both is no default. */
    public static DefaultOutcome of(List<Election> elections, Terms terms, Money held) {
        return switch (elections.size()) {
            case 0 -> new DefaultOutcome(Ending.NOBODY_ELECTED, allTo(terms.nobodyElects(), held));
            case 1 ->
                new DefaultOutcome(
                        Ending.ONE_ELECTED,
                        allTo(terms.winnerWhenOneElects(elections.get(0).by()), held));
            default -> throw new IllegalStateException("both elected: there is no default");
        };
    }

    private static Split allTo(Side side, Money held) {
        return side == Side.FREELANCER ? Split.allToFreelancer(held) : Split.allToClient(held);
    }
}
