package dev.parley.process;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.persistence.entity.AcquirableJobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionManager;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.jspecify.annotations.Nullable;

/**
 * Whoever asks for an execution asks for its whole instance next: it is read with it, if what the command has read before
 * says which instance that is.
 */
class WholeInstances extends ExecutionManager {
    private final Map<String, List<ExecutionEntity>> read = new HashMap<>();

    @Override
    public @Nullable ExecutionEntity findExecutionById(String id) {
        if (getDbEntityManager().getCachedEntity(ExecutionEntity.class, id) == null)
            instanceOf(id).ifPresent(instance -> read.put(instance, super.findExecutionsByProcessInstanceId(instance)));
        return super.findExecutionById(id);
    }

    @Override
    public List<ExecutionEntity> findExecutionsByProcessInstanceId(String instance) {
        var before = read.remove(instance);
        return before == null ? super.findExecutionsByProcessInstanceId(instance) : before;
    }

    private Optional<String> instanceOf(String execution) {
        var known = getDbEntityManager();
        return Stream.of(
                        // Where it keeps jobs, the engine finds none by the class of a whole one.
                        known.getCachedEntitiesByType(AcquirableJobEntity.class).stream()
                                .filter(job ->
                                        job instanceof JobEntity whole && execution.equals(whole.getExecutionId()))
                                .map(AcquirableJobEntity::getProcessInstanceId),
                        known.getCachedEntitiesByType(TaskEntity.class).stream()
                                .filter(task -> execution.equals(task.getExecutionId()))
                                .map(TaskEntity::getProcessInstanceId),
                        known.getCachedEntitiesByType(ExecutionEntity.class).stream()
                                .filter(other -> execution.equals(other.getProcessInstanceId()))
                                .map(ExecutionEntity::getProcessInstanceId),
                        known.getCachedEntitiesByType(ExecutionEntity.class).stream()
                                .filter(called -> execution.equals(called.getSuperExecutionId()))
                                .map(ExecutionEntity::getRootProcessInstanceId))
                .flatMap(ids -> ids)
                .filter(Objects::nonNull)
                .findFirst();
    }
}
