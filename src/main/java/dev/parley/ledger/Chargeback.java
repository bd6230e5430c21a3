package dev.parley.ledger;

import dev.parley.shared.Money;
import java.time.Instant;
import java.util.UUID;

/**
 * A deposit that came back, whole or in part (ESC-7).
 *
 * @param deposit the contracts system's own id of the deposit
 * @param externalId the contracts system's own id of what came back
 * @param frozen of the milestone's escrow and of its orders that wait
 * @param receivable what was let go before, and is missing
 * @param changedAt since when it has been in its state
 */
public record Chargeback(
        UUID id,
        String deposit,
        String externalId,
        UUID contract,
        UUID milestone,
        Money amount,
        Money frozen,
        Money receivable,
        State state,
        String reason,
        Instant at,
        Instant changedAt) {
    /** What becomes of it. */
    public enum State {
        /** Money of the milestone is frozen. */
        FROZEN,
        /** Nothing is frozen, and something is missing all the same. */
        RECEIVABLE,
        /** Made good. */
        REINSTATED,
        /** Given up: all that was frozen, and nothing else was missing. */
        CANCELLED;

        /** Whether something is still missing. */
        public boolean isOpen() {
            return this == FROZEN || this == RECEIVABLE;
        }
    }

    /** What came back, as it is reported: of which deposit, by our id, how much and why. */
    public record Report(UUID deposit, String externalId, Money amount, String reason) {}
}
