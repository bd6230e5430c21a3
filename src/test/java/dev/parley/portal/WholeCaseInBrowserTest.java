package dev.parley.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.Visitor;
import dev.parley.Visitor.Window;
import dev.parley.delivery.Sender;
import dev.parley.sandbox.MailCatcher;
import dev.parley.shared.Clock;
import dev.parley.shared.Money;
import dev.parley.shared.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whole cases as both parties see and play them, in a real browser, on a phone, on a desktop and enlarged. */
@ParleyTest
class WholeCaseInBrowserTest {
    private static final Money USD_700 = Money.of(70_000, "USD");

    @LocalServerPort
    int port;

    @Autowired
    Links links;

    @Autowired
    Sender sender;

    @Autowired
    MailCatcher catcher;

    @Autowired
    Clock clock;

    Api api;
    Party.Post post;
    UUID milestone;

    @BeforeEach
    void aMilestone() {
        api = new Api(port);
        post = new Party.Post(port, links, sender, catcher);
        milestone = api.fundedMilestone("DIRECT", USD_700);
    }

    @ParameterizedTest
    @EnumSource(value = Window.class, mode = EnumSource.Mode.EXCLUDE, names = "LARGE")
    @DisplayName(
            "DEA-3 one side asks for more time, the other agrees: both see the old end, the new one and who decides")
    void moreTime(Window window) {
        api.submit(milestone, USD_700).expect(201);
        try (var client = post.come(milestone, Side.CLIENT, window);
                var freelancer = post.comeFromPlatform(milestone, Side.FREELANCER, window)) {
            client.begin("propose-extension").choose("7").see("propose-extension");
            client.goOn().see("propose-extension-consequence").confirm().done().see("extension-proposed");
            freelancer
                    .openLink()
                    .see("extension-offered")
                    .begin("accept-extension")
                    .goOn();
            freelancer.see("accept-extension-consequence").confirm().done().see("extension-agreed");
            assertThat(freelancer.text()).contains("You have agreed: the deadline has moved.");
            freelancer
                    .visitor()
                    .click(freelancer
                            .page()
                            .getByText("How this deadline was computed")
                            .first());
            freelancer.see("certificate-of-a-moved-deadline");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Window.class, mode = EnumSource.Mode.EXCLUDE, names = "LARGE")
    @DisplayName(
            "REV-2 a review, approved: the client sees who gets what, confirms with a code, and both see it released")
    void reviewApproved(Window window) {
        var review = api.submit(milestone, USD_700).expect(201).id();
        try (var client = post.come(milestone, Side.CLIENT, window)) {
            client.see("review")
                    .begin("approve-work")
                    .see("approve-work")
                    .goOn()
                    .see("approve-work-consequence");
            assertThat(client.text()).contains("676.20", "23.80");
            client.confirm().done().see("review-approved");
        }
        try (var freelancer = post.come(milestone, Side.FREELANCER, window)) {
            freelancer.see("review-approved-freelancer");
            assertThat(freelancer.text()).contains("676.20");
        }
        assertThat(api.review(review).at("/state")).isEqualTo("APPROVED");
    }

    @ParameterizedTest
    @EnumSource(
            value = Window.class,
            names = {"PHONE", "DESKTOP"})
    @DisplayName("REV-3 changes requested: the freelancer reads what, and no money has moved")
    void changesRequested(Window window) {
        var review = api.submit(milestone, USD_700).expect(201).id();
        try (var client = post.come(milestone, Side.CLIENT, window)) {
            client.begin("request-changes").press("continue").see("request-changes-empty");
            client.write("text", "The logo is missing.\n\n" + Visitor.HOSTILE).see("request-changes");
            client.goOn().see("request-changes-consequence").confirm().done().see("changes-requested");
        }
        try (var freelancer = post.come(milestone, Side.FREELANCER, window)) {
            freelancer.see("changes-requested-freelancer");
            assertThat(freelancer.text())
                    .contains("The logo is missing.", "<script>canary('script')</script>", "${7*7}");
        }
        assertThat(api.review(review).at("/state")).isEqualTo("CHANGES_REQUESTED");
    }

    @ParameterizedTest
    @EnumSource(value = Window.class, mode = EnumSource.Mode.EXCLUDE, names = "LARGE")
    @DisplayName("DIS-2, DIS-8, RES-4 a dispute, filed, declined as a draft and sealed, proposed, and accepted by both")
    void disputed(Window window) {
        api.submit(milestone, USD_700).expect(201);
        try (var freelancer = post.comeFromPlatform(milestone, Side.FREELANCER, window);
                var client = post.come(milestone, Side.CLIENT, window)) {
            freelancer.begin("file-dispute").choose("PAYMENT_NOT_RELEASED").write("amount", "700.00");
            freelancer
                    .write("text", "Everything is delivered.\n" + Visitor.HOSTILE)
                    .see("file-dispute");
            freelancer.goOn().see("file-dispute-consequence").confirm().done().see("response-freelancer");

            client.openLink().see("response").begin("decline-request").choose("INCOMPLETE");
            client.write("text", "The shop lacks the invoices.").press("draft").see("decline-request-draft");
            client.goOn().see("decline-request-consequence").confirm().done().see("mediation");

            var dispute = UUID.fromString(api.milestone(milestone).at("/clock/id"));
            var mediator = api.dispute(dispute).at("/mediator");
            api.as(mediator.isEmpty() ? "lena" : mediator)
                    .propose(dispute, Money.of(30_000, "USD"))
                    .expect(200);

            client.openLink().see("decisions").begin("accept-proposal").goOn().see("accept-proposal-consequence");
            client.confirm().done().see("decisions-waiting");
            freelancer.openLink().act("accept-proposal").see("proposal-accepted-freelancer");
            client.openLink().see("proposal-accepted");
            assertThat(api.dispute(dispute).at("/outcome/ending")).isEqualTo("PROPOSAL_ACCEPTED");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Window.class,
            names = {"PHONE", "DESKTOP"})
    @DisplayName("DIS-7 “Yes, I approve”, asked twice: the freelancer is paid")
    void requestApproved(Window window) {
        var dispute = aCase();
        try (var client = post.come(milestone, Side.CLIENT, window)) {
            client.begin("approve-request").see("approve-request").goOn().see("approve-request-consequence");
            client.confirm().done().see("request-approved");
        }
        assertThat(api.dispute(dispute).at("/outcome/ending")).isEqualTo("APPROVED");
    }

    @ParameterizedTest
    @EnumSource(
            value = Window.class,
            names = {"PHONE", "DESKTOP"})
    @DisplayName("DIS-9, DIS-10 a request is changed, and then withdrawn")
    void withdrawn(Window window) {
        var dispute = aCase();
        try (var freelancer = post.come(milestone, Side.FREELANCER, window)) {
            freelancer.begin("update-request").write("amount", "600.00").write("text", "I ask for less.");
            freelancer
                    .see("update-request")
                    .goOn()
                    .see("update-request-consequence")
                    .confirm()
                    .done();
            freelancer.begin("withdraw-filing").see("withdraw-filing").goOn().see("withdraw-filing-consequence");
            freelancer.confirm().done().see("withdrawn");
        }
        assertThat(api.dispute(dispute).at("/outcome/ending")).isEqualTo("WITHDRAWN");
    }

    @ParameterizedTest
    @EnumSource(
            value = Window.class,
            names = {"PHONE", "DESKTOP"})
    @DisplayName("DIS-10 an offer is made by one and accepted by the other: settled")
    void settled(Window window) {
        var dispute = aCase();
        try (var freelancer = post.come(milestone, Side.FREELANCER, window);
                var client = post.come(milestone, Side.CLIENT, window)) {
            freelancer
                    .begin("make-offer")
                    .write("amount", "400.00")
                    .see("make-offer")
                    .goOn();
            freelancer.see("make-offer-consequence").confirm().done().see("offered");
            client.openLink().see("offer").begin("accept-offer").goOn().see("accept-offer-consequence");
            client.confirm().done().see("settled");
        }
        assertThat(api.dispute(dispute).at("/outcome/ending")).isEqualTo("SETTLED");
    }

    @ParameterizedTest
    @EnumSource(
            value = Window.class,
            names = {"PHONE", "DESKTOP"})
    @DisplayName(
            "ARB-1, ARB-2 after a rejection both read what arbitration costs and who gets what; the page elects nothing")
    void elections(Window window) {
        var dispute = aCase();
        api.decline(dispute, 1).expect(200);
        var mediator = api.dispute(dispute).at("/mediator");
        api.as(mediator.isEmpty() ? "lena" : mediator).propose(dispute, USD_700).expect(200);
        try (var client = post.come(milestone, Side.CLIENT, window)) {
            client.begin("reject-proposal")
                    .goOn()
                    .see("reject-proposal-consequence")
                    .confirm()
                    .done();
            client.see("elections");
            assertThat(client.text()).contains("291.00");
            api.elect(dispute, "CLIENT", Money.of(29_100, "USD")).expect(200);
            client.openLink().see("elected");
            api.elect(dispute, "FREELANCER", Money.of(29_100, "USD")).expect(200);
            client.openLink().see("arbitration");
            api.as("otto").enterAward(dispute, Money.of(40_000, "USD")).expect(200);
            api.as("olga").confirmAward(dispute, 1, true).expect(200);
            client.openLink().see("awarded");
            assertThat(client.text()).contains("386.40 USD", "13.60 USD", "300.00 USD");
        }
    }

    @Test
    @DisplayName("a whole act by the keyboard alone, the focus always seen")
    void byKeyboard() {
        var review = api.submit(milestone, USD_700).expect(201).id();
        try (var client = post.come(milestone, Side.CLIENT, Window.DESKTOP)) {
            var page = client.page();
            client.visitor().tabTo(page.locator("a[href$='/approve-work']")).press("Enter");
            page.waitForURL("**/approve-work");
            client.visitor().tabTo(page.locator("button[value=continue]")).press("Enter");
            page.locator("#code").waitFor();
            client.visitor().tabTo(page.locator("#code")).type(client.code());
            client.visitor().tabTo(page.locator("button[value=confirm]")).press("Enter");
            page.locator(".done").waitFor();
        }
        assertThat(api.review(review).at("/state")).isEqualTo("APPROVED");
    }

    @Test
    @DisplayName("the pages work without JavaScript")
    void withoutScripts() {
        var review = api.submit(milestone, USD_700).expect(201).id();
        try (var client = post.come(milestone, Side.CLIENT, Window.PHONE, false)) {
            client.act("approve-work");
        }
        assertThat(api.review(review).at("/state")).isEqualTo("APPROVED");
    }

    @Test
    @DisplayName("bad days: the confirmation sent twice, and again after the back button, is one act")
    void twice() {
        var review = api.submit(milestone, USD_700).expect(201).id();
        try (var client = post.come(milestone, Side.CLIENT, Window.PHONE)) {
            client.begin("approve-work").goOn().write("code", client.code());
            client.page().locator("button[value=confirm]").dblclick();
            client.page().locator(".done").waitFor();
            client.page().goBack();
            client.see("back-after-done");
            assertThat(client.page().locator("main").innerText()).isNotBlank();
        }
        assertThat(api.review(review).at("/state")).isEqualTo("APPROVED");
    }

    @Test
    @DisplayName("DIS-13 bad days: in two tabs one decides, the other is told that this has changed")
    void twoTabs() {
        var review = api.submit(milestone, USD_700).expect(201).id();
        try (var client = post.come(milestone, Side.CLIENT, Window.DESKTOP)) {
            client.begin("request-changes")
                    .write("text", "The logo is missing.")
                    .goOn();
            var other = client.tab();
            other.locator("a[href$='/approve-work']").first().click();
            other.locator("button[value=continue]").click();
            other.locator("#code").fill(client.code());
            other.locator("button[value=confirm]").click();
            other.locator(".done").waitFor();

            client.write("code", "12345678").press("confirm").see("changed-in-another-tab");
            assertThat(client.page().locator(".done").count()).isZero();
        }
        assertThat(api.review(review).at("/state")).isEqualTo("APPROVED");
    }

    @Test
    @DisplayName("DEA-0 bad days: the deadline passes while the page is open: the person is told, and nothing is done")
    void tooLate() {
        var dispute = aCase();
        var end = Instant.parse(api.dispute(dispute).at("/deadline/at"));
        api.advance(Duration.between(clock.now(), end).minusMinutes(3).toString())
                .expect(200);
        try (var client = post.come(milestone, Side.CLIENT, Window.PHONE)) {
            client.begin("approve-request").goOn();
            var code = client.code();
            api.advance("PT4M").expect(200);
            client.write("code", code).press("confirm").see("too-late");
            assertThat(client.page().locator(".done").count()).isZero();
        }
        assertThat(api.dispute(dispute).at("/outcome/ending")).isNotEqualTo("APPROVED");
    }

    @Test
    @DisplayName("bad days: a session that ended in the middle of a long text loses nothing of it")
    void expiredSession() {
        var dispute = aCase();
        var text = "What we agreed on, and when. ".repeat(3_400) + "The end.";
        try (var client = post.come(milestone, Side.CLIENT, Window.PHONE)) {
            client.begin("decline-request").choose("QUALITY").write("text", text);
            client.visitor().forgetCookies();
            client.press("continue").see("session-over");
            var tab = client.tab();
            tab.close();
            var once = client.page().locator("main form button").last();
            client.click(once).see("typed-before-the-link");
            assertThat(client.page().locator("main textarea").inputValue()).isEqualTo(text);
            client.click(once).see("typed-and-kept");
            assertThat(client.text()).contains("The end.");
        }
        assertThat(api.dispute(dispute).at("/stage")).isEqualTo("RESPONSE");
    }

    @Test
    @DisplayName("a link that is wrong or old shows a page that says what to do, and nothing else")
    void wrongLink() {
        for (var window : new Window[] {Window.PHONE, Window.DESKTOP})
            try (var stranger = new Visitor(port, window)) {
                stranger.open("/p/" + "A".repeat(64)).see("wrong-link");
                stranger.open("/case/" + UUID.randomUUID()).see("no-session");
            }
    }

    private UUID aCase() {
        api.submit(milestone, USD_700).expect(201);
        return api.file(milestone, USD_700).expect(201).id();
    }
}
