package dev.parley.process;

import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationManager;

/** Nobody is granted single instances: at the end of one no grants are deleted. */
class NoInstanceGrants extends AuthorizationManager {
    @Override
    public void deleteAuthorizationsByResourceId(Resource resource, String id) {
        if (resource != Resources.PROCESS_INSTANCE) super.deleteAuthorizationsByResourceId(resource, id);
    }
}
