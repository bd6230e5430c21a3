package dev.parley.api;

import dev.parley.ledger.TransferOrder;
import dev.parley.shared.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be paid to whom, and what became of it (ESC-7).
 *
 * @param reference of the movement in the book that it carries out
 * @param reason why it was refused or came back
 * @param replaces the order that this one was given instead of
 * @param actBy while it is open: when it is late, and operations act
 */
@Schema(name = "TransferOrder")
record TransferOrderView(
        UUID id,
        UUID contract,
        UUID milestone,
        String reference,
        String purpose,
        Payee payee,
        Money amount,
        TransferOrder.State state,
        @Nullable String reason,
        @Nullable UUID replaces,
        Instant orderedAt,
        Instant changedAt,
        @Nullable Instant actBy) {
    /** @param externalId of a party, as the contracts system registered it */
    record Payee(TransferOrder.Payee role, @Nullable String externalId) {}

    static TransferOrderView of(TransferOrder order, Duration actWithin) {
        return new TransferOrderView(
                order.id(),
                order.contract(),
                order.milestone(),
                order.reference(),
                order.purpose(),
                new Payee(order.payee(), order.payeeId()),
                order.amount(),
                order.state(),
                order.reason(),
                order.replaces(),
                order.orderedAt(),
                order.changedAt(),
                order.state().isOpen() ? order.changedAt().plus(actWithin) : null);
    }
}
