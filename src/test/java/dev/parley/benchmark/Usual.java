package dev.parley.benchmark;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The yardstick: the same lives with the very same domain statements as one usually models them, in an engine of their own
 * beside ours. A save point before each service task, all that is known a variable, the whole history.
 */
final class Usual implements Shape, AutoCloseable {
    private static final String SCHEMA = "usual";

    private static final Map<String, Object> FILING = Map.of(
            "milestone", "Home page",
            "client", "clara@example.com",
            "freelancer", "fred@example.com",
            "ground", "PAYMENT_NOT_RELEASED",
            "amount", 100_000L,
            "currency", "USD",
            "statement", "I delivered.");

    private final House house;
    private final Floor floor;
    private final Signals signals = new Signals();
    private final UsualTasks tasks = new UsualTasks(signals);
    private final HikariDataSource pool = new HikariDataSource();
    private final ProcessEngine engine;
    private final JobExecutor executor;

    /** @param floor sets lives up */
    Usual(House house, Floor floor) {
        this.house = house;
        this.floor = floor;
        JdbcClient.create(house.database("postgres"))
                .sql("create schema " + SCHEMA)
                .update();
        pool.setDataSource(house.database("postgres"));
        pool.setConnectionInitSql("set search_path = " + SCHEMA + ", parley");
        pool.setMaximumPoolSize(20);
        engine = engine(pool);
        executor = ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getJobExecutor();
        var deployment = engine.getRepositoryService().createDeployment();
        for (var model : List.of("usual-dispute", "usual-review"))
            deployment.addClasspathResource("benchmark/" + model + ".bpmn");
        deployment.deploy();
    }

    private ProcessEngine engine(DataSource database) {
        var configuration = new StandaloneProcessEngineConfiguration();
        configuration.setProcessEngineName("usual");
        configuration.setDataSource(database);
        configuration.setDatabaseSchema(SCHEMA);
        configuration.setDatabaseTablePrefix(SCHEMA + ".");
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setHistory("full");
        configuration.setBeans(tasks.beans());
        return configuration.buildProcessEngine();
    }

    @Override
    public String name() {
        return "usual";
    }

    /** Its executor runs only while it is measured. */
    @Override
    public void open() {
        executor.start();
    }

    @Override
    public void pause() {
        executor.shutdown();
    }

    @Override
    public Life begin(Kind kind) {
        var subject = UUID.randomUUID().toString();
        tasks.expect(subject, floor.begun(kind));
        return new Acts(subject);
    }

    @Override
    public void letTimePass() {
        house.letTimePass();
    }

    @Override
    public DataSource database() {
        return pool;
    }

    @Override
    public void close() {
        engine.close();
        pool.close();
    }

    private final class Acts implements Life {
        private final String subject;

        Acts(String subject) {
            this.subject = subject;
        }

        @Override
        public void play(String act) {
            switch (act) {
                case "submit" -> start("usual-review", "review");
                case "acquire" -> {
                    // its executor does so by itself
                }
                case "timer" -> signals.await(subject, Signals.ENDED);
                case "file" -> start("usual-dispute", "respond");
                case "decline" ->
                    complete(
                            "respond",
                            Map.of("answer", "DECLINED", "reason", "QUALITY", "description", "Not good."),
                            "propose");
                case "propose" ->
                    complete(
                            "propose",
                            Map.of("toFreelancer", 60_000L, "toClient", 40_000L, "reasons", "Half is good."),
                            "freelancerDecides");
                case "accept-first" -> complete("clientDecides", Map.of("clientAccepts", true));
                case "accept-second" -> complete("freelancerDecides", Map.of("freelancerAccepts", true), Signals.ENDED);
                default -> throw new IllegalArgumentException(act);
            }
        }

        private void start(String process, String next) {
            engine.getRuntimeService().startProcessInstanceByKey(process, subject, FILING);
            signals.await(subject, next);
        }

        private void complete(String task, Map<String, Object> facts, String next) {
            complete(task, facts);
            signals.await(subject, next);
        }

        private void complete(String task, Map<String, Object> facts) {
            var tasks = engine.getTaskService();
            var open = tasks.createTaskQuery()
                    .processInstanceBusinessKey(subject)
                    .taskDefinitionKey(task)
                    .singleResult();
            tasks.complete(open.getId(), facts);
        }
    }
}
