package dev.parley.process;

import java.util.List;
import org.camunda.bpm.engine.impl.persistence.entity.IncidentManager;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.runtime.Incident;

/** A job that has never failed has no incident: when it ends, none is looked for. */
class IncidentsOfFailures extends IncidentManager {
    @Override
    public List<Incident> findIncidentByConfiguration(String configuration) {
        var job = getDbEntityManager().getCachedEntity(JobEntity.class, configuration);
        return job != null && isSound(job) ? List.of() : super.findIncidentByConfiguration(configuration);
    }

    /** What failed keeps its message, also when it was given other retries; without retries somebody has stopped it. */
    private static boolean isSound(JobEntity job) {
        return job.getRetries() > 0 && job.getExceptionMessage() == null && job.getExceptionByteArrayId() == null;
    }
}
