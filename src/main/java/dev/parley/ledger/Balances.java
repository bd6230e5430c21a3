package dev.parley.ledger;

import dev.parley.shared.Money;

/**
 * The milestone's escrow, free and held, and where the rest of its contract's money went, fees and all.
 *
 * @param frozen of the milestone's money, by deposits that came back: of its escrow and of what waits to be paid (ESC-7)
 */
public record Balances(
        Money free,
        Money held,
        Money frozen,
        Money paidOut,
        Money refunded,
        Money fees,
        Money arbitrationHeld,
        Money arbitrationReturned,
        Money arbitrationPassed) {}
