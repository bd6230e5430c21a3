package dev.parley.benchmark;

import java.util.ArrayDeque;
import java.util.Queue;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.AcquireJobsCmd;
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobHelper;

/** What the engine's job executor does, step by step: it takes the next due jobs together, and executes each. */
final class Executor {
    private final ProcessEngineConfigurationImpl engine;
    private final Queue<String> acquired = new ArrayDeque<>();

    Executor(ProcessEngine engine) {
        this.engine = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    }

    /** One at a time, as the executor has one thread for it. */
    synchronized String acquire() {
        if (acquired.isEmpty())
            engine.getCommandExecutorTxRequired()
                    .execute(new AcquireJobsCmd(engine.getJobExecutor()))
                    .getJobIdBatches()
                    .forEach(acquired::addAll);
        return acquired.remove();
    }

    void execute(String job) {
        ExecuteJobHelper.executeJob(job, engine.getCommandExecutorTxRequired());
    }
}
