package dev.parley.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.Visitor;
import dev.parley.Visitor.Window;
import dev.parley.shared.Money;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tasklist and Cockpit in a real browser, by the people who work in them. */
@ParleyTest
class WorkplacesTest {
    private static final Money USD_1000 = Money.of(100_000, "USD");

    @LocalServerPort
    int port;

    @Autowired
    TaskService tasks;

    @Autowired
    RuntimeService instances;

    @Autowired
    JdbcClient db;

    private Api api;
    private UUID dispute;
    private String number;

    @BeforeEach
    void declined() {
        api = new Api(port);
        var contract = Api.contract("DIRECT", "USD", "America/New_York", "US-NY", 100_000);
        contract.put("title", "A site " + Visitor.HOSTILE.substring(0, 150));
        named(contract, "client", "Clara <img src=x onerror=\"canary('client')\">");
        named(contract, "freelancer", "Fred {{7*7}} ${7*7}");
        var milestone = api.register(contract).expect(201).milestone(0);
        api.deposit(milestone, USD_1000).expect(200);
        api.submit(milestone, USD_1000).expect(201);
        var evidence = api.upload(milestone, "FREELANCER", "<b onclick=canary('name')>note.txt", "All is delivered.")
                .expect(201)
                .id();
        dispute = api.file(milestone, "PAYMENT_NOT_RELEASED", USD_1000, Visitor.HOSTILE, evidence)
                .expect(201)
                .id();
        api.decline(dispute, 1).expect(200);
        number = api.dispute(dispute).at("/number");
    }

    @SuppressWarnings("unchecked")
    private static void named(Map<String, Object> contract, String side, String name) {
        ((Map<String, Object>) requireNonNull(contract.get(side))).put("name", name);
    }

    @ParameterizedTest
    @EnumSource(
            value = Window.class,
            names = {"DESKTOP", "LARGE"})
    @DisplayName("DOR-2 RES-1 a mediator finds the case, opens evidence, sees what an amount comes to, and proposes")
    void mediator(Window window) {
        api.offer(dispute, "FREELANCER", Money.of(80_000, "USD")).expect(200);
        try (var visitor = new Visitor(port, window)) {
            var page = login(visitor, "tasklist", api.dispute(dispute).at("/mediator"));
            assertThat(card(page, "My cases")).containsText("1,000.00 USD");
            visitor.picture("tasklist-list");
            open(page, "proposeResolution");
            var form = page.locator(".fjs-form");
            assertThat(form).containsText("1,000.00 USD on hold");
            assertThat(form).containsText("<script>canary('script')</script>");
            assertThat(form).containsText("${7*7} [[${7*7}]] {{7*7}}");
            assertThat(form).containsText("The page lacks what we agreed");
            assertThat(form).containsText("The freelancer asked for: 800.00 USD");
            var saved = page.waitForDownload(() -> form.getByText("note.txt").click());
            assertThat(saved.failure()).isNull();

            form.getByLabel("Amount to the freelancer").fill("900.00");
            var effect = page.locator("#parley-effect");
            assertThat(effect).containsText("100.00 USD to the client");
            assertThat(effect).containsText("who gets 869.40 USD after a service fee of 30.60 USD");
            assertThat(effect).containsText("outside of what the parties last offered");
            form.getByLabel("Amount to the freelancer").fill("700.00");
            assertThat(effect).containsText("300.00 USD to the client");
            issue(page, 0, "Partly delivered", "Half of the pages are as agreed.");
            issue(page, 1, "Delivered late", "The other half came a week late.");
            visitor.picture("tasklist-proposal");
            visitor.assertAccessible("tasklist-proposal", ".fjs-form");
            button(page, "Complete").click();
            assertThat(page.locator("summary", new Page.LocatorOptions().setHasText("Waiting for the parties")))
                    .isVisible();
            assertThat(form).isHidden();
        }
        assertThat(api.dispute(dispute).minor("/proposal/toFreelancer")).isEqualTo(70_000);
        assertThat(api.dispute(dispute).at("/proposal/reasons"))
                .startsWith("1. Partly delivered: Half of the pages are as agreed.")
                .contains("2. Delivered late");
    }

