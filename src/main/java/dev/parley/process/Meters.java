package dev.parley.process;

import static dev.parley.process.Readings.amount;

import dev.parley.dispute.Stage;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What operations measure. Of what the database knows, every node says the same; what can't be read is no number. */
@Component
class Meters implements MeterBinder {
    private final Figures figures;
    private final Watchdog watchdog;
    private final WatchdogLoop loop;
    private final AtomicReference<Set<String>> shown = new AtomicReference<>(Set.of());
    private @Nullable MultiGauge escrow;

    Meters(Figures figures, Watchdog watchdog, WatchdogLoop loop) {
        this.figures = figures;
        this.watchdog = watchdog;
        this.loop = loop;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        escrow = MultiGauge.builder("parley.escrow")
                .description("Money in escrow, by currency: free, or held for a case")
                .baseUnit("minor_units")
                .register(registry);
        fromTheDatabase(registry);
        fromThisNode(registry);
        readings();
    }

    private void fromTheDatabase(MeterRegistry registry) {
        var stages = Arrays.stream(Stage.values())
                .filter(stage -> stage != Stage.CLOSED)
                .map(stage -> stage.name().toLowerCase(Locale.ROOT));
        for (var stage : stages.toList())
            gauge("parley.open.cases", "cases", "Open cases, by what they wait for", at -> amount(at.cases(), stage))
                    .tag("stage", stage)
                    .register(registry);
        for (var state : List.of("open", "overdue"))
            gauge(
                            "parley.windows",
                            "windows",
                            "Windows that nobody has ended: still open, or overdue by the database's clock",
                            at -> amount(at.windows(), state))
                    .tag("state", state)
                    .register(registry);
        for (var state : List.of("due", "retrying", "failed", "suspended"))
            gauge(
                            "parley.jobs",
                            "jobs",
                            "Jobs of the engine: due now, tried again after a failure, failed for good, suspended",
                            at -> amount(at.jobs(), state))
                    .tag("state", state)
                    .register(registry);
        gauge("parley.incidents", "incidents", "Open incidents of the engine", at -> amount(at.jobs(), "incidents"))
                .register(registry);
        seconds(registry, "parley.timers.lateness", "How long the latest timer has been due", Readings::lateness);
        for (var state : List.of("waiting", "due", "failed"))
            gauge(
                            "parley.deliveries",
                            "deliveries",
                            "What is to leave the house: not yet due, due, failed and not dealt with",
                            at -> amount(at.deliveries(), state))
                    .tag("state", state)
                    .register(registry);
        for (var state : List.of("waiting", "failed"))
            gauge(
                            "parley.webhooks",
                            "webhooks",
                            "Events that endpoints are yet to be told of, and that were given up",
                            at -> amount(at.webhooks(), state))
                    .tag("state", state)
                    .register(registry);
        for (var state : List.of("failing", "disabled"))
            gauge(
                            "parley.webhook.endpoints",
                            "endpoints",
                            "Endpoints whose last attempt failed, and that are told nothing",
                            at -> amount(at.webhooks(), state))
                    .tag("state", state)
                    .register(registry);
        seconds(
                registry,
                "parley.webhooks.oldest",
                "How long the event that waits longest for its endpoint has done so",
                Readings::webhookAge);
        seconds(registry, "parley.deliveries.oldest", "How long the oldest due delivery has waited", Readings::age);
        money(registry);
    }

    private void money(MeterRegistry registry) {
        for (var state : List.of("unanswered", "waiting", "failed", "frozen", "receivable", "pending"))
            gauge(
                            "parley.money",
                            "items",
                            "Money that waits: transfers without an answer, for frozen money, or failed; deposits that"
                                    + " came back, with money frozen or only missing; deposits that are pending",
                            at -> amount(at.money(), state))
                    .tag("state", state)
                    .register(registry);
        seconds(
                registry,
                "parley.money.oldest",
                "How long money has waited for somebody at most; what is only missing aside",
                Readings::moneysAge);
    }

    private void fromThisNode(MeterRegistry registry) {
        Gauge.builder("parley.audit.findings", loop, at -> at.findings().size())
                .description("What the last audit of this node found wrong")
                .baseUnit("findings")
                .register(registry);
        Gauge.builder("parley.audit.age", loop, at -> at.sinceAudit().toSeconds())
                .description("Time since the last audit of this node ended, or since its start")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("parley.watchdog.windows", loop, at -> at.reports().size())
                .description("Windows due soon that have no live timer, as this node's watchdog saw last")
                .baseUnit("windows")
                .register(registry);
        FunctionCounter.builder("parley.watchdog.repairs", watchdog, Watchdog::repairs)
                .description("Timers that this node's watchdog set back or tried again")
                .baseUnit("repairs")
                .register(registry);
    }

    private void seconds(MeterRegistry registry, String name, String description, Function<Readings, Duration> time) {
        gauge(name, "seconds", description, at -> time.apply(at).toMillis() / 1000.0)
                .register(registry);
    }

    private Gauge.Builder<Supplier<Number>> gauge(
            String name, String unit, String description, ToDoubleFunction<Readings> amount) {
        Supplier<Number> number = () -> readings().map(amount::applyAsDouble).orElse(Double.NaN);
        return Gauge.builder(name, number).description(description).baseUnit(unit);
    }

    private Optional<Readings> readings() {
        var now = figures.now();
        now.map(at -> at.escrow().keySet()).ifPresent(this::showEscrowIn);
        return now;
    }

    /** A currency has its meters from the scrape after the first contract in it. */
    private void showEscrowIn(Set<String> currencies) {
        if (escrow == null || shown.getAndSet(currencies).equals(currencies)) return;
        escrow.register(
                currencies.stream()
                        .flatMap(currency -> Stream.of(
                                row(currency, "free", Readings.Escrow::free),
                                row(currency, "held", Readings.Escrow::held)))
                        .toList(),
                true);
    }

    private MultiGauge.Row<?> row(String currency, String account, ToLongFunction<Readings.Escrow> minor) {
        Supplier<Number> amount = () -> readings()
                .flatMap(now -> Optional.ofNullable(now.escrow().get(currency)))
                .<Number>map(minor::applyAsLong)
                .orElse(Double.NaN);
        return MultiGauge.Row.of(Tags.of("currency", currency, "account", account), amount);
    }
}
