package dev.parley.api;

import dev.parley.contract.PendingDeposits;
import dev.parley.contract.PendingDeposits.Pending;
import dev.parley.shared.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A deposit that is or was pending (ESC-5).
 *
 * @param milestone for which it was taken
 * @param externalId the contracts system's own id
 * @param actBy while it is pending: when operations act
 */
@Schema(name = "PendingDeposit")
record PendingDepositView(
        UUID id,
        UUID milestone,
        String externalId,
        Money amount,
        PendingDeposits.Reason reason,
        PendingDeposits.State state,
        Instant takenAt,
        Instant changedAt,
        @Nullable Instant actBy) {
    static PendingDepositView of(Pending deposit, Duration actWithin) {
        return new PendingDepositView(
                deposit.id(),
                deposit.milestone(),
                deposit.externalId(),
                deposit.amount(),
                deposit.reason(),
                deposit.state(),
                deposit.takenAt(),
                deposit.changedAt(),
                deposit.state() == PendingDeposits.State.PENDING
                        ? deposit.changedAt().plus(actWithin)
                        : null);
    }
}
