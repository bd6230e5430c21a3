package dev.parley.process;

import dev.parley.contract.Milestone;
import dev.parley.journal.Journal;
import dev.parley.ledger.TransferOrder;
import dev.parley.ledger.TransferOrder.State;
import dev.parley.ledger.TransferOrders;
import dev.parley.shared.Actor;
import dev.parley.shared.CaseEvent;
import dev.parley.shared.Refused;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the contracts system says became of the real money that it was to move (ESC-7); said again, it changes nothing. */
@Component
@Transactional
public class TransferActs {
    private final TransferOrders orders;
    private final Journal journal;
    private final Cases cases;
    private final Acting acting;

    TransferActs(TransferOrders orders, Journal journal, Cases cases, Acting acting) {
        this.orders = orders;
        this.journal = journal;
        this.cases = cases;
        this.acting = acting;
    }

    public void confirmed(UUID id, Actor by) {
        acting.as(by, () -> becomes(id, State.CONFIRMED, null));
    }

    /** It could not be paid: the money is still owed, and ordered anew once the cause is mended. */
    public void refused(UUID id, String reason, Actor by) {
        acting.as(by, () -> becomes(id, State.REFUSED, reason));
    }

    /** It had been paid and came back. */
    public void reversed(UUID id, String reason, Actor by) {
        acting.as(by, () -> becomes(id, State.REVERSED, reason));
    }

    /** Orders anew what was refused or came back, under the new id that is returned; asked again, it is the same one. */
    public UUID reorder(UUID id, Actor by) {
        return acting.as(by, () -> {
            var order = lock(id);
            if (order.state() == State.REORDERED) return orders.replacementOf(id);
            return orders.reorder(id, acting.actor()).orElseThrow(() -> contradiction(order));
        });
    }

    /** Locks the milestone of an order that was refused or came back. */
    Milestone lockFailed(UUID id) {
        var milestone = cases.lockMilestone(find(id).milestone());
        var order = find(id);
        if (order.state() != State.REFUSED && order.state() != State.REVERSED) throw contradiction(order);
        return milestone;
    }

    private UUID becomes(UUID id, State state, @Nullable String reason) {
        var order = lock(id);
        if (order.state() == state) return id;
        if (!orders.became(id, state, reason)) throw contradiction(order);
        var type = "transfer." + state.name().toLowerCase(Locale.ROOT);
        var facts = Map.<String, Object>of("transfer", id, "payee", order.payee(), "amount", order.amount());
        journal.append(new CaseEvent(order.milestone(), type, acting.actor(), facts));
        return id;
    }

    /** Read again behind the lock, so that of two who say the same the second is told what is known. */
    private TransferOrder lock(UUID id) {
        cases.lockMilestone(find(id).milestone());
        return find(id);
    }

    private TransferOrder find(UUID id) {
        return orders.find(id).orElseThrow(() -> Refused.notFound("transfer-unknown", id));
    }

    private static Refused contradiction(TransferOrder order) {
        return Refused.conflict("transfer-state", "the transfer is " + order.state());
    }
}
