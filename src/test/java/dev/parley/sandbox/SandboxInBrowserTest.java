package dev.parley.sandbox;

import static com.microsoft.playwright.options.WaitForSelectorState.HIDDEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator.WaitForOptions;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.LocatorOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.Visitor;
import dev.parley.Visitor.Window;
import dev.parley.delivery.Sender;
import dev.parley.shared.Money;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The sandbox's own pages and Tasklist in a real browser. */
@ParleyTest
class SandboxInBrowserTest {
    private static final Money USD_700 = Money.of(70_000, "USD");

    @LocalServerPort
    int port;

    @Autowired
    Sender sender;

    @Autowired
    TaskService tasks;

    Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @ParameterizedTest
    @EnumSource(Window.class)
    @DisplayName("the start page can be read by everyone, on a phone, on a desktop and enlarged")
    void startPage(Window window) {
        try (var visitor = new Visitor(port, window)) {
            visitor.open("/").see("sandbox-start");

            assertThat(visitor.page().title()).isEqualTo("Parley's sandbox");
        }
    }

    @ParameterizedTest
    @EnumSource(Window.class)
    @DisplayName("NOT-5 a mail with hostile names and texts is shown as what was written, and runs nothing")
    void mails(Window window) {
        fileWithHostileTexts();
        try (var visitor = new Visitor(port, window)) {
            visitor.open("/sandbox/mails").see("sandbox-mails");
            visitor.click(visitor.page().locator("td a").first()).see("sandbox-mail");

            assertThat(visitor.page().locator("main").innerText())
                    .contains("<script>canary('script')</script>", "${7*7}");
        }
    }

    @Test
    @DisplayName("DOR-2 a mediator logs in to Tasklist, opens the case that is assigned to them and proposes")
    void proposesInTasklist() {
        var dispute = api.openCase(USD_700);
        api.decline(dispute, 1).expect(200);
        var task = tasks.createTaskQuery()
                .processInstanceBusinessKey(dispute.toString())
                .singleResult();
        try (var visitor = new Visitor(port, Window.DESKTOP)) {
            var page = visitor.open("/camunda/app/tasklist/default/#/?task=" + task.getId())
                    .page();
            page.getByPlaceholder("Username").fill(task.getAssignee());
            page.getByPlaceholder("Password").fill("sandbox");
            page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Log in"))
                    .click();

            page.getByText("700.00 USD on hold").waitFor();
            page.getByLabel("Amount to the freelancer").fill("500.00");
            page.locator(".fjs-select-display").click();
            page.locator(".fjs-dropdownlist-item", new LocatorOptions().setHasText("Partly delivered"))
                    .click();
            page.locator(".fjs-form textarea").fill("Half of the pages are as agreed.");
            visitor.picture("tasklist-proposal");
            page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Complete"))
                    .click();
            page.getByText("700.00 USD on hold").waitFor(new WaitForOptions().setState(HIDDEN));
        }

        assertThat(api.dispute(dispute).minor("/proposal/toFreelancer")).isEqualTo(50_000);
    }

    private void fileWithHostileTexts() {
        var contract = Api.contract("MARKETPLACE", "USD", "America/New_York", "US-NY", 70_000);
        contract.put("title", "A site " + Visitor.HOSTILE.substring(0, 150));
        var milestone = api.register(contract).expect(201).milestone(0);
        api.deposit(milestone, USD_700).expect(200);
        api.submit(milestone, USD_700).expect(201);
        api.file(milestone, "PAYMENT_NOT_RELEASED", USD_700, Visitor.HOSTILE).expect(201);
        sender.sendDue();
    }
}
