package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserContext.WaitForPageOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A person at a browser window of their own. Closed, it fails if anything that ought to be text has run as a script, or
 * if a page has asked for anything but this machine.
 */
public final class Visitor implements AutoCloseable {
    /** Text as somebody would write it who wants it to be more: each way that it could run calls the canary. */
    public static final String HOSTILE = "</textarea></title></script><script>canary('script')</script>"
            + "<img src=x onerror=\"canary('img')\"><svg onload=\"canary('svg')\"></svg>"
            + "\"' onfocus=\"canary('focus')\" autofocus x=\"<img src=http://canary.example/x.png>"
            + "<a href=\"javascript:canary('link')\">link</a> ${7*7} [[${7*7}]] {{7*7}} \u202Egnp.exe";

    private static final List<String> WCAG_2_2_AA =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice");
    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost");

    private final String server;
    private final Window window;
    private final BrowserContext context;
    private Page page;
    private final List<String> ran = new ArrayList<>();
    private final List<String> strayed = new ArrayList<>();

    /** What the page has to fit in, in CSS pixels: a phone, a desktop, the desktop at a zoom of 200 %, and a large screen. */
    public enum Window {
        PHONE(390, 844, 2),
        DESKTOP(1280, 900, 1),
        ZOOMED(640, 450, 2),
        LARGE(1920, 1080, 1);

        private final int width;
        private final int height;
        private final int scale;

        Window(int width, int height, int scale) {
            this.width = width;
            this.height = height;
            this.scale = scale;
        }
    }

    public Visitor(int port, Window window) {
        this(port, window, true);
    }

    /** Without scripts a page has to work as well. */
    public Visitor(int port, Window window, boolean scripts) {
        this.server = "http://127.0.0.1:" + port;
        this.window = window;
        this.context = Chromium.browser()
                .newContext(new NewContextOptions()
                        .setViewportSize(window.width, window.height)
                        .setDeviceScaleFactor(window.scale)
                        .setJavaScriptEnabled(scripts)
                        .setLocale("en-GB")
                        .setTimezoneId("UTC"));
        context.setDefaultTimeout(30_000);
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        context.exposeBinding(
                "canary",
                (source, arguments) ->
                        ran.add(List.of(arguments) + " on " + source.page().url()));
        context.onDialog(dialog -> {
            ran.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        context.route(url -> !isThisMachine(url), route -> {
            strayed.add(route.request().url());
            route.abort();
        });
        this.page = context.newPage();
    }

    public Page page() {
        return page;
    }

    /** Opens a path of ours, or a whole address from a mail. */
    public Visitor open(String address) {
        page.navigate(address.startsWith("/") ? server + address : address);
        return this;
    }

    /** Follows a link or presses a button, until the page that it leads to is there as a whole. */
    public Visitor click(Locator control) {
        control.click();
        page.waitForLoadState();
        return this;
    }

    /**
     * Follows a link that opens a tab of its own, and goes on there. In a frame the browser now and then takes a click for
     * none: as a person would, one presses again.
     */
    public Visitor follow(Locator link) {
        var before = page;
        page = tabOf(link, 3);
        page.waitForLoadState();
        before.close();
        return this;
    }

    private Page tabOf(Locator link, int presses) {
        try {
            return context.waitForPage(new WaitForPageOptions().setTimeout(10_000), link::click);
        } catch (TimeoutError noTab) {
            if (presses == 1) throw noTab;
            return tabOf(link, presses - 1);
        }
    }

    /** Another tab of the same window: the same cookies. */
    public Page tab(String address) {
        var tab = context.newPage();
        tab.navigate(address.startsWith("/") ? server + address : address);
        return tab;
    }

    /** Takes a picture of the whole page, and fails if the page can't be read by everyone or is wider than the window. */
    public Visitor see(String name) {
        picture(name);
        assertFits(name);
        assertAccessible(name);
        return this;
    }

    /** Into {@code target/screenshots}, for people to look at. */
    public Visitor picture(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target/screenshots", name + "-" + window.width + ".png")));
        return this;
    }

    public void assertFits(String name) {
        var tooWide = page.evaluate("""
                () => [document.documentElement, ...document.querySelectorAll('body, body *')]
                  .filter(element => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1
                    && !element.closest('[data-scrolls], svg'))
                  .map(element => element.outerHTML.slice(0, 120))
                """);
        var width = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(((Number) width).intValue())
                .as("%s is wider than %d: %s", name, window.width, tooWide)
                .isLessThanOrEqualTo(0);
    }

    /** By axe: nothing serious or critical. Frames are left out: they hold mails, where no script may run, axe's included (it would wait for ever). */
    public void assertAccessible(String name) {
        assertAccessible(name, "html");
    }

    /** The same, of what is ours on a page that is not. */
    public void assertAccessible(String name, String part) {
        var violations = new AxeBuilder(page)
                        .setLegacyMode(true)
                        .include(part)
                        .exclude("iframe")
                        .withTags(WCAG_2_2_AA)
                        .analyze()
                        .getViolations()
                        .stream()
                        .filter(rule -> Set.of("serious", "critical").contains(String.valueOf(rule.getImpact())))
                        .map(Visitor::said)
                        .toList();
        assertThat(violations).as("axe on %s at %d", name, window.width).isEmpty();
    }

    private static String said(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " "
                + rule.getNodes().stream().map(node -> node.getHtml()).toList();
    }

    /** Moves the focus there with the Tab key alone, and fails if it can't be reached or is not seen to be there. */
    public Visitor tabTo(Locator target) {
        for (var presses = 0; presses < 200; presses++) {
            if ((boolean) target.evaluate("element => element === document.activeElement")) {
                assertFocusIsSeen(target);
                return this;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("the Tab key does not lead to " + target);
    }

    private static void assertFocusIsSeen(Locator target) {
        var seen = target.evaluate("""
                element => { const style = getComputedStyle(element);
                  return style.outlineStyle !== 'none' && style.outlineWidth !== '0px' || style.boxShadow !== 'none'; }
                """);
        assertThat((boolean) seen).as("the focus is seen on %s", target).isTrue();
    }

    /** Types or presses where the focus is. */
    public Visitor press(String key) {
        page.keyboard().press(key);
        return this;
    }

    public Visitor type(String text) {
        page.keyboard().insertText(text);
        return this;
    }

    /** Forgets the session, as a browser does that was away for long. */
    public void forgetCookies() {
        context.clearCookies();
    }

    @Override
    public void close() {
        context.close();
        assertThat(ran).as("ran as a script").isEmpty();
        assertThat(strayed).as("asked of other machines").isEmpty();
    }

    private static boolean isThisMachine(String url) {
        var host = URI.create(url.replaceAll("[^\\x21-\\x7e]|[\"<>{}|\\\\^`\\[\\]]", "_"))
                .getHost();
        return host == null || THIS_MACHINE.contains(host);
    }
}
