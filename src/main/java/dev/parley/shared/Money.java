package dev.parley.shared;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.util.Currency;

/**
 * An amount of integer minor units of an ISO 4217 currency: never a float (RULES, Words). Arithmetic is exact
 * or throws {@link ArithmeticException}.
 */
public record Money(long minor, Currency currency) implements Comparable<Money> {
    /** The most one amount may be, so that sums of many stay far from a long's end. */
    public static final long LIMIT = 1_000_000_000_000_000L;

    public Money {
        if (Math.abs(minor) > LIMIT) throw new ArithmeticException("amount beyond " + LIMIT + " minor units");
    }

    public static Money of(long minor, String currency) {
        return new Money(minor, currency(currency));
    }

    /** Reads a currency code; an unknown one is refused by name. */
    public static Currency currency(String code) {
        try {
            var currency = Currency.getInstance(code);
            if (currency.getDefaultFractionDigits() >= 0) return currency;
        } catch (IllegalArgumentException unknown) {
            // refused below, as is a currency without minor units (XAU)
        }
        throw Refused.badInput("currency-unknown", "currency", "'" + code + "' is no ISO 4217 currency");
    }

    /**
     * Reads a decimal in major units, such as {@code 700.00}, exactly; more digits than the currency has, or
     * anything but digits and one point, is refused.
     */
    public static Money parse(String major, Currency currency, String field) {
        if (!major.strip().matches("\\d{1,13}(\\.\\d{1,4})?"))
            throw Refused.badInput("amount-malformed", field, "write the amount like 700.00");
        try {
            var minor = new BigDecimal(major.strip()).movePointRight(currency.getDefaultFractionDigits());
            return new Money(minor.longValueExact(), currency);
        } catch (ArithmeticException tooFine) {
            throw Refused.badInput(
                    "amount-malformed",
                    field,
                    currency + " has " + currency.getDefaultFractionDigits() + " decimals, and amounts have a limit");
        }
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(minor, sameCurrency(other).minor), currency);
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(minor, sameCurrency(other).minor), currency);
    }

    public Money zero() {
        return new Money(0, currency);
    }

    @JsonIgnore
    public boolean isPositive() {
        return minor > 0;
    }

    public Money min(Money other) {
        return compareTo(other) <= 0 ? this : other;
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(minor, sameCurrency(other).minor);
    }

    /** The amount in major units with the currency's own number of decimals, such as {@code 700.00 USD}. */
    @Override
    public String toString() {
        return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits()).toPlainString() + " " + currency;
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency))
            throw Refused.badInput("currency-mixed", "currency", currency + " and " + other.currency + " don't mix");
        return other;
    }
}
