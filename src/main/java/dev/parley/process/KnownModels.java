package dev.parley.process;

import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionManager;
import org.jspecify.annotations.Nullable;

/**
 * A deployed model never changes, and no door suspends one: what this node knows of it is not read again with each act.
 */
class KnownModels extends ProcessDefinitionManager {
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
