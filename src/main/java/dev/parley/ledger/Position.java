package dev.parley.ledger;

import java.math.BigInteger;
import java.util.Currency;
import java.util.stream.Stream;

/** The whole house in one currency, in minor units; sums over all contracts, so beyond what one amount may be (ESC-6). */
public record Position(
        Currency currency,
        BigInteger moneyIn,
        BigInteger free,
        BigInteger held,
        BigInteger paidOut,
        BigInteger refunded,
        BigInteger fees,
        BigInteger arbitrationHeld,
        BigInteger arbitrationReturned,
        BigInteger arbitrationPassed) {

    /** Money in less all places where it is: zero, or the book is wrong. */
    public BigInteger difference() {
        return Stream.of(free, held, paidOut, refunded, fees, arbitrationHeld, arbitrationReturned, arbitrationPassed)
                .reduce(moneyIn, BigInteger::subtract);
    }
}
