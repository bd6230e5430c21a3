package dev.parley.process;

import dev.parley.contract.NextClock;
import dev.parley.shared.Money;

/** What follows a withdrawal (REV-8), shown before it (DIS-10): what the milestone waits for then, and for how much. */
public record Withdrawal(NextClock next, Money amount) {}
