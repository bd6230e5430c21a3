package dev.parley.api;

import dev.parley.ledger.TransferOrder;
import dev.parley.ledger.TransferOrders;
import dev.parley.shared.Refused;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads what is to be paid to whom. */
@Component
@Transactional(readOnly = true)
class TransferReads {
    private final Access access;
    private final TransferOrders orders;
    private final Duration actWithin;

    TransferReads(Access access, TransferOrders orders, @Value("${parley.money.act-within}") Duration actWithin) {
        this.access = access;
        this.orders = orders;
        this.actWithin = actWithin;
    }

    /** Some of them; with a cursor there are more. */
    record TransferPage(
            List<TransferOrderView> transfers, @Nullable UUID next) {}

    TransferPage of(Caller caller, UUID contract, @Nullable UUID after, int limit) {
        access.contract(caller, contract);
        var found = orders.of(contract, after, limit + 1);
        var page = found.stream().limit(limit).map(this::view).toList();
        return new TransferPage(page, found.size() > limit ? page.get(limit - 1).id() : null);
    }

    TransferOrderView view(Caller caller, UUID id) {
        return orders.find(id)
                .filter(order -> access.seesContract(caller, order.contract()))
                .map(this::view)
                .orElseThrow(() -> unknown(id));
    }

    TransferOrderView view(UUID id) {
        return orders.find(id).map(this::view).orElseThrow(() -> unknown(id));
    }

    private static Refused unknown(UUID id) {
        return Refused.notFound("transfer-unknown", id);
    }

    TransferOrderView view(TransferOrder order) {
        return TransferOrderView.of(order, actWithin);
    }
}
