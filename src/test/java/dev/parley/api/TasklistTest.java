package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.Browser;
import dev.parley.ParleyTest;
import dev.parley.shared.Money;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What Tasklist sends when a person works in it: the same checks as through the API, in words they understand. */
@ParleyTest
class TasklistTest {
    private static final String ENGINE = "/camunda/api/engine/engine/default/";
    private static final String TASK = ENGINE + "task/";

    @LocalServerPort
    int port;

    @Autowired
    TaskService tasks;

    private Api api;
    private UUID dispute;

    @BeforeEach
    void declined() {
        api = new Api(port);
        dispute = api.openCase(Money.of(100_000, "USD"));
        api.decline(dispute, 1).expect(200);
    }

    @Test
    @DisplayName(
            "RES-1 RES-6 DOR-2 the assignee proposes in Tasklist: the form shows the case, a wrong amount is refused and leaves the task")
    void proposes() {
        var mediator = loggedIn(api.dispute(dispute).at("/mediator"));
        var task = task("proposeResolution");

        var shown = mediator.get(TASK + task + "/form-variables").body();
        assertThat(shown).contains("1,000.00 USD", "I delivered what we agreed.", "The page lacks what we agreed");

        var refused = mediator.post(TASK + task + "/submit-form", proposal("1000.01"));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("1000.01 USD is more than the 1000.00 USD held");
        assertThat(api.dispute(dispute).at("/stage")).isEqualTo("MEDIATION");

        assertThat(mediator.post(TASK + task + "/submit-form", proposal("600.00"))
                        .statusCode())
                .isEqualTo(204);
        assertThat(api.dispute(dispute).minor("/proposal/toFreelancer")).isEqualTo(60_000);
        assertThat(api.dispute(dispute).at("/stage")).isEqualTo("DECISIONS");
    }

    @Test
    @DisplayName("RES-1 several issues, each with its code and reason, reach both parties as one numbered text")
    void issues() {
        var mediator = loggedIn(api.dispute(dispute).at("/mediator"));
        var form = TASK + task("proposeResolution") + "/submit-form";
        var two = issue("", "QUALITY", "The logo is blurred.") + issue("2", "DELIVERED_LATE", "A week late.");
        assertThat(mediator.post(form, amount("600.00", two)).statusCode()).isEqualTo(204);
        assertThat(api.dispute(dispute).at("/proposal/reasonCode")).isEqualTo("QUALITY");
        assertThat(api.dispute(dispute).at("/proposal/reasons"))
                .isEqualTo("1. Quality below what was agreed: The logo is blurred.\n\n2. Delivered late: A week late.");
    }

    @Test
    @DisplayName("RES-1 DOR-2 issues that say too little are refused by their field, and leave the task")
    void refusedIssues() {
        var mediator = loggedIn(api.dispute(dispute).at("/mediator"));
        var main = issue("", "QUALITY", "The logo is blurred.");
        Map.of(
                        "",
                        "reasonCode is needed",
                        main + issue("2", "QUALITY", ""),
                        "reasons2 is needed",
                        main + issue("3", "", "And late."),
                        "reasonCode3 is needed",
                        main + issue("2", "NONE", "x"),
                        "reasonCode2 is one of",
                        main + issue("5", "QUALITY", "x"),
                        "5 is not taken here")
                .forEach((issues, why) -> {
                    var refused =
                            mediator.post(TASK + task("proposeResolution") + "/submit-form", amount("600.00", issues));
                    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
                    assertThat(refused.body()).contains(why);
                });
        assertThat(api.dispute(dispute).at("/stage")).isEqualTo("MEDIATION");
    }

