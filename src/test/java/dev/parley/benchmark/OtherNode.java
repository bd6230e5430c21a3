package dev.parley.benchmark;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.jobexecutor.DefaultJobExecutor;

/** Competes for jobs as another node does: an acquisition and threads of its own, under a name of its own. */
final class OtherNode extends DefaultJobExecutor {
    private final AtomicInteger executed = new AtomicInteger();

    OtherNode(ProcessEngine engine) {
        var ours = ((ProcessEngineImpl) engine).getProcessEngineConfiguration().getJobExecutor();
        setLockOwner(UUID.randomUUID().toString());
        setMaxJobsPerAcquisition(ours.getMaxJobsPerAcquisition());
        setWaitTimeInMillis(ours.getWaitTimeInMillis());
        setMaxWait(ours.getMaxWait());
        setRejectedJobsHandler(ours.getRejectedJobsHandler());
        setQueueSize(20);
        setCorePoolSize(5);
        setMaxPoolSize(5);
        setProcessEngines(List.of((ProcessEngineImpl) engine));
    }

    @Override
    public Runnable getExecuteJobsRunnable(List<String> jobs, ProcessEngineImpl engine) {
        var execution = super.getExecuteJobsRunnable(jobs, engine);
        return () -> {
            executed.addAndGet(jobs.size());
            execution.run();
        };
    }

    int executed() {
        return executed.get();
    }
}
