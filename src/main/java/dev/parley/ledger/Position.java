package dev.parley.ledger;

import java.math.BigInteger;
import java.util.Currency;
import java.util.stream.Stream;

/**
 * The whole house in one currency, in minor units; sums over all contracts, so beyond what one amount may be (ESC-6).
 *
 * @param moneyIn less what came back
 * @param receivable what is missing of deposits that came back
 */
public record Position(
        Currency currency,
        BigInteger moneyIn,
        BigInteger receivable,
        BigInteger free,
        BigInteger held,
        BigInteger paidOut,
        BigInteger refunded,
        BigInteger fees,
        BigInteger arbitrationHeld,
        BigInteger arbitrationReturned,
        BigInteger arbitrationPassed) {

    /** Money in and receivable, less all places where it is: zero, or the book is wrong. */
    public BigInteger difference() {
        return Stream.of(free, held, paidOut, refunded, fees, arbitrationHeld, arbitrationReturned, arbitrationPassed)
                .reduce(moneyIn.add(receivable), BigInteger::subtract);
    }
}
