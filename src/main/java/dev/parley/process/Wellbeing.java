package dev.parley.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Tells operations in words what is wrong and where to look. It is for people, and no reason to restart a node. */
@Component("findings")
class Wellbeing implements HealthIndicator {
    /** What is due longer than this is late: alarms and mails leave within seconds. */
    private static final Duration LATE = Duration.ofMinutes(5);

    private final Figures figures;
    private final WatchdogLoop loop;
    private final Duration auditEvery;

    Wellbeing(Figures figures, WatchdogLoop loop, @Value("${parley.audit.every}") Duration auditEvery) {
        this.figures = figures;
        this.loop = loop;
        this.auditEvery = auditEvery;
    }

    /** Something that is not as it should be. */
    record Concern(String wrong, String look) {}

    @Override
    public Health health() {
        return Health.up().withDetail("concerns", concerns()).build();
    }

    List<Concern> concerns() {
        var concerns = new ArrayList<>(fromThisNode());
        figures.now()
                .ifPresentOrElse(
                        now -> concerns.addAll(from(now)),
                        () -> concerns.add(new Concern(
                                "The database can't be read.", "Component db; then the log of this node.")));
        return concerns;
    }

    private List<Concern> fromThisNode() {
        var windows = loop.reports().stream()
                .map(report -> new Concern(
                        "A window has no live timer: " + report + ".",
                        "Cockpit, the instance with that business key, its jobs; an incident says what failed."));
        var findings = loop.findings().stream()
                .map(finding -> new Concern(
                        "The audit found " + finding.check() + ": " + finding.subject() + ": " + finding.detail() + ".",
                        "README, \"audit\": what must hold stands in the first line of that query."));
        var audit = loop.sinceAudit();
        var late = when(
                audit.compareTo(auditEvery.multipliedBy(2)) > 0,
                "There was no audit for " + words(audit) + ".",
                "The log of this node, \"The watchdog broke off\".");
        return Stream.of(windows, findings, late.stream())
                .flatMap(concern -> concern)
                .toList();
    }

    private static List<Concern> from(Readings now) {
        var failed = Readings.amount(now.jobs(), "failed");
        var suspended = Readings.amount(now.jobs(), "suspended");
        var incidents = Readings.amount(now.jobs(), "incidents");
        var notices = Readings.amount(now.deliveries(), "failed");
        var webhooks = Readings.amount(now.webhooks(), "failed");
        return Stream.of(
                        when(
                                failed > 0,
                                "Jobs that failed for good: " + failed + ".",
                                "Cockpit, Processes, the incidents: mend the cause, then retry."),
                        when(
                                suspended > 0,
                                "Suspended jobs: " + suspended + ". Their deadlines don't come.",
                                "Cockpit, Processes: activate what is suspended."),
                        when(
                                incidents > failed,
                                "Open incidents that are no failed jobs: " + (incidents - failed) + ".",
                                "Cockpit, Processes, the incidents: most are notices that failed."),
                        when(
                                isLate(now.lateness()),
                                "A timer has been due for " + words(now.lateness()) + ".",
                                "Component jobExecutor on each node; jobs that are tried again in Cockpit."),
                        when(
                                notices > 0,
                                "Notices that failed or came back: " + notices + ".",
                                "GET /api/v1/notices?state=FAILED: send again, or correct the address."),
                        when(
                                isLate(now.age()),
                                "A notice has waited to be sent for " + words(now.age()) + ".",
                                "The mail server, and the log of the senders."),
                        when(
                                webhooks > 0,
                                "Webhooks that were given up: " + webhooks + ".",
                                "Cockpit, the dashboard: tell the contracts system, then redeliver."))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Concern> when(boolean so, String wrong, String look) {
        return so ? Optional.of(new Concern(wrong, look)) : Optional.empty();
    }

    private static boolean isLate(Duration time) {
        return time.compareTo(LATE) > 0;
    }

    private static String words(Duration time) {
        return time.toHours() > 0 ? time.toHours() + " h" : time.toMinutes() + " min";
    }
}
