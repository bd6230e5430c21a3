package dev.parley;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.process.Audit;
import dev.parley.process.EngineClock;
import dev.parley.proof.Effort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Each event, condition, flag and binding of the models is needed: a test fails when it is gone. The tests of the models'
 * form are asked first; what passes them is deployed, and lives are played against it until one of them fails.
 */
@ParleyTest
class ModelGuardsTest {
    private static final Logger LOG = LoggerFactory.getLogger(ModelGuardsTest.class);
    private static final int SAMPLE = 3;
    private static final int PLAYED = Effort.of("mutants", SAMPLE);
    private static final String ONLY = System.getProperty("parley.proof.mutant", "");

    private static final List<String> PLAYS = List.of(
            "dev.parley.WholeCaseTest",
            "dev.parley.CaseRulesTest",
            "dev.parley.api.TasklistTest",
            "dev.parley.AlarmTest",
            "dev.parley.FlowsTest");

    private static final Map<String, String> RULES = Map.of(
            "milestone-review.bpmn", "REV-",
            "contract-closure.bpmn", "REV-6",
            "dispute.bpmn", "DIS-",
            "non-binding-resolution.bpmn", "RES-",
            "arbitration.bpmn", "ARB-");

    @Autowired
    RepositoryService repository;

    @Autowired
    EngineClock engine;

    @Autowired
    Audit audit;

    @Autowired
    EmbeddedPostgres postgres;

    @TempDir
    Path folder;

    private final Launcher launcher = LauncherFactory.create();
    private final List<TestIdentifier> tests = new ArrayList<>();
    /** Those that have noticed something in a model, the latest first: they are asked first for the next of it. */
    private final Map<String, List<TestIdentifier>> keen = new HashMap<>();

    @Test
    @Timeout(value = 6, unit = TimeUnit.HOURS)
    @DisplayName("REV-4 DIS-6 each event, condition, flag and binding of the models is needed: a test fails without it")
    void needed() throws IOException {
        discover();
        var alive = new ArrayList<Mutant>();
        for (var mutant : Mutant.all()) {
            if (!Pattern.compile(ONLY).matcher(mutant.toString()).find()) continue;
            var noticed = form(mutant);
            if (noticed.isEmpty()) alive.add(mutant);
            else LOG.debug("{}: {}", mutant, noticed.get());
        }
        if (alive.size() > PLAYED) Collections.shuffle(alive, new Random(Effort.seed()));
        var survivors = new ArrayList<Mutant>();
        for (var mutant : alive.subList(0, Math.min(PLAYED, alive.size()))) {
            var noticed = play(mutant);
            LOG.info("{}: {}", mutant, noticed.orElse("noticed by no test"));
            if (noticed.isEmpty()) survivors.add(mutant);
        }
        assertThat(survivors).isEmpty();
    }

    @Test
    @DisplayName("the models as they are pass what is asked of those that lack something")
    void control() throws IOException {
        discover();
        for (var control : Mutant.controls()) assertThat(form(control)).isEmpty();
        if (PLAYED > SAMPLE) assertThat(play(Mutant.controls().get(0))).isEmpty();
    }

    /** The test of the models' form that it fails. */
    private static Optional<String> form(Mutant mutant) {
        return Arrays.stream(ModelTest.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(ParameterizedTest.class))
                .filter(method -> {
                    try {
                        method.invoke(new ModelTest(), mutant.model());
                        return false;
                    } catch (InvocationTargetException failed) {
                        return true;
                    } catch (IllegalAccessException impossible) {
                        throw new AssertionError(impossible);
                    }
                })
                .map(method ->
                        "ModelTest: " + method.getAnnotation(DisplayName.class).value())
                .sorted()
                .findFirst();
    }

    private void discover() {
        if (!tests.isEmpty()) return;
        for (var type : PLAYS) {
            var plan = launcher.discover(LauncherDiscoveryRequestBuilder.request()
                    .selectors(DiscoverySelectors.selectClass(type))
                    .build());
            plan.getRoots().stream()
                    .flatMap(root -> plan.getDescendants(root).stream())
                    .filter(TestIdentifier::isTest)
                    .forEach(tests::add);
        }
    }