    @Test
    @DisplayName("RES-1 a draft is kept until it is proposed, and whoever comes too late is told in words")
    void draft() {
        var user = api.dispute(dispute).at("/mediator");
        try (var visitor = new Visitor(port, Window.DESKTOP)) {
            var page = login(visitor, "tasklist", user);
            open(page, "proposeResolution");
            page.getByLabel("Amount to the freelancer").fill("123.45");
            issue(page, 0, "Quality below what was agreed", "It is blurred.");
            button(page, "Save").click();
            page.reload();
            page.locator(".fjs-form").waitFor();
            assertThat(page.getByLabel("Amount to the freelancer")).hasValue("123.45");
            assertThat(page.locator(".fjs-form textarea").first()).hasValue("It is blurred.");

            api.as(user).propose(dispute, Money.of(50_000, "USD")).expect(200);
            page.getByLabel("Amount to the freelancer").fill("123.46");
            button(page, "Complete").click();
            assertThat(page.locator("[notifications-panel]")).containsText("task does not exist");
            visitor.picture("tasklist-too-late");
        }
        assertThat(api.dispute(dispute).minor("/proposal/toFreelancer")).isEqualTo(50_000);
    }

    @Test
    @DisplayName(
            "ARB-5 DOR-4 operations find an award to be entered in Tasklist, and another person sees what was entered")
    void award() {
        api.as(api.dispute(dispute).at("/mediator"))
                .propose(dispute, Money.of(50_000, "USD"))
                .expect(200);
        api.decide(dispute, "CLIENT", 1, "REJECT").expect(200);
        api.elect(dispute, "CLIENT", Money.of(29_100, "USD")).expect(200);
        api.elect(dispute, "FREELANCER", Money.of(29_100, "USD")).expect(200);
        try (var visitor = new Visitor(port, Window.DESKTOP)) {
            var page = login(visitor, "tasklist", "otto");
            var card = card(page, "Awards");
            assertThat(card).containsText("1,000.00 USD");
            card.click();
            claim(page);
            page.getByLabel("Amount awarded to the freelancer").fill("543.21");
            assertThat(page.locator("#parley-effect")).containsText("456.79 USD to the client");
            page.getByLabel("Reference of the award").fill("A-1");
            visitor.picture("tasklist-award");
            complete(page);
        }
        try (var visitor = new Visitor(port, Window.DESKTOP)) {
            var page = login(visitor, "tasklist", "olga");
            card(page, "Awards to confirm").click();
            assertThat(page.locator(".fjs-form")).containsText("To the freelancer: 543.21 USD");
            visitor.picture("tasklist-award-confirmation");
            visitor.assertAccessible("tasklist-award-confirmation", ".fjs-form");
            claim(page);
            page.getByLabel("Yes, carry it out").check();
            complete(page);
        }
        assertThat(api.dispute(dispute).minor("/outcome/toFreelancer")).isEqualTo(54_321);
    }

    /** A group's task is for whoever takes it first. */
    private static void claim(Page page) {
        page.getByText("Claim", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator(".fjs-form input").first()).isEnabled();
    }

    private static void complete(Page page) {
        button(page, "Complete").click();
        assertThat(page.locator(".fjs-form")).isHidden();
    }