    @Test
    @DisplayName("RES-1 whoever leaves what the parties last offered says why, and both read it")
    void outsideOffers() {
        api.offer(dispute, "CLIENT", Money.of(20_000, "USD")).expect(200);
        api.offer(dispute, "FREELANCER", Money.of(80_000, "USD")).expect(200);
        var user = api.dispute(dispute).at("/mediator");
        var mediator = loggedIn(user);
        assertThat(mediator.get("/api/v1/disputes/" + dispute + "/effect?toFreelancer=800.01")
                        .body())
                .contains("\"outsideOffers\":true");
        var form = TASK + task("proposeResolution") + "/submit-form";
        var refused = mediator.post(form, proposal("800.01"));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body())
                .contains("800.01 USD is outside of what the parties last offered (200.00 USD to 800.00 USD): say why");
        api.as(user).propose(dispute, Money.of(80_001, "USD")).expect(400);
        var why = proposal("800.01").replace("}}", "},\"outsideOffers\":{\"value\":\"The invoice says so.\"}}");
        assertThat(mediator.post(form, why).statusCode()).isEqualTo(204);
        assertThat(api.dispute(dispute).at("/proposal/reasons")).contains("The invoice says so.");
    }

    @Test
    @DisplayName("RES-1 a task is due when its target is, and stands in the filters that say so")
    void dueInFilters() {
        var user = api.dispute(dispute).at("/mediator");
        var mediator = loggedIn(user);
        var task = task("proposeResolution");
        assertThat(listed(mediator, "My cases")).contains(task);
        assertThat(listed(mediator, "Due within 24 hours")).doesNotContain(task);
        api.advance("P1DT1H").expect(200);
        assertThat(listed(mediator, "Due within 24 hours")).contains(task);
        assertThat(listed(mediator, "Overdue")).doesNotContain(task);
        assertThat(listed(loggedIn("lena"), "Late cases")).doesNotContain(task);
        api.advance("P1D").expect(200);
        assertThat(listed(mediator, "Overdue")).contains(task);
        assertThat(listed(loggedIn("lena"), "Late cases")).contains(task);
        assertThat(mediator.get(ENGINE + "filter").body()).doesNotContain("Late cases", "Awards");
    }

    private static String listed(Browser browser, String filter) {
        var filters = browser.get(ENGINE + "filter?name=" + filter.replace(" ", "%20"))
                .body();
        var id = filters.replaceAll(".*?\"id\":\"([^\"]+)\".*", "$1");
        return browser.get(ENGINE + "filter/" + id + "/list?maxResults=1000").body();
    }

    @Test
    @DisplayName("RES-2 DOR-3 a mediator without the case, and a lead while it is assigned, don't propose in Tasklist")
    void strangers() {
        var other = api.dispute(dispute).at("/mediator").equals("mia") ? "max" : "mia";
        var task = task("proposeResolution");
        assertThat(loggedIn(other)
                        .post(TASK + task + "/submit-form", proposal("1.00"))
                        .statusCode())
                .isIn(403, 404);
        var lead = loggedIn("lena").post(TASK + task + "/submit-form", proposal("1.00"));
        assertThat(lead.statusCode()).isEqualTo(409);
        assertThat(lead.body()).contains("the case is assigned to");
        assertThat(api.dispute(dispute).at("/stage")).isEqualTo("MEDIATION");
    }

    @Test
    @DisplayName("DOR-2 DOR-3 a task is left by its form alone: whatever else would move or fill it is shut")
    void otherWays() {
        var mediator = api.dispute(dispute).at("/mediator");
        var browser = loggedIn(mediator);
        var task = "task/" + task("proposeResolution");
        for (var shut : List.of(
                task + "/resolve",
                task + "/delegate",
                task + "/comment/create",
                task + "/unclaim",
                task + "/assignee",
                "external-task/fetchAndLock",
                "signal",
                "message",
                "migration/execute"))
            assertThat(browser.post(ENGINE + shut, variables("\"x\":{\"value\":\"y\"}"))
                            .statusCode())
                    .as(shut)
                    .isEqualTo(403);
        api.as(mediator).propose(dispute, Money.of(50_000, "USD")).expect(200);
    }

    @Test
    @DisplayName("RES-1 DOR-2 reasons that the API would refuse are refused in Tasklist too: too long, or no text")
    void sameTexts() {
        var mediator = loggedIn(api.dispute(dispute).at("/mediator"));
        var form = TASK + task("proposeResolution") + "/submit-form";
        for (var reasons : List.of("x".repeat(100_001), "\\u0007"))
            assertThat(mediator.post(form, proposal("600.00").replace("Half of it is good.", reasons))
                            .statusCode())
                    .isEqualTo(409);
        assertThat(api.dispute(dispute).at("/stage")).isEqualTo("MEDIATION");
    }

    @Test
    @DisplayName(
            "ARB-5 DOR-2 two people of operations record the award in Tasklist; they see the case, and what the first entered")
    void award() {
        api.as(api.dispute(dispute).at("/mediator"))
                .propose(dispute, Money.of(50_000, "USD"))
                .expect(200);
        api.decide(dispute, "CLIENT", 1, "REJECT").expect(200);
        api.elect(dispute, "CLIENT", Money.of(29_100, "USD")).expect(200);
        api.elect(dispute, "FREELANCER", Money.of(29_100, "USD")).expect(200);

        var otto = loggedIn("otto");
        assertThat(otto.get(TASK + task("enterAward") + "/form-variables").body())
                .contains("1000.00 USD on hold");
        var entered = otto.post(
                TASK + task("enterAward") + "/submit-form",
                variables("\"amountToFreelancer\":{\"value\":\"543.21\"},\"awardReference\":{\"value\":\"A-1\"}"));
        assertThat(entered.statusCode()).as(entered.body()).isEqualTo(204);

        var confirm = TASK + task("confirmAward");
        var yes = variables("\"confirmation\":{\"value\":\"CONFIRM\"},\"remark\":{\"value\":\"\"}");
        assertThat(otto.post(confirm + "/submit-form", yes).statusCode()).isEqualTo(409);
        var olga = loggedIn("olga");
        assertThat(olga.get(confirm + "/form-variables").body()).contains("543.21 USD to the freelancer");
        assertThat(olga.post(confirm + "/submit-form", yes).statusCode()).isEqualTo(204);
        assertThat(api.dispute(dispute).minor("/outcome/toFreelancer")).isEqualTo(54_321);
    }

    private String task(String definition) {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(dispute.toString())
                .taskDefinitionKey(definition)
                .singleResult()
                .getId();
    }

    private static String proposal(String amount) {
        return variables("\"amountToFreelancer\":{\"value\":\"" + amount
                + "\"},\"reasonCode\":{\"value\":\"QUALITY\"},\"reasons\":{\"value\":\"Half of it is good.\"}");
    }

    private static String amount(String amount, String issues) {
        return variables("\"amountToFreelancer\":{\"value\":\"" + amount + "\"}" + issues);
    }

    private static String issue(String number, String code, String reason) {
        return ",\"reasonCode" + number + "\":{\"value\":\"" + code + "\"},\"reasons" + number + "\":{\"value\":\""
                + reason + "\"}";
    }

    private static String variables(String variables) {
        return "{\"variables\":{" + variables + "}}";
    }

    private Browser loggedIn(String user) {
        var browser = new Browser(port);
        assertThat(browser.login(user, "tasklist").statusCode()).isEqualTo(200);
        return browser;
    }
}
