package dev.parley.process;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;
import static org.camunda.bpm.engine.authorization.Permissions.ACCESS;
import static org.camunda.bpm.engine.authorization.Permissions.ALL;
import static org.camunda.bpm.engine.authorization.Permissions.CREATE;
import static org.camunda.bpm.engine.authorization.Permissions.CREATE_INSTANCE;
import static org.camunda.bpm.engine.authorization.Permissions.READ;
import static org.camunda.bpm.engine.authorization.Permissions.READ_HISTORY;
import static org.camunda.bpm.engine.authorization.Permissions.READ_INSTANCE;
import static org.camunda.bpm.engine.authorization.Permissions.READ_TASK;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.RETRY_JOB;
import static org.camunda.bpm.engine.authorization.Resources.APPLICATION;
import static org.camunda.bpm.engine.authorization.Resources.AUTHORIZATION;
import static org.camunda.bpm.engine.authorization.Resources.DECISION_DEFINITION;
import static org.camunda.bpm.engine.authorization.Resources.DECISION_REQUIREMENTS_DEFINITION;
import static org.camunda.bpm.engine.authorization.Resources.DEPLOYMENT;
import static org.camunda.bpm.engine.authorization.Resources.FILTER;
import static org.camunda.bpm.engine.authorization.Resources.GROUP;
import static org.camunda.bpm.engine.authorization.Resources.GROUP_MEMBERSHIP;
import static org.camunda.bpm.engine.authorization.Resources.PROCESS_DEFINITION;
import static org.camunda.bpm.engine.authorization.Resources.PROCESS_INSTANCE;
import static org.camunda.bpm.engine.authorization.Resources.TASK;
import static org.camunda.bpm.engine.authorization.Resources.USER;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Resource;
import org.jspecify.annotations.Nullable;

/**
 * What each group may do in Tasklist, Cockpit, Admin and the engine's REST interface: as little as its work needs
 * (DOR-3). Nobody may deploy, create filters, or start, change or delete an instance by hand. Work on a task is
 * granted task by task ({@link TaskGrants}).
 */
record Grants(String group, List<Grant> grants) {
    private static final String MEDIATION = "non-binding-resolution";

    record Grant(Resource resource, String id, Permission... permissions) {}

    private Grants(String group, List<Grant> grants, @Nullable List<String> filters) {
        this(
                group,
                Stream.concat(
                                grants.stream(),
                                Objects.requireNonNull(filters).stream().map(filter -> new Grant(FILTER, filter, READ)))
                        .toList());
    }

    /** @param filters the ids of Tasklist's filters, by the group that they are for */
    static List<Grants> all(Map<String, List<String>> filters) {
        var tasklist = new Grant(APPLICATION, "tasklist", ACCESS);
        return List.of(
                new Grants(
                        Staff.MEDIATORS,
                        List.of(tasklist, new Grant(PROCESS_DEFINITION, MEDIATION, READ)),
                        filters.get(Staff.MEDIATORS)),
                new Grants(
                        Staff.LEAD_MEDIATORS,
                        List.of(tasklist, new Grant(PROCESS_DEFINITION, MEDIATION, READ, READ_TASK)),
                        filters.get(Staff.LEAD_MEDIATORS)),
                new Grants(
                        Staff.OPERATIONS,
                        List.of(
                                tasklist,
                                new Grant(APPLICATION, "cockpit", ACCESS),
                                new Grant(PROCESS_DEFINITION, ANY, READ, READ_INSTANCE, READ_HISTORY, RETRY_JOB),
                                new Grant(DECISION_DEFINITION, ANY, READ, READ_HISTORY),
                                new Grant(DECISION_REQUIREMENTS_DEFINITION, ANY, READ),
                                new Grant(DEPLOYMENT, ANY, READ)),
                        filters.get(Staff.OPERATIONS)),
                new Grants(Staff.TRUST_SAFETY, List.of()),
                new Grants(
                        Staff.ADMINISTRATORS,
                        List.of(
                                new Grant(APPLICATION, "admin", ACCESS),
                                new Grant(USER, ANY, ALL),
                                new Grant(GROUP, ANY, ALL),
                                new Grant(GROUP_MEMBERSHIP, ANY, ALL),
                                new Grant(AUTHORIZATION, ANY, ALL))),
                new Grants(
                        EngineRest.CONTRACTS_SYSTEM,
                        List.of(
                                new Grant(PROCESS_INSTANCE, ANY, CREATE),
                                startable("milestone-review"),
                                startable("dispute"))));
    }

    private static Grant startable(String process) {
        return new Grant(PROCESS_DEFINITION, process, READ, CREATE_INSTANCE, READ_INSTANCE, READ_HISTORY);
    }

    /** Makes the group's grants these and no others, so that a grant taken out here is gone after the next start. */
    void replaceIn(AuthorizationService authorizations) {
        authorizations.createAuthorizationQuery().groupIdIn(group).list().stream()
                .filter(existing -> !isGivenByEngine(existing))
                .forEach(existing -> authorizations.deleteAuthorization(existing.getId()));
        for (var grant : grants) {
            var authorization = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
            authorization.setGroupId(group);
            authorization.setResource(grant.resource);
            authorization.setResourceId(grant.id);
            authorization.setPermissions(grant.permissions);
            authorizations.saveAuthorization(authorization);
        }
    }

    /** A group's right to see itself, and its candidates' tasks. */
    private boolean isGivenByEngine(Authorization existing) {
        return existing.getResourceType() == TASK.resourceType()
                || (existing.getResourceType() == GROUP.resourceType() && group.equals(existing.getResourceId()));
    }
}
