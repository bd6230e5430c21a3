package dev.parley.process;

import dev.parley.shared.CannotStart;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * At each start, before the first request: the groups, what they may do, the filter all staff share and, in a database
 * that has no administrator, the first accounts. Without an administrator nothing starts: the engine would let an
 * anonymous caller make one (CVE-2026-77226).
 */
@Component
@EnableConfigurationProperties(FirstStaff.class)
class StaffSetup implements SmartInitializingSingleton {
    private static final String FILTER = "All tasks I may see";

    private final IdentityService identity;
    private final AuthorizationService authorizations;
    private final FilterService filters;
    private final TaskService tasks;
    private final FirstStaff firstStaff;
    private final JdbcClient db;
    private final TransactionOperations transaction;

    StaffSetup(
            IdentityService identity,
            AuthorizationService authorizations,
            FilterService filters,
            TaskService tasks,
            FirstStaff firstStaff,
            JdbcClient db,
            TransactionOperations transaction) {
        this.identity = identity;
        this.authorizations = authorizations;
        this.filters = filters;
        this.tasks = tasks;
        this.firstStaff = firstStaff;
        this.db = db;
        this.transaction = transaction;
    }

    @Override
    public void afterSingletonsInstantiated() {
        transaction.executeWithoutResult(status -> setUp());
    }

    private void setUp() {
        oneNodeAtATime();
        for (var grants : Grants.all(sharedFilter())) {
            createGroup(grants.group());
            grants.replaceIn(authorizations);
        }
        if (!hasAdministrator()) firstStaff.createIn(identity);
        if (!hasAdministrator())
            throw new CannotStart(List.of("Nobody administers Parley yet: set PARLEY_ADMIN_USER and"
                    + " PARLEY_ADMIN_PASSWORD, and the first administrator is created."));
    }

    private void oneNodeAtATime() {
        db.sql("select 1 from pg_advisory_xact_lock(hashtext('parley.staff'))")
                .query(Integer.class)
                .single();
    }

    private void createGroup(String id) {
        if (identity.createGroupQuery().groupId(id).count() > 0) return;
        var group = identity.newGroup(id);
        group.setName(id);
        group.setType("WORKFLOW");
        identity.saveGroup(group);
    }

    private String sharedFilter() {
        var existing = filters.createTaskFilterQuery().filterName(FILTER).list();
        if (!existing.isEmpty()) return existing.get(0).getId();
        var filter = filters.newTaskFilter(FILTER)
                .setQuery(tasks.createTaskQuery())
                .setProperties(
                        Map.of("description", "Everything you may work on or read", "priority", 0, "refresh", true));
        return filters.saveFilter(filter).getId();
    }

    private boolean hasAdministrator() {
        return identity.createUserQuery().memberOfGroup(Staff.ADMINISTRATORS).count() > 0;
    }
}
