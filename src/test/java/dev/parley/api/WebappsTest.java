package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import dev.parley.Browser;
import dev.parley.ParleyTest;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@ParleyTest
class WebappsTest {
    private static final String ENGINE = "/camunda/api/engine/engine/default";
    private static final String PROOF = "parley.test.expression";
    private static final String ATTACK = "${''.getClass().forName('java.lang.System')"
            + ".getMethod('setProperty', ''.getClass(), ''.getClass()).invoke(null, '" + PROOF + "', 'ran')}";

    @LocalServerPort
    int port;

    @Autowired
    FilterService filters;

    @Autowired
    TaskService tasks;

    @Autowired
    AuthorizationService authorizations;

    @Autowired
    IdentityService identity;

    @AfterEach
    void forget() {
        System.clearProperty(PROOF);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/task", "/task/count"})
    @DisplayName("DOR-3 an expression inside an or-query of tasks is refused and does not run (CVE-2026-109432)")
    void expressionsInOrQueries(String path) {
        var mia = loggedIn("mia", "tasklist");

        var answer = mia.post(ENGINE + path, "{\"orQueries\":[{\"assigneeExpression\":\"" + ATTACK + "\"}]}");

        assertThat(System.getProperty(PROOF)).isNull();
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("DOR-3 an expression in a stored filter is refused and does not run (CVE-2026-109432)")
    void expressionsInStoredFilters() {
        var evil = filters.saveFilter(
                filters.newTaskFilter("evil").setQuery(tasks.createTaskQuery().taskAssigneeExpression(ATTACK)));
        var grant = grant("mia", Resources.FILTER, evil.getId(), Permissions.READ);
        try {
            var mia = loggedIn("mia", "tasklist");

            var answer = mia.get(ENGINE + "/filter/" + evil.getId() + "/list");

            assertThat(System.getProperty(PROOF)).isNull();
            assertThat(answer.statusCode()).isEqualTo(400);
        } finally {
            authorizations.deleteAuthorization(grant);
            filters.deleteFilter(evil.getId());
        }
    }

    @Test
    @DisplayName("DOR-3 an expression that extends the shipped filter is refused and does not run (CVE-2026-109432)")
    void expressionsExtendingTheShippedFilter() {
        var mia = loggedIn("mia", "tasklist");
        var shipped =
                filters.createFilterQuery().filterName("All tasks I may see").singleResult();

        var answer = mia.post(
                ENGINE + "/filter/" + shipped.getId() + "/list",
                "{\"orQueries\":[{\"assigneeExpression\":\"" + ATTACK + "\"}]}");

        assertThat(System.getProperty(PROOF)).isNull();
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/camunda/api/admin/setup/default/user/create", "/camunda/api/admin/%73etup/default/user/create"
            })
    @DisplayName("DOR-3 nobody makes an administrator at the set-up endpoint, even when there is none (CVE-2026-77226)")
    void setUpIsShut(String path) {
        identity.deleteMembership("admin", "camunda-admin");
        try {
            var stranger = new Browser(port);
            stranger.get("/camunda/app/admin/default/");

            var answer = stranger.post(
                    path, "{\"profile\":{\"id\":\"mallory\"},\"credentials\":{\"password\":\"mallory\"}}");

            assertThat(identity.createUserQuery().userId("mallory").count()).isZero();
            assertThat(answer.statusCode()).isEqualTo(403);
        } finally {
            identity.createMembership("admin", "camunda-admin");
            identity.deleteUser("mallory");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mia, tasklist, 200", "mia, cockpit, 403", "mia, admin, 403",
        "lena, tasklist, 200", "lena, cockpit, 403", "lena, admin, 403",
        "otto, tasklist, 200", "otto, cockpit, 200", "otto, admin, 403",
        "admin, tasklist, 403", "admin, cockpit, 403", "admin, admin, 200",
        "contracts, tasklist, 401"
    })
    @DisplayName("DOR-2 mediators work in Tasklist, operations in Cockpit and Tasklist, administrators in Admin")
    void whoUsesWhat(String user, String app, int status) {
        assertThat(new Browser(port).login(user, app).statusCode()).isEqualTo(status);
    }

    @Test
    @DisplayName("DOR-3 nobody deploys, not even with a grant for it")
    void nobodyDeploys() {
        var grant = grant("admin", Resources.DEPLOYMENT, "*", Permissions.ALL);
        try {
            assertThat(loggedIn("admin", "admin")
                            .post(ENGINE + "/deployment/create", "{}")
                            .statusCode())
                    .isEqualTo(403);
        } finally {
            authorizations.deleteAuthorization(grant);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /identity/verify", "POST, /process-instance/delete", "POST, /condition", "PUT, /job/suspended",
        "POST, /execution/x/create-incident", "PUT, /task/x", "DELETE, /task/x", "POST, /history/cleanup",
        "POST, /process-definition/key/dispute/start", "PUT, /process-definition/x/suspended", "PUT, /job/x/duedate"
    })
    @DisplayName("DOR-3 whatever would change the engine and is nobody's work is shut before the engine is asked")
    void nobodysWork(String method, String path) {
        for (var user : new String[] {"mia", "lena", "otto", "admin"}) {
            var answer =
                    loggedIn(user, user.equals("admin") ? "admin" : "tasklist").send(method, ENGINE + path, "{}");

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("\"code\":\"forbidden\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bpmnError", "bpmnEscalation"})
    @DisplayName("DOR-2 a task is left by the ways that its model draws, not by an error raised by hand")
    void noErrorsByHand(String how) {
        var task = tasks.newTask();
        task.setAssignee("mia");
        tasks.saveTask(task);
        try {
            var answer = loggedIn("mia", "tasklist").post(ENGINE + "/task/" + task.getId() + "/" + how, "{}");

            assertThat(answer.statusCode()).isEqualTo(403);
        } finally {
            tasks.deleteTask(task.getId(), true);
        }
    }

    @Test
    @DisplayName("DOR-3 a group whose name is two with a comma between them is refused: it would open both doors")
    void commaInAGroup() {
        var admin = loggedIn("admin", "admin");
        var twoInOne = "{\"id\":\"mediators,operations\",\"name\":\"x\",\"type\":\"WORKFLOW\"}";
        assertThat(admin.post(ENGINE + "/group/create", twoInOne).statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(identity.createGroupQuery().groupId("mediators,operations").count())
                .isZero();
    }

    @Test
    @DisplayName("DOR-3 another site's form does nothing in the webapps: it lacks their token")
    void forged() {
        var count = ENGINE + "/task/count";
        assertThat(loggedIn("mia", "tasklist").post(count, "{}").statusCode()).isEqualTo(200);
        assertThat(loggedIn("mia", "tasklist").withoutToken().post(count, "{}").statusCode())
                .isEqualTo(403);
    }

    @Test
    @DisplayName("DOR-2 all staff find the shipped filter in Tasklist, and nobody makes another")
    void theShippedFilter() {
        for (var user : new String[] {"mia", "lena", "otto"}) {
            var browser = loggedIn(user, "tasklist");
            assertThat(browser.get(ENGINE + "/filter").body()).contains("All tasks I may see");
            assertThat(browser.post(
                                    ENGINE + "/filter/create",
                                    "{\"resourceType\":\"Task\",\"name\":\"mine\",\"query\":{}}")
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    private Browser loggedIn(String user, String app) {
        var browser = new Browser(port);
        assertThat(browser.login(user, app).statusCode()).isEqualTo(200);
        return browser;
    }

    private String grant(String user, Resource resource, String id, Permission permission) {
        var grant = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
        grant.setUserId(user);
        grant.setResource(resource);
        grant.setResourceId(id);
        grant.addPermission(permission);
        return authorizations.saveAuthorization(grant).getId();
    }
}
