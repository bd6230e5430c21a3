package dev.parley.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.ParleyTest;
import dev.parley.process.Staff.Member;
import dev.parley.shared.CannotStart;
import java.util.List;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@ParleyTest
class StaffTest {
    @Autowired
    Staff staff;

    @Autowired
    IdentityService identity;

    @Autowired
    AuthorizationService authorizations;

    @Autowired
    FilterService filters;

    @Autowired
    TaskService tasks;

    @Autowired
    JdbcClient db;

    @Autowired
    TransactionOperations transaction;

    @Test
    @DisplayName("DOR-2 the staff are known by group, with the name and address that Camunda's Admin keeps")
    void members() {
        assertThat(staff.mediators())
                .contains(
                        new Member("max", "Max Mbeki", "max@parley.example"),
                        new Member("mia", "Mia Moreno", "mia@parley.example"));
        assertThat(staff.leadMediators()).extracting(Member::id).containsExactly("lena");
        assertThat(staff.operations()).extracting(Member::id).containsExactly("olga", "otto");
        assertThat(staff.isMember("mia", Staff.MEDIATORS)).isTrue();
        assertThat(staff.isMember("mia", Staff.LEAD_MEDIATORS)).isFalse();
    }

    @Test
    @DisplayName("DOR-3 a wrong password is nobody's, and somebody without a name goes by their id")
    void nameless() {
        var user = identity.newUser("nameless");
        user.setPassword("sandbox");
        identity.saveUser(user);
        identity.createMembership("nameless", Staff.OPERATIONS);
        try {
            assertThat(staff.operations()).contains(new Member("nameless", "nameless", ""));
            assertThat(staff.groupsAfterLogin("nameless", "sandbox")).contains(List.of(Staff.OPERATIONS));
            assertThat(staff.groupsAfterLogin("nameless", "wrong")).isEmpty();
            assertThat(staff.groupsAfterLogin("nobody", "sandbox")).isEmpty();
        } finally {
            identity.deleteUser("nameless");
        }
    }

    @Test
    @DisplayName("DOR-3 without an administrator nothing starts, unless the first one is named (CVE-2026-77226)")
    void noAdministrator() {
        identity.deleteMembership("admin", Staff.ADMINISTRATORS);
        try {
            assertThatThrownBy(() -> setUpWith(account("", "")))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("PARLEY_ADMIN_USER")
                    .hasMessageContaining("PARLEY_ADMIN_PASSWORD");

            setUpWith(account("root", "secret"));
            assertThat(staff.groupsAfterLogin("root", "secret")).contains(List.of(Staff.ADMINISTRATORS));
        } finally {
            identity.deleteUser("root");
            identity.createMembership("admin", Staff.ADMINISTRATORS);
        }
    }

    @Test
    @DisplayName("DOR-3 a second start creates no account and gives each group the same grants again")
    void againAndAgain() {
        var before = grantsOf(Staff.OPERATIONS);

        setUpWith(account("root", "secret"));

        assertThat(identity.createUserQuery().userId("root").count()).isZero();
        assertThat(grantsOf(Staff.OPERATIONS)).containsExactlyInAnyOrderElementsOf(before);
        assertThat(filters.createFilterQuery().filterName("All tasks I may see").count())
                .isEqualTo(1);
    }

    private List<String> grantsOf(String group) {
        return authorizations.createAuthorizationQuery().groupIdIn(group).list().stream()
                .map(grant -> grant.getResourceType() + " " + grant.getResourceId())
                .toList();
    }

    private void setUpWith(FirstStaff.Account first) {
        new StaffSetup(
                        identity,
                        authorizations,
                        new Filters(filters, tasks),
                        new FirstStaff(List.of(first)),
                        db,
                        transaction)
                .afterSingletonsInstantiated();
    }

    private static FirstStaff.Account account(String id, String password) {
        return new FirstStaff.Account(id, password, "", "", "", Staff.ADMINISTRATORS);
    }
}
