package dev.parley.ledger;

import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import java.util.Currency;
import java.util.UUID;

/** Where money is: a milestone of a contract, in one currency. */
public record Escrow(UUID contract, UUID milestone, Currency currency) {
    /** The amount in minor units; one of another currency is refused. */
    long minor(Money amount) {
        if (!amount.currency().equals(currency))
            throw Refused.badInput("currency-mixed", "currency", "the escrow is in " + currency + ", not " + amount);
        return amount.minor();
    }

    Money money(long minor) {
        return new Money(minor, currency);
    }
}
