package dev.parley.process;

import dev.parley.ledger.Book;
import dev.parley.shared.Money;
import dev.parley.shared.Split;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a split would come to, worked out as it will be carried out. */
@Component
public class Effects {
    private final Cases cases;
    private final Corridors corridors;
    private final Book book;

    Effects(Cases cases, Corridors corridors, Book book) {
        this.cases = cases;
        this.corridors = corridors;
        this.book = book;
    }

    /**
     * What a split would come to.
     *
     * @param serviceFee out of the freelancer's part (ESC-4)
     * @param net what the freelancer gets
     * @param outsideOffers whether it leaves what the parties last offered, and a proposal says why
     */
    public record Effect(
            Money held, Money toFreelancer, Money toClient, Money serviceFee, Money net, boolean outsideOffers) {}

    /** Of a case that the caller may see; the amount is a decimal in major units. */
    @Transactional(readOnly = true)
    public Effect of(UUID caseId, String toFreelancer) {
        var c = cases.read(caseId);
        var amount = Money.parse(toFreelancer, c.contract().currency(), "toFreelancer");
        var split = Split.between(c.amount(), amount);
        var fee = book.feeFor(c.escrow(), split.toFreelancer(), c.contract().serviceFeeRate());
        return new Effect(
                c.amount(),
                split.toFreelancer(),
                split.toClient(),
                fee,
                split.toFreelancer().minus(fee),
                !corridors.of(c).contains(amount));
    }
}
