package dev.parley.process;

import java.util.Map;
import org.camunda.bpm.engine.impl.persistence.entity.JobDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobDefinitionManager;
import org.jspecify.annotations.Nullable;

/** Which timer of which model a job is for never changes, and no door suspends one: read once a node, not with each window. */
class KnownJobDefinitions extends JobDefinitionManager {
    private final Map<String, JobDefinitionEntity> known;

    /** @param known of this node, by their ids */
    KnownJobDefinitions(Map<String, JobDefinitionEntity> known) {
        this.known = known;
    }

    @Override
    public @Nullable JobDefinitionEntity findById(String id) {
        return known.computeIfAbsent(id, super::findById);
    }
}
