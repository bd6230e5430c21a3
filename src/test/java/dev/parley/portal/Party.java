package dev.parley.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.parley.Visitor;
import dev.parley.Visitor.Window;
import dev.parley.delivery.Sender;
import dev.parley.sandbox.CaughtMail;
import dev.parley.sandbox.MailCatcher;
import dev.parley.shared.PartyLinks;
import dev.parley.shared.Side;
import java.net.URI;
import java.util.Comparator;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A party at their pages, in a browser of their own: they come by a link, and read their mails. */
final class Party implements AutoCloseable {
    private static final Pattern CODE = Pattern.compile("(?<!\\d)(\\d{4})[ \\u00a0]?(\\d{4})(?!\\d)");

    private final Visitor visitor;
    private final Post post;
    private final String link;
    private final String address;

    /** Where a party's links and mails come from. */
    record Post(int port, PartyLinks links, Sender sender, MailCatcher catcher) {
        Party come(UUID milestone, Side side, Window window) {
            return come(milestone, side, window, true);
        }

        /** A browser that runs no scripts, and one that does: the pages are the same. */
        Party come(UUID milestone, Side side, Window window, boolean scripts) {
            var party = new Party(new Visitor(port, window, scripts), this, milestone, side);
            party.openLink();
            return party;
        }
    }

    private Party(Visitor visitor, Post post, UUID milestone, Side side) {
        this.visitor = visitor;
        this.post = post;
        this.link = URI.create(post.links().link(milestone, side)).getPath();
        this.address = side == Side.CLIENT ? "clara@parties.example" : "fred@parties.example";
    }

    Visitor visitor() {
        return visitor;
    }

    Page page() {
        return visitor.page();
    }

    Party openLink() {
        visitor.open(link);
        return this;
    }

    /** Another tab of the same browser, at the overview. */
    Page tab() {
        return visitor.tab(link);
    }

    Party see(String name) {
        visitor.see(name);
        return this;
    }

    Party begin(String act) {
        return click(page().locator("a[href$='/" + act + "']").first());
    }

    Party write(String field, String text) {
        page().locator("#" + field).fill(text);
        return this;
    }

    Party choose(String value) {
        page().locator("#choice-" + value).check();
        return this;
    }

    Party press(String step) {
        return click(page().locator("button[name=step][value=" + step + "]"));
    }

    /** Until the page that it leads to is there as a whole. */
    Party click(Locator control) {
        visitor.click(control);
        return this;
    }

    /** The form's last step: the page that says what follows. */
    Party goOn() {
        press("continue");
        assertThat(page().locator("#code").count())
                .as(page().locator("main").innerText())
                .isEqualTo(1);
        return this;
    }

    /** With the code from the mail that came this moment. */
    Party confirm() {
        write("code", code());
        press("confirm");
        return this;
    }

    Party done() {
        assertThat(page().locator(".done").count())
                .as("%s: %s", page().url(), text())
                .isEqualTo(1);
        return this;
    }

    Party act(String act) {
        return begin(act).goOn().confirm().done();
    }

    String text() {
        return page().locator("main").innerText();
    }

    /** Of the newest mail that brought this party one; the order of others in a batch says nothing. */
    String code() {
        post.sender().sendDue();
        return post.catcher().mails().stream()
                .filter(mail -> mail.to().contains(address))
                .sorted(Comparator.comparingInt(CaughtMail::number).reversed())
                .map(mail -> CODE.matcher(mail.text()))
                .filter(Matcher::find)
                .map(digits -> digits.group(1) + digits.group(2))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        visitor.close();
    }
}
