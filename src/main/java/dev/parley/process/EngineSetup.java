package dev.parley.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationManager;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionManager;
import org.camunda.bpm.engine.impl.persistence.entity.IncidentManager;
import org.camunda.bpm.engine.impl.persistence.entity.JobDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobDefinitionManager;
import org.camunda.bpm.engine.impl.persistence.entity.JobManager;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionManager;
import org.camunda.bpm.engine.impl.persistence.entity.TaskManager;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationInitializer;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** How the engine is set up: lean history, guarded expressions, alarms of our own, and the models of this version deployed. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class EngineSetup extends AbstractProcessEnginePlugin {
    private final ApplicationContext context;
    private final DeadlineAlarm alarm;

    /** The migrations come first: the engine's tables are among them. */
    EngineSetup(ApplicationContext context, DeadlineAlarm alarm, FlywayMigrationInitializer migrationsFirst) {
        this.context = context;
        this.alarm = alarm;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setCustomHistoryLevels(List.of(new LeanHistory()));
        engine.setExpressionManager(new GuardedExpressions(context));
        engine.setCustomJobHandlers(List.of(alarm));
        engine.setTaskMetricsEnabled(false);
        engine.setEnsureJobDueDateNotNull(true);
        engine.setJobExecutorAcquireByDueDate(true);
        // Each case by itself; the condition by instance is planned as a scan of all timers once many are due.
        engine.setJobExecutorAcquireExclusiveOverProcessHierarchies(true);
        engine.setHistoryEventProducer(new LeanHistoryEvents());
        var called = new ConcurrentHashMap<KnownModels.Called, ProcessDefinitionEntity>();
        var jobDefinitions = new ConcurrentHashMap<String, JobDefinitionEntity>();
        engine.setCustomSessionFactories(List.of(
                new Replaced(JobManager.class, Jobs::new),
                new Replaced(ProcessDefinitionManager.class, () -> new KnownModels(called)),
                new Replaced(JobDefinitionManager.class, () -> new KnownJobDefinitions(jobDefinitions)),
                new Replaced(ExecutionManager.class, WholeInstances::new),
                new Replaced(IncidentManager.class, IncidentsOfFailures::new),
                new Replaced(AuthorizationManager.class, NoInstanceGrants::new),
                new Replaced(TaskManager.class, NoSubtasks::new)));
        engine.setResourceAuthorizationProvider(new TaskGrants());
        var passwords = new Passwords();
        engine.setPasswordEncryptor(passwords);
        engine.setIdentityProviderSessionFactory(Accounts.with(passwords));
        engine.setLoginMaxAttempts(
                Integer.MAX_VALUE); // a stranger's wrong tries delay an account, and lock none for good
    }

    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {
        deploy(engine);
    }

    /**
     * Named resources, the same from a jar and from a folder, so that an unchanged set is not deployed again. A drawing
     * that is named like its model becomes the diagram of that version of the process.
     */
    private static void deploy(ProcessEngine engine) {
        var deployment = engine.getRepositoryService()
                .createDeployment()
                .name("parley")
                .source("parley")
                .enableDuplicateFiltering(false);
        try {
            var files = new PathMatchingResourcePatternResolver();
            for (var folder : List.of("bpmn/*.bpmn", "bpmn/*.svg", "bpmn/*.dmn", "forms/*.form"))
                for (var file : files.getResources("classpath*:" + folder))
                    try (var content = file.getInputStream()) {
                        deployment.addInputStream(
                                folder.substring(0, folder.indexOf('*')) + file.getFilename(), content);
                    }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        deployment.deploy();
    }
}