    @Test
    @DisplayName("DOR-2 what is refused is said in the banner in words that a mediator understands, and the task stays")
    void refused() {
        try (var visitor = new Visitor(port, Window.DESKTOP)) {
            var page = login(visitor, "tasklist", api.dispute(dispute).at("/mediator"));
            open(page, "proposeResolution");
            page.getByLabel("Amount to the freelancer").fill("1000.01");
            assertThat(page.locator("#parley-effect")).containsText("1000.01 USD is more than the 1000.00 USD held");
            issue(page, 0, "Quality below what was agreed", "It is blurred.");
            button(page, "Complete").click();
            assertThat(page.locator("[notifications-panel]"))
                    .containsText("1000.01 USD is more than the 1000.00 USD held");
            visitor.picture("tasklist-refused");
        }
        assertThat(api.dispute(dispute).at("/stage")).isEqualTo("MEDIATION");
    }

    @ParameterizedTest
    @EnumSource(
            value = Window.class,
            names = {"DESKTOP", "LARGE"})
    @DisplayName("RES-1 DOR-2 a lead finds a late case in its filter, with all that was recorded of it beside the form")
    void lead(Window window) {
        api.advance("P2DT1H").expect(200);
        try (var visitor = new Visitor(port, window)) {
            var page = login(visitor, "tasklist", "lena");
            assertThat(card(page, "Late cases")).containsText("overdue since");
            open(page, "proposeResolution");
            page.getByText("Case", new Page.GetByTextOptions().setExact(true)).click();
            var records = page.locator(".parley", new Page.LocatorOptions().setHasText("Timeline"));
            assertThat(records).containsText("proposal.escalated");
            assertThat(records).containsText("Clara <img src=x");
            assertThat(records).containsText("How it was computed");
            visitor.picture("tasklist-case");
            visitor.assertAccessible("tasklist-case", ".tabs-body, .tab-content, .parley");
        }
    }

