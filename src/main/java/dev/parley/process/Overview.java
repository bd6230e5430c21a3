package dev.parley.process;

import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How the house stands, for operations: the same figures as the metrics, and what the watchdog and the audit of this node found. */
@Component
public class Overview {
    private final Figures figures;
    private final WatchdogLoop loop;

    Overview(Figures figures, WatchdogLoop loop) {
        this.figures = figures;
        this.loop = loop;
    }

    /**
     * At most some seconds old.
     *
     * @param cases open ones, by stage
     * @param windows open and overdue
     * @param deliveries waiting for their time, due, and failed for good
     * @param webhooks waiting and failed, and endpoints that are failing and disabled
     * @param money transfers that wait, have no answer yet or failed, deposits that came back or are pending: how many
     * @param jobs of the engine: due, retrying, failed, suspended, and its incidents
     * @param onHold of all open cases, by currency; none where nothing is held
     * @param watchdog windows without a live timer, in words
     * @param findings of the audit, in words
     */
    public record State(
            Map<String, Long> cases,
            Map<String, Long> windows,
            Map<String, Long> deliveries,
            Map<String, Long> webhooks,
            Map<String, Long> money,
            Map<String, Long> jobs,
            List<Money> onHold,
            List<String> watchdog,
            List<String> findings) {}

    public State now() {
        var now = figures.now()
                .orElseThrow(() -> Refused.conflict("figures-unreadable", "the figures can't be read at this moment"));
        return new State(
                now.cases(),
                now.windows(),
                now.deliveries(),
                now.webhooks(),
                now.money(),
                now.jobs(),
                now.escrow().entrySet().stream()
                        .filter(money -> money.getValue().held() > 0)
                        .map(money -> Money.of(money.getValue().held(), money.getKey()))
                        .toList(),
                loop.reports(),
                loop.findings().stream()
                        .map(finding -> finding.check() + ": " + finding.subject() + ": " + finding.detail())
                        .toList());
    }
}
