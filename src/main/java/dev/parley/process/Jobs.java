package dev.parley.process;

import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.Direction;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.QueryOrderingProperty;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.jobexecutor.ProcessEventJobHandler;
import org.camunda.bpm.engine.impl.persistence.entity.AcquirableJobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobManager;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.jspecify.annotations.Nullable;

/**
 * Jobs are taken in the order of their due dates. While more are due than are taken at once, half the places are for those
 * that have just come due: a backlog makes nothing else late. Nothing tells an instance of an event by a job: when it waits
 * for one no more, no such job is looked for.
 */
class Jobs extends JobManager {
    private static final Duration JUST = Duration.ofSeconds(10);

    @Override
    public List<AcquirableJobEntity> findNextJobsToExecute(Page page) {
        var oldest = super.findNextJobsToExecute(page);
        if (oldest.size() < page.getMaxResults()) return oldest;
        var taken = new LinkedHashMap<String, AcquirableJobEntity>();
        for (var job : justDue(page)) taken.put(job.getId(), job);
        for (var job : oldest) if (taken.size() < page.getMaxResults()) taken.putIfAbsent(job.getId(), job);
        return List.copyOf(taken.values());
    }

    private List<AcquirableJobEntity> justDue(Page page) {
        var just = new Date(ClockUtil.getCurrentTime().getTime() - JUST.toMillis());
        return newest(new Page(0, page.getMaxResults() / 2)).stream()
                .filter(job -> job.getDuedate().after(just))
                .sorted((one, other) -> one.getDuedate().compareTo(other.getDuedate()))
                .toList();
    }

    /** The engine's own query, the other way around. */
    @SuppressWarnings("unchecked")
    private List<AcquirableJobEntity> newest(Page page) {
        var engine = Context.getProcessEngineConfiguration();
        var byDueDate =
                new QueryOrderingProperty(JOB_DUEDATE_ORDERING_PROPERTY.getQueryProperty(), Direction.DESCENDING);
        var asked = new HashMap<String, Object>(Map.of(
                "now", ClockUtil.getCurrentTime(),
                "alwaysSetDueDate", isEnsureJobDueDateNotNull(),
                "deploymentAware", engine.isJobExecutorDeploymentAware(),
                "historyCleanupEnabled", engine.isHistoryCleanupEnabled(),
                "orderingProperties", List.of(byDueDate),
                "applyOrdering", true,
                "applyExclusiveOverProcessHierarchies", engine.isJobExecutorAcquireExclusiveOverProcessHierarchies()));
        return getDbEntityManager().selectList("selectNextJobsToExecute", asked, page);
    }

    @Override
    public List<JobEntity> findJobsByConfiguration(String handler, String configuration, @Nullable String tenant) {
        return handler.equals(ProcessEventJobHandler.TYPE)
                ? List.of()
                : super.findJobsByConfiguration(handler, configuration, tenant);
    }
}
