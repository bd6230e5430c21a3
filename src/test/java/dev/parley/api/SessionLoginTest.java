package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.Browser;
import dev.parley.ParleyTest;
import dev.parley.shared.Money;
import java.util.UUID;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The API under the session of Tasklist and Cockpit: the same locks as for a Basic login. */
@ParleyTest
class SessionLoginTest {
    @LocalServerPort
    int port;

    @Autowired
    TaskService tasks;

    private Api api;
    private UUID dispute;
    private UUID evidence;

    @BeforeEach
    void declined() {
        api = new Api(port);
        var milestone = api.fundedMilestone(Money.of(100_000, "USD"));
        api.submit(milestone, Money.of(100_000, "USD")).expect(201);
        evidence = api.upload(milestone, "FREELANCER", "note.txt", "Delivered on 3 March.")
                .expect(201)
                .id();
        dispute = api.file(milestone, Money.of(100_000, "USD"), evidence)
                .expect(201)
                .id();
        api.decline(dispute, 1).expect(200);
    }

    @Test
    @DisplayName("DOR-2 DOR-3 evidence opens under the session of the mediator who has the case, and for nobody else")
    void evidence() {
        var path = "/api/v1/evidence/" + evidence;
        assertThat(new Browser(port).get(path).statusCode()).isEqualTo(401);
        var opened = mediator().get(path);
        assertThat(opened.body()).isEqualTo("Delivered on 3 March.");
        assertThat(opened.headers().map()).as("the session stays the page's").doesNotContainKey("set-cookie");
        assertThat(loggedIn(other()).get(path).statusCode()).isEqualTo(404);
        assertThat(loggedIn("lena").get(path).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("DOR-3 what changes something needs the page's own token: another site's form does nothing")
    void forged() {
        var browser = mediator();
        var path = "/api/v1/disputes/" + dispute + "/hand-back";
        var forged = browser.withoutToken().act(path, "{\"reason\":\"I am away.\"}");
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(forged.body()).contains("csrf-token-missing");
        assertThat(browser.act(path, "{\"reason\":\"I am away.\"}").statusCode())
                .isEqualTo(200);
        assertThat(api.dispute(dispute).at("/mediator")).isNotEqualTo(browser.user());
    }

    @Test
    @DisplayName("DOR-3 the cases behind tasks are told to who has them, to leads and to operations")
    void behindTasks() {
        var task = tasks.createTaskQuery()
                .processInstanceBusinessKey(dispute.toString())
                .singleResult()
                .getId();
        var path = "/api/v1/tasks?id=" + task;
        assertThat(mediator().get(path).body()).contains(api.dispute(dispute).at("/number"), "Clara Client");
        assertThat(loggedIn(other()).get(path).body()).isEqualTo("[]");
        assertThat(loggedIn("otto").get(path).body()).contains(task);
        assertThat(loggedIn("otto").get("/api/v1/tasks?id=").body()).isEqualTo("[]");
    }

    @Test
    @DisplayName("RES-3 DOR-3 who proposed sees that the parties decide, and sees no others")
    void waiting() {
        var browser = mediator();
        var number = api.dispute(dispute).at("/number");
        assertThat(browser.get("/api/v1/disputes/waiting").body()).doesNotContain(number);
        api.as(browser.user()).propose(dispute, Money.of(50_000, "USD")).expect(200);
        assertThat(browser.get("/api/v1/disputes/waiting").body()).contains(number);
        assertThat(loggedIn("lena").get("/api/v1/disputes/waiting").body()).contains(number);
        var other = browser.user().equals("mia") ? "max" : "mia";
        assertThat(loggedIn(other).get("/api/v1/disputes/waiting").body()).doesNotContain(number);
    }

    @Test
    @DisplayName("RES-2 operations give a case to another mediator, with a reason that stays an event of the case")
    void reassigned() {
        var before = api.dispute(dispute).at("/mediator");
        var path = "/api/v1/disputes/" + dispute + "/reassignment";
        assertThat(mediator().act(path, "{\"reason\":\"x\"}").statusCode()).isEqualTo(403);
        assertThat(loggedIn("otto").act(path, "{\"reason\":\"They are ill.\"}").statusCode())
                .isEqualTo(200);
        assertThat(api.dispute(dispute).at("/mediator")).isNotEqualTo(before);
        assertThat(api.get("/disputes/" + dispute + "/timeline").text()).contains("case.reassigned", "otto");
        assertThat(tasks.createTaskQuery()
                        .processInstanceBusinessKey(dispute.toString())
                        .count())
                .isEqualTo(1);
    }

    @Test
    @DisplayName(
            "DOR-2 operations find a case by its number or its contract, a closed one too, and windows by their end")
    void found() {
        api.withdraw(dispute).expect(200);
        var number = api.dispute(dispute).at("/number");
        var otto = loggedIn("otto");
        assertThat(otto.get("/api/v1/operations/cases?search=" + number).body()).contains("WITHDRAWN");
        var contract = api.contract(UUID.fromString(api.dispute(dispute).at("/contract")))
                .at("/externalId");
        assertThat(otto.get("/api/v1/operations/cases?search=" + contract).body())
                .contains(number);
        assertThat(otto.get("/api/v1/operations/cases?search=P-999999999").body())
                .isEqualTo("[]");
        var open = api.openCase(Money.of(5_000, "USD"));
        assertThat(otto.get("/api/v1/operations/windows?before=2999-01-01T00:00:00Z")
                        .body())
                .contains(open.toString());
        assertThat(otto.get("/api/v1/operations/windows").body()).doesNotContain(open.toString());
        assertThat(loggedIn("lena").get("/api/v1/operations/windows").statusCode())
                .isEqualTo(403);
    }

    private Browser mediator() {
        return loggedIn(api.dispute(dispute).at("/mediator"));
    }

    private String other() {
        return api.dispute(dispute).at("/mediator").equals("mia") ? "max" : "mia";
    }

    private Browser loggedIn(String user) {
        var browser = new Browser(port);
        assertThat(browser.login(user, "tasklist").statusCode()).isEqualTo(200);
        return browser;
    }
}
