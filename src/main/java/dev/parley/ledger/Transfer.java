package dev.parley.ledger;

import dev.parley.shared.Actor;
import dev.parley.shared.Money;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One movement as it stands in the book; its postings sum to zero (ESC-1).
 *
 * @param reference names the cause, once for all time (ESC-2)
 * @param reverses the reference of the transfer that this one reverses
 */
public record Transfer(
        long id,
        String reference,
        String purpose,
        UUID contract,
        UUID milestone,
        Currency currency,
        Actor actor,
        Instant at,
        @Nullable String reverses,
        List<Posting> postings) {

    /** What one account gained or, below zero, gave. */
    public record Posting(Account account, UUID ref, Money amount) {}

    /** What the freelancer got, the fee taken off. */
    public Money toFreelancer() {
        return to(Account.PAID_OUT);
    }

    public Money fee() {
        return to(Account.FEE);
    }

    public Money toClient() {
        return to(Account.REFUNDED);
    }

    private Money to(Account account) {
        return postings.stream()
                .filter(posting -> posting.account() == account)
                .map(Posting::amount)
                .reduce(new Money(0, currency), Money::plus);
    }
}