    /** The first test that fails on the mutant: of those that read the models, then of those that play lives, then the audit. */
    private Optional<String> play(Mutant mutant) throws IOException {
        for (var model : Model.all().toList())
            Files.copy(Path.of("bpmn", model.file()), folder.resolve(model.file()), REPLACE_EXISTING);
        Files.write(folder.resolve(mutant.file()), mutant.xml());
        System.setProperty("parley.models", folder.toString());
        try {
            var unbound = failure(DiscoverySelectors.selectClass("dev.parley.process.BindingTest"));
            return unbound.isPresent() ? unbound : playDeployed(mutant);
        } finally {
            System.clearProperty("parley.models");
        }
    }

    private Optional<String> playDeployed(Mutant mutant) throws IOException {
        beginAnew();
        String deployment;
        try {
            deployment = deploy(mutant);
        } catch (ParseException refused) {
            return Optional.of("the engine, which does not take it");
        }
        try {
            for (var test : inOrder(mutant.file())) {
                var failure = failure(DiscoverySelectors.selectUniqueId(test.getUniqueId()));
                if (failure.isPresent()) {
                    keen.computeIfAbsent(mutant.file(), any -> new ArrayList<>())
                            .add(0, test);
                    return failure;
                }
            }
            return audit.findings().stream()
                    .map(finding -> "the audit: " + finding)
                    .findFirst();
        } finally {
            beginAnew();
            repository.deleteDeployment(deployment, true);
        }
    }

    /** Those that name the model's rules before the others. */
    private Set<TestIdentifier> inOrder(String file) {
        var ordered = new LinkedHashSet<>(keen.getOrDefault(file, List.of()));
        tests.stream()
                .filter(test -> test.getDisplayName().contains(Objects.requireNonNull(RULES.get(file))))
                .forEach(ordered::add);
        ordered.addAll(tests);
        return ordered;
    }

    private Optional<String> failure(DiscoverySelector tests) {
        var failures = new ArrayList<String>();
        launcher.execute(
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(tests)
                        .configurationParameter("junit.jupiter.execution.timeout.default", "2 m")
                        .configurationParameter("junit.jupiter.execution.timeout.mode", "enabled")
                        .build(),
                new TestExecutionListener() {
                    @Override
                    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
                        result.getThrowable()
                                .ifPresent(thrown -> failures.add(identifier.getDisplayName() + " | "
                                        + String.valueOf(thrown.getMessage())
                                                .strip()
                                                .lines()
                                                .limit(3)
                                                .collect(Collectors.joining(" "))));
                    }
                });
        return failures.stream().findFirst();
    }

    /** The models and forms of the newest deployment, one of them replaced; without the drawings. */
    private String deploy(Mutant mutant) throws IOException {
        var newest = repository
                .createDeploymentQuery()
                .orderByDeploymentTime()
                .desc()
                .listPage(0, 1)
                .get(0)
                .getId();
        var deployment = repository.createDeployment().name("mutant");
        for (var resource : repository.getDeploymentResourceNames(newest)) {
            if (resource.endsWith(".svg")) continue;
            try (var content = resource.equals("bpmn/" + mutant.file())
                    ? new ByteArrayInputStream(mutant.xml())
                    : repository.getResourceAsStream(newest, resource)) {
                deployment.addInputStream(resource, content);
            }
        }
        return deployment.deploy().getId();
    }

    /** No case is left, nothing waits, and it is now: as before the first test. */
    private void beginAnew() {
        var db = JdbcClient.create(postgres.getPostgresDatabase());
        var tables = db.sql("""
                        select string_agg(format('%I.%I', schemaname, tablename), ', ') from pg_tables
                        where schemaname = 'parley'
                              and tablename not in ('flyway_schema_history', 'sandbox_clock', 'sandbox_sample', 'heartbeat', 'terms')
                           or schemaname = 'camunda' and tablename ~ '^act_(ru|hi)_'
                              and tablename not in ('act_ru_authorization', 'act_ru_filter', 'act_ru_jobdef')
                        """).query(String.class).single();
        db.sql("""
                        do $$ begin
                            set local session_replication_role = replica;
                            truncate %s;
                            update parley.sandbox_clock set ahead = interval '0';
                            update parley.heartbeat set at = parley.now();
                        end $$
                        """.formatted(tables)).update();
        engine.follow(Duration.ZERO);
        Flows.PASSED.clear();
    }
}
