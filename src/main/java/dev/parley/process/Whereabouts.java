package dev.parley.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where a review, a claim window or a case is, in the very version of the process that it runs. */
@Component
public class Whereabouts {
    private final HistoryService history;
    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final Properties words = words();

    /** What is deployed never changes. */
    private final Map<String, Optional<Drawing>> drawings = new ConcurrentHashMap<>();

    Whereabouts(HistoryService history, RuntimeService runtime, RepositoryService repository) {
        this.history = history;
        this.runtime = runtime;
        this.repository = repository;
    }

    /**
     * The innermost process at work, and what it waits for, in words; the whole drawing with that step marked, and the
     * part around the step, each a self-contained SVG. When it is over nothing is marked and there is no such part. An
     * instance begun before drawings were deployed has none.
     */
    public record Place(
            String process,
            String words,
            boolean over,
            @Nullable String svg,
            @Nullable String closeUp) {}

    /** The subject is the id of the review, the claim window or the case; empty if nothing runs or ran for it. */
    @Transactional(readOnly = true)
    public Optional<Place> of(UUID subject) {
        return history
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(subject.toString())
                .rootProcessInstances()
                .list()
                .stream()
                .findFirst()
                .map(root -> active(root.getId()).orElseGet(() -> over(root)));
    }

    /** Empty if the instance has ended, perhaps this moment. */
    private Optional<Place> active(String instance) {
        var called = runtime.createProcessInstanceQuery()
                .superProcessInstanceId(instance)
                .singleResult();
        if (called != null) return active(called.getId());
        return Optional.ofNullable(runtime.createProcessInstanceQuery()
                        .processInstanceId(instance)
                        .singleResult())
                .flatMap(running -> runtime.getActiveActivityIds(instance).stream()
                        .findFirst()
                        .map(activity -> at(running, activity)));
    }

    private Place at(ProcessInstance running, String activity) {
        var process = name(running.getProcessDefinitionId());
        var waits = word(activity);
        var drawing = drawing(running.getProcessDefinitionId())
                .map(drawn -> drawn.titled(process + ": " + waits).marked(activity, word("here")));
        return new Place(
                process,
                waits,
                false,
                drawing.map(Drawing::svg).orElse(null),
                drawing.map(drawn -> drawn.closeUp(activity).svg()).orElse(null));
    }

    private Place over(HistoricProcessInstance ended) {
        var process = name(ended.getProcessDefinitionId());
        var over = word("over." + ended.getProcessDefinitionKey());
        var drawing = drawing(ended.getProcessDefinitionId()).map(drawn -> drawn.titled(process + ": " + over));
        return new Place(process, over, true, drawing.map(Drawing::svg).orElse(null), null);
    }

    private String name(String definition) {
        return repository.getProcessDefinition(definition).getName();
    }

    private Optional<Drawing> drawing(String definition) {
        return drawings.computeIfAbsent(definition, this::read);
    }

    private Optional<Drawing> read(String definition) {
        try (var diagram = repository.getProcessDiagram(definition)) {
            return diagram == null
                    ? Optional.empty()
                    : Optional.of(new Drawing(new String(diagram.readAllBytes(), UTF_8)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private String word(String name) {
        return Objects.requireNonNull(words.getProperty(name), name);
    }

    private static Properties words() {
        try (var file = Whereabouts.class.getResourceAsStream("/messages/places.properties")) {
            var words = new Properties();
            words.load(new InputStreamReader(Objects.requireNonNull(file), UTF_8));
            return words;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
