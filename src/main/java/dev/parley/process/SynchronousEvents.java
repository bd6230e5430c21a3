package dev.parley.process;

import java.util.List;
import org.camunda.bpm.engine.impl.jobexecutor.ProcessEventJobHandler;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobManager;
import org.jspecify.annotations.Nullable;

/** Nothing tells an instance of an event by a job: when it waits for one no more, no such job is looked for. */
class SynchronousEvents extends JobManager {
    @Override
    public List<JobEntity> findJobsByConfiguration(String handler, String configuration, @Nullable String tenant) {
        return handler.equals(ProcessEventJobHandler.TYPE)
                ? List.of()
                : super.findJobsByConfiguration(handler, configuration, tenant);
    }
}
