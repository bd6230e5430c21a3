package dev.parley.sandbox;

import dev.parley.delivery.Sender;
import dev.parley.sandbox.SampleCaller.Failed;
import dev.parley.sandbox.SampleTable.Row;
import dev.parley.sandbox.Samples.Sample;
import dev.parley.shared.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Plays the samples through this server's own API once it is up, then prints how they stand. What was played is not
 * played again; what was cut off is begun again under the same keys.
 */
@Component
@Profile("sandbox")
class SamplePlayer implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(SamplePlayer.class);

    private final SampleTable table;
    private final Clock clock;
    private final Sender sender;
    private final Environment environment;
    private final Thread thread = new Thread(this::playAndTell, "samples");
    private final boolean active;

    SamplePlayer(
            SampleTable table,
            Clock clock,
            Sender sender,
            Environment environment,
            @Value("${parley.sandbox.samples}") boolean active) {
        this.table = table;
        this.clock = clock;
        this.sender = sender;
        this.environment = environment;
        this.active = active;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        if (active) thread.start();
    }

    /** Whoever stops the application while samples are played stops them too. */
    @Override
    public void destroy() {
        thread.interrupt();
    }

    private void playAndTell() {
        var port = environment.getRequiredProperty("local.server.port", int.class);
        try {
            play(port);
        } catch (InterruptedException stopped) {
            return;
        }
        LOG.info("{}", Guide.text("http://127.0.0.1:" + port, table.rows()));
    }

    void play(int port) throws InterruptedException {
        var caller = new SampleCaller(port, "contracts", sender::sendDue);
        play(Samples.ENDED_BY_TIME, caller);
        letWindowsPass(caller);
        play(Samples.ENDED_BY_SOMEBODY, caller);
        play(Samples.OPEN, caller);
    }

    private void play(List<Sample> samples, SampleCaller caller) throws InterruptedException {
        for (var sample : samples) if (!table.isPlayed(sample.name())) play(sample, caller);
    }

    /** A sample that can't be played is missed, not mourned: the house must start all the same. */
    private void play(Sample sample, SampleCaller caller) throws InterruptedException {
        var number = Samples.all().indexOf(sample) + 1;
        LOG.info("playing {} of {}: {}", number, Samples.all().size(), sample.name());
        try {
            var life = new SampleLife(caller, sample.name());
            sample.life().play(life);
            table.played(sample.name(), life.milestone());
        } catch (Failed failed) {
            LOG.warn("sample {} could not be played: {}", sample.name(), failed.getMessage());
        }
    }

    /** To just after the last deadline of those that wait for theirs; none does after a restart. */
    private void letWindowsPass(SampleCaller caller) throws InterruptedException {
        var last = lastDeadline();
        if (last.isEmpty()) return;
        LOG.info("moving the clock to {}", last.get());
        try {
            var to = Map.of("to", last.get().plusSeconds(1).toString());
            caller.post(caller.system(), "sample clock " + last.get(), "/sandbox/clock/advance", to);
        } catch (Failed failed) {
            LOG.warn("the clock could not be moved: {}", failed.getMessage());
        }
    }

    private Optional<Instant> lastDeadline() {
        var names = Samples.ENDED_BY_TIME.stream().map(Sample::name).toList();
        return table.rows().stream()
                .filter(row -> row.open() && names.contains(row.name()))
                .map(Row::at)
                .flatMap(Optional::stream)
                .filter(clock.now()::isBefore)
                .max(Instant::compareTo);
    }
}
