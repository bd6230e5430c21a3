package dev.parley.portal;

import dev.parley.delivery.FactText;
import dev.parley.dispute.Document;
import dev.parley.mediation.ReasonCode;
import dev.parley.shared.Money;
import dev.parley.shared.Side;
import dev.parley.shared.Split;
import dev.parley.shared.Words;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is on the table: the mediator's proposal and the parties' offers (RES-3, DIS-10). */
@Component
class Offers {
    private final Phrases phrases;
    private final Outcomes outcomes;

    Offers(Phrases phrases, Outcomes outcomes) {
        this.phrases = phrases;
        this.outcomes = outcomes;
    }

    /** An offer; open to the reader, by the reader, or over. */
    record Offered(String heading, String at, String state, List<Row> rows) {}

    /** The proposal with who would get what, and what each side has decided (RES-3). */
    @Nullable
    Offered proposal(Matter matter) {
        return matter.papers()
                .last(Document.Proposal.class)
                .map(paper -> new Offered(
                        phrases.of("proposal.heading"),
                        FactText.moment(paper.at(), matter.zone()),
                        Words.of(ReasonCode.valueOf(paper.is().reasonCode())),
                        split(matter, paper.is().toFreelancer())))
                .orElse(null);
    }

    String reasons(Matter matter) {
        return matter.proposal()
                .map(is -> matter.papers().words(is.reasons().id()))
                .orElse("");
    }

    List<String> decisions(Matter matter) {
        return matter.papers()
                .all(Document.Decision.class)
                .map(paper -> phrases.of(
                        "decision." + (paper.is().accepted() ? "accepted" : "rejected")
                                + whose(matter, paper.is().by()),
                        matter.other()))
                .toList();
    }

    /** Newest first. */
    List<Offered> of(Matter matter) {
        return matter.papers()
                .all(Document.Offer.class)
                .sorted(Comparator.comparingInt(
                        (Papers.Paper<Document.Offer> paper) -> -paper.is().number()))
                .map(paper -> offered(matter, paper))
                .toList();
    }

    private Offered offered(Matter matter, Papers.Paper<Document.Offer> paper) {
        var offer = paper.is();
        var open = matter.openOffer(offer.by())
                .filter(one -> one.number() == offer.number())
                .isPresent();
        return new Offered(
                phrases.of("offer.by" + whose(matter, offer.by()), matter.other()),
                FactText.moment(paper.at(), matter.zone()),
                phrases.of(open ? "offer.open" : "offer.over"),
                open
                        ? split(matter, offer.toFreelancer())
                        : List.of(new Row(phrases.of("offer.amount"), FactText.money(offer.toFreelancer()))));
    }

    /** With the fee while it can still be accepted; later the book says what became of it. */
    private List<Row> split(Matter matter, Money toFreelancer) {
        return matter.isOpenCase()
                ? outcomes.rows(matter, Split.between(matter.amount(), toFreelancer))
                : List.of(new Row(phrases.of("offer.amount"), FactText.money(toFreelancer)));
    }

    private static String whose(Matter matter, Side side) {
        return side == matter.side() ? ".you" : ".other";
    }
}
