package dev.parley.api;

import dev.parley.ledger.Chargeback;
import dev.parley.shared.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A deposit that came back, whole or in part (ESC-7).
 *
 * @param deposit the contracts system's own id of it
 * @param frozen of the milestone's escrow and of its transfers that wait
 * @param receivable what was let go before, and is missing
 * @param actBy while it is open: when operations act
 */
@Schema(name = "Chargeback")
record ChargebackView(
        UUID id,
        UUID contract,
        UUID milestone,
        String deposit,
        String externalId,
        Money amount,
        Money frozen,
        Money receivable,
        Chargeback.State state,
        String reason,
        Instant reportedAt,
        Instant changedAt,
        @Nullable Instant actBy) {
    static ChargebackView of(Chargeback chargeback, Duration actWithin) {
        return new ChargebackView(
                chargeback.id(),
                chargeback.contract(),
                chargeback.milestone(),
                chargeback.deposit(),
                chargeback.externalId(),
                chargeback.amount(),
                chargeback.frozen(),
                chargeback.receivable(),
                chargeback.state(),
                chargeback.reason(),
                chargeback.at(),
                chargeback.changedAt(),
                chargeback.state().isOpen() ? chargeback.changedAt().plus(actWithin) : null);
    }
}
