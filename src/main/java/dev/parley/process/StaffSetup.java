package dev.parley.process;

import dev.parley.shared.CannotStart;
import java.util.List;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * At each start, before the first request: the groups, what they may do, the filters of Tasklist and, in a database
 * that has no administrator, the first accounts. Without an administrator nothing starts: the engine would let an
 * anonymous caller make one (CVE-2026-77226).
 */
@Component
@EnableConfigurationProperties(FirstStaff.class)
class StaffSetup implements SmartInitializingSingleton {
    private final IdentityService identity;
    private final AuthorizationService authorizations;
    private final Filters filters;
    private final FirstStaff firstStaff;
    private final JdbcClient db;
    private final TransactionOperations transaction;

    StaffSetup(
            IdentityService identity,
            AuthorizationService authorizations,
            Filters filters,
            FirstStaff firstStaff,
            JdbcClient db,
            TransactionOperations transaction) {
        this.identity = identity;
        this.authorizations = authorizations;
        this.filters = filters;
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
        for (var grants : Grants.all(filters.ids())) {
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

    private boolean hasAdministrator() {
        return identity.createUserQuery().memberOfGroup(Staff.ADMINISTRATORS).count() > 0;
    }
}
