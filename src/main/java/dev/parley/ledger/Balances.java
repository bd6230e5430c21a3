package dev.parley.ledger;

import dev.parley.shared.Money;

/** The milestone's escrow, free and held, and where the rest of its contract's money went, fees and all. */
public record Balances(
        Money free,
        Money held,
        Money paidOut,
        Money refunded,
        Money fees,
        Money arbitrationHeld,
        Money arbitrationReturned,
        Money arbitrationPassed) {}