    @Test
    @DisplayName("RES-2 a mediator hands a case back in Tasklist, with a reason, and it is somebody else's")
    void handsBack() {
        var before = api.dispute(dispute).at("/mediator");
        try (var visitor = new Visitor(port, Window.DESKTOP)) {
            var page = login(visitor, "tasklist", before);
            open(page, "proposeResolution");
            page.getByText("Case", new Page.GetByTextOptions().setExact(true)).click();
            button(page, "Hand the case back…").click();
            page.getByLabel("Why").fill("I know the client.");
            button(page, "Hand the case back").last().click();
            assertThat(page.getByRole(AriaRole.STATUS).first()).containsText("assigned anew");
        }
        assertThat(api.dispute(dispute).at("/mediator")).isNotEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(
            value = Window.class,
            names = {"DESKTOP", "LARGE"})
    @DisplayName("NOT-3 DOR-4 operations find a stuck notice in Cockpit and repair it, by two people")
    void operations(Window window) {
        var address = Api.fresh("nowhere") + "@" + "a".repeat(64) + ".example";
        var contract = Api.contract("MARKETPLACE", "USD", "America/New_York", "US-NY", 100_000);
        var milestone = api.register(contract).expect(201).milestone(0);
        db.sql("update party set email = ? where id = (select client_id from contract where external_id = ?)")
                .params(address, contract.get("externalId"))
                .update();
        api.deposit(milestone, USD_1000).expect(200);
        api.submit(milestone, USD_1000).expect(201);
        api.advance("PT1S").expect(200);
        var right = UUID.randomUUID() + "@parties.example";
        try (var visitor = new Visitor(port, window)) {
            var row = stuck(login(visitor, "cockpit", "otto"), address);
            visitor.picture("cockpit-dashboard");
            visitor.assertAccessible("cockpit-dashboard", ".parley");
            button(row, "Correct the address…").click();
            row.getByLabel("Address").fill(right);
            button(row, "Correct the address").last().click();
            assertThat(row).containsText("a second person of operations has to confirm");
        }
        try (var visitor = new Visitor(port, window)) {
            var row = stuck(login(visitor, "cockpit", "olga"), address);
            assertThat(row).containsText(right);
            button(row, "Confirm as second person").click();
            assertThat(row).containsText("sent to the new address");
        }
        assertThat(api.as("otto").get("/notices?state=FAILED&limit=200").text()).doesNotContain(address);
    }

    @Test
    @DisplayName("DOR-1 DOR-2 operations see in Cockpit what an endpoint did not take, and send it again in their name")
    void webhooks() {
        var url = "http://127.0.0.1:1/" + UUID.randomUUID();
        var endpoint = "/webhook-endpoints/"
                + api.post("/webhook-endpoints", Map.of("url", url, "types", List.of("dispute.filed")))
                        .expect(201)
                        .at("/endpoint/id");
        var told = api.post(endpoint + "/ping", null).expect(200).id();
        db.sql("update webhook_delivery set state = 'FAILED', attempts = 23, error = ? where id = ?")
                .params(Visitor.HOSTILE.substring(0, 150), told)
                .update();
        try (var visitor = new Visitor(port, Window.DESKTOP)) {
            var page = login(visitor, "cockpit", "otto");
            var row = page.locator(".parley tr").filter(new Locator.FilterOptions().setHasText(url));
            assertThat(row).containsText("given up");
            row.scrollIntoViewIfNeeded();
            visitor.picture("cockpit-webhooks");
            button(row, "Redeliver").click();
            assertThat(row).containsText("It is sent at once.");
        }
        var log = api.get(endpoint + "/deliveries").expect(200);
        assertThat(log.at("/deliveries/0/state")).isEqualTo("PENDING");
        assertThat(log.at("/deliveries/0/redeliveredBy")).isEqualTo("otto");
        seesDisabled(endpoint, url);
        api.send(api.request(endpoint).DELETE()).expect(204);
    }

    private void seesDisabled(String endpoint, String url) {
        var body = "{\"url\":\"" + url + "\",\"types\":[],\"enabled\":false}";
        api.send(api.request(endpoint)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(body)))
                .expect(200);
        try (var visitor = new Visitor(port, Window.DESKTOP)) {
            var row = login(visitor, "cockpit", "otto")
                    .locator(".parley tr")
                    .filter(new Locator.FilterOptions().setHasText(url));
            assertThat(row).containsText("its system said so");
            assertThat(row).not().containsText("not known");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Window.class,
            names = {"DESKTOP", "LARGE"})
    @DisplayName(
            "DOR-2 DEA-3 operations find a case by its number and at its instance, and move its deadline by two people")
    void findsCase(Window window) {
        var open = api.openCase(USD_1000);
        var due = api.dispute(open).at("/deadline/at");
        var later = Instant.parse(due).plus(Duration.ofDays(30)).truncatedTo(ChronoUnit.MINUTES);
        var asked = api.dispute(open).at("/number");
        try (var visitor = new Visitor(port, window)) {
            var page = login(visitor, "cockpit", "otto");
            page.getByLabel("Find a case by its number").fill(asked);
            button(page, "Find").click();
            button(page, asked).first().click();
            var found = page.locator(".parley-case");
            assertThat(found).containsText("Case " + asked);
            button(found, "Move to a later end…").click();
            found.getByLabel("New end").fill(later.toString().substring(0, 16));
            found.getByLabel("Grounds").fill("The post was on strike.");
            button(found, "Move to a later end").last().click();
            assertThat(found).containsText("otto asks for");
            assertThat(found).containsText("The post was on strike.");
            visitor.picture("cockpit-case");
            visitor.assertAccessible("cockpit-case", ".parley");
        }
        assertThat(api.dispute(open).at("/deadline/at")).isEqualTo(due);
        var instance = instances
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(open.toString())
                .rootProcessInstances()
                .singleResult();
        try (var visitor = new Visitor(port, window)) {
            var page = login(visitor, "cockpit", "olga");
            visitor.open("/camunda/app/cockpit/default/#/process-instance/" + instance.getId()
                    + "/runtime?tab=parley-instance");
            var tab = page.locator(".parley");
            assertThat(tab).containsText("Case " + asked);
            visitor.picture("cockpit-instance");
            button(tab, "Confirm as second person").click();
            assertThat(tab).containsText("the window ends later now");
        }
        assertThat(api.dispute(open).at("/deadline/at")).isEqualTo(later.toString());
    }

    @Test
    @DisplayName("ESC-7 DOR-4 operations see a refused transfer in Cockpit, and have it ordered anew, by two people")
    void moneyThatWaits() {
        var milestone = api.fundedMilestone(USD_1000);
        api.approve(api.submit(milestone, USD_1000).expect(201).id()).expect(200);
        var why = Api.fresh("no account");
        api.refuseTransfer(api.transfers(milestone).get(0).path("id").asText(), why)
                .expect(200);
        try (var visitor = new Visitor(port, Window.DESKTOP)) {
            var row = stuck(login(visitor, "cockpit", "otto"), why);
            assertThat(row).containsText("1,000.00 USD");
            button(row, "Order anew…").click();
            row.getByLabel("Grounds").fill("The account was mended.");
            button(row, "Order anew").last().click();
            assertThat(row).containsText("a second person confirms it");
            visitor.picture("cockpit-money");
            visitor.assertAccessible("cockpit-money", ".parley");
        }
        try (var visitor = new Visitor(port, Window.DESKTOP)) {
            var row = stuck(login(visitor, "cockpit", "olga"), why);
            assertThat(row).containsText("otto proposes: reorder transfer. The account was mended.");
            button(row, "Confirm as second person").click();
            assertThat(row).containsText("done");
        }
        assertThat(api.transfers(milestone)).hasSize(2);
    }

    private static Locator stuck(Page page, String address) {
        var row = page.locator("tr", new Page.LocatorOptions().setHasText(address))
                .first();
        row.waitFor();
        return row;
    }

    private Page login(Visitor visitor, String app, String user) {
        var page = visitor.open("/camunda/app/" + app + "/default/").page();
        page.getByPlaceholder("Username").fill(user);
        page.getByPlaceholder("Password").fill("sandbox");
        button(page, "Log in").click();
        page.locator(".parley").first().waitFor();
        return page;
    }

    /** The case's card in that filter: what is due first comes first, and other tests have left cases behind. */
    private Locator card(Page page, String filter) {
        shown(page, () -> page.getByText("All tasks I may see").first().click());
        page.mouse().move(0, 0); // its tooltip would cover the next one
        shown(page, () -> page.getByText(filter).first().click());
        var card = page.locator(".tasks-list .parley-card", new Page.LocatorOptions().setHasText(number));
        for (var next = 2; card.count() == 0 && next < 50; next++) {
            var hash = "location.hash = location.hash.replace(/&page=\\d+/, '') + '&page=" + next + "'";
            shown(page, () -> page.evaluate(hash));
        }
        return card;
    }

    /** Until the cards of a page of the list are filled, which they are all at once. */
    private static void shown(Page page, Runnable turn) {
        page.waitForResponse(answer -> answer.url().contains("/api/v1/tasks?"), turn);
        page.waitForCondition(() -> page.locator(".tasks-list .parley-card").allInnerTexts().stream()
                .anyMatch(text -> text.startsWith("P-")));
    }

    private void open(Page page, String definition) {
        var task = tasks.createTaskQuery()
                .processInstanceBusinessKey(dispute.toString())
                .taskDefinitionKey(definition)
                .singleResult();
        page.navigate(page.url().replaceAll("#.*", "") + "#/?task=" + task.getId());
        page.locator(".fjs-form").waitFor();
    }

    private static void issue(Page page, int index, String code, String reason) {
        page.locator(".fjs-select-display").nth(index).click(); // the next one appears with the one before
        page.locator(".fjs-dropdownlist-item", new Page.LocatorOptions().setHasText(code))
                .click();
        page.locator(".fjs-form textarea").nth(index).fill(reason);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }
}
