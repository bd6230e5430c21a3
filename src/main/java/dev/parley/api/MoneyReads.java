package dev.parley.api;

import dev.parley.contract.PendingDeposits;
import dev.parley.contract.PendingDeposits.Pending;
import dev.parley.contract.Remedies;
import dev.parley.contract.Remedies.Remedy;
import dev.parley.ledger.Chargeback;
import dev.parley.ledger.Chargebacks;
import dev.parley.ledger.TransferOrders;
import dev.parley.shared.Clock;
import dev.parley.shared.Refused;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads money that waits: deposits that are pending or came back, and transfers that nobody has paid. */
@Component
@Transactional(readOnly = true)
class MoneyReads {
    private static final int MOST = 200;

    private final Access access;
    private final TransferReads transfers;
    private final TransferOrders orders;
    private final Chargebacks chargebacks;
    private final PendingDeposits pending;
    private final Remedies remedies;
    private final Clock clock;
    private final Duration actWithin;

    MoneyReads(
            Access access,
            TransferReads transfers,
            TransferOrders orders,
            Chargebacks chargebacks,
            PendingDeposits pending,
            Remedies remedies,
            Clock clock,
            @Value("${parley.money.act-within}") Duration actWithin) {
        this.access = access;
        this.transfers = transfers;
        this.orders = orders;
        this.chargebacks = chargebacks;
        this.pending = pending;
        this.remedies = remedies;
        this.clock = clock;
        this.actWithin = actWithin;
    }

    /**
     * The first 200 of each, the longest waiting first.
     *
     * @param transfers that wait or failed
     * @param unanswered transfers of which the contracts system has not said in time what became of them
     * @param chargebacks for which something is frozen or missing
     * @param deposits that are pending
     * @param remedies that wait for a second person
     */
    record Waiting(
            List<TransferOrderView> transfers,
            List<TransferOrderView> unanswered,
            List<ChargebackView> chargebacks,
            List<PendingDepositView> deposits,
            List<Remedy> remedies) {}

    Waiting waiting() {
        return new Waiting(
                orders.stuck(MOST).stream().map(transfers::view).toList(),
                orders.unanswered(clock.now().minus(actWithin), MOST).stream()
                        .map(transfers::view)
                        .toList(),
                chargebacks.open(MOST).stream().map(this::view).toList(),
                pending.open(MOST).stream().map(this::view).toList(),
                remedies.open());
    }

    ChargebackView chargeback(Caller caller, UUID id) {
        return chargeback(id, chargeback -> access.seesContract(caller, chargeback.contract()));
    }

    ChargebackView chargeback(UUID id) {
        return chargeback(id, any -> true);
    }

    private ChargebackView chargeback(UUID id, Predicate<Chargeback> isSeen) {
        return chargebacks
                .find(id)
                .filter(isSeen)
                .map(this::view)
                .orElseThrow(() -> Refused.notFound("chargeback-unknown", id));
    }

    PendingDepositView deposit(Caller caller, UUID id) {
        return deposit(id, deposit -> access.seesMilestone(caller, deposit.milestone()));
    }

    PendingDepositView deposit(UUID id) {
        return deposit(id, any -> true);
    }

    private PendingDepositView deposit(UUID id, Predicate<Pending> isSeen) {
        return pending.find(id)
                .filter(isSeen)
                .map(this::view)
                .orElseThrow(() -> Refused.notFound("deposit-unknown", id));
    }

    private ChargebackView view(Chargeback chargeback) {
        return ChargebackView.of(chargeback, actWithin);
    }

    private PendingDepositView view(Pending deposit) {
        return PendingDepositView.of(deposit, actWithin);
    }
}
