package dev.parley.process;

import java.util.Map;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionManager;
import org.jspecify.annotations.Nullable;

/**
 * A deployed model never changes, and no door suspends one: what this node knows of it is not read again with each act.
 */
class KnownModels extends ProcessDefinitionManager {
    private final Map<Called, ProcessDefinitionEntity> called;

    /** @param called of this node: models that others of their deployment call */
    KnownModels(Map<Called, ProcessDefinitionEntity> called) {
        this.called = called;
    }

    record Called(String deployment, String key) {}

    @Override
    public @Nullable ProcessDefinitionEntity findDefinitionByDeploymentAndKey(String deployment, String key) {
        return called.computeIfAbsent(
                new Called(deployment, key), model -> super.findDefinitionByDeploymentAndKey(deployment, key));
    }

    @Override
    public @Nullable ProcessDefinitionEntity getCachedResourceDefinitionEntity(String id) {
        var read = super.getCachedResourceDefinitionEntity(id);
        if (read != null) return read;
        return Context.getProcessEngineConfiguration()
                .getDeploymentCache()
                .getProcessDefinitionCache()
                .get(id);
    }
}
