package dev.parley.ledger;

import dev.parley.shared.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the contracts system is to pay to whom for a transfer of the book, and what became of it (ESC-7).
 *
 * @param reference of the transfer
 * @param payeeId the contracts system's own id of a party
 * @param reason why it was refused or came back
 * @param replaces the order that this one was given instead of
 * @param changedAt since when it has been in its state
 */
public record TransferOrder(
        UUID id,
        String reference,
        String purpose,
        UUID contract,
        UUID milestone,
        Payee payee,
        @Nullable String payeeId,
        Money amount,
        State state,
        @Nullable String reason,
        @Nullable UUID replaces,
        Instant orderedAt,
        Instant changedAt) {
    /** Who gets the money: a party, whoever runs the platform, or the provider of arbitration. */
    public enum Payee {
        FREELANCER,
        CLIENT,
        PLATFORM,
        PROVIDER
    }

    /** What becomes of an order. */
    public enum State {
        /** Not to be paid yet: it needs money that is frozen. */
        WAITING,
        /** To be paid now. */
        ORDERED,
        /** Paid, says the contracts system. */
        CONFIRMED,
        /** Could not be paid; still owed. */
        REFUSED,
        /** Came back after it was paid; still owed. */
        REVERSED,
        /** Given anew, under another id. */
        REORDERED,
        /** Not to be paid any more. */
        CANCELLED;

        /** Whether somebody must still do something about it. */
        public boolean isOpen() {
            return switch (this) {
                case WAITING, ORDERED, REFUSED, REVERSED -> true;
                case CONFIRMED, REORDERED, CANCELLED -> false;
            };
        }
    }
}
