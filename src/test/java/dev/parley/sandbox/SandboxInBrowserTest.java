package dev.parley.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.Visitor;
import dev.parley.Visitor.Window;
import dev.parley.delivery.Sender;
import dev.parley.shared.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The sandbox's own pages in a real browser. */
@ParleyTest
class SandboxInBrowserTest {
    private static final Money USD_700 = Money.of(70_000, "USD");

    @LocalServerPort
    int port;

    @Autowired
    Sender sender;

    Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @ParameterizedTest
    @EnumSource(value = Window.class, mode = EnumSource.Mode.EXCLUDE, names = "LARGE")
    @DisplayName("the start page can be read by everyone, on a phone, on a desktop and enlarged")
    void startPage(Window window) {
        try (var visitor = new Visitor(port, window)) {
            visitor.open("/").see("sandbox-start");

            assertThat(visitor.page().title()).isEqualTo("Parley's sandbox");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Window.class, mode = EnumSource.Mode.EXCLUDE, names = "LARGE")
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
