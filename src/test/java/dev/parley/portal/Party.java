package dev.parley.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.parley.Visitor;
import dev.parley.Visitor.Window;
import dev.parley.delivery.Sender;
import dev.parley.sandbox.CaughtMail;
import dev.parley.sandbox.MailCatcher;
import dev.parley.shared.Side;
import java.net.URI;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A party at their pages, in a browser of their own: they come by a mail, and read their mails. */
final class Party implements AutoCloseable {
    private static final Pattern CODE = Pattern.compile("(?<!\\d)(\\d{4})[ \\u00a0]?(\\d{4})(?!\\d)");

    private static final Pattern LINK = Pattern.compile("/p/[\\w-]+");

    private final Visitor visitor;
    private final Post post;
    private final Side side;
    private final String link;

    /** Where a party's links and mails come from. */
    record Post(int port, Links links, Sender sender, MailCatcher catcher) {
        Party come(UUID milestone, Side side, Window window) {
            return come(milestone, side, window, true);
        }

        /** A browser that runs no scripts, and one that does: the pages are the same. */
        Party come(UUID milestone, Side side, Window window, boolean scripts) {
            var mail = mailAbout(milestone, side);
            var party = new Party(
                    new Visitor(port, window, scripts), this, side, linkIn(mail).orElseThrow());
            party.openMail(mail);
            return party;
        }

        /** By a link that the contracts system asked for. */
        Party comeFromPlatform(UUID milestone, Side side, Window window) {
            var link = URI.create(links.link(milestone, side)).getPath();
            return new Party(new Visitor(port, window), this, side, link).openLink();
        }

        /** The newest with a link of this side to this milestone. */
        private CaughtMail mailAbout(UUID milestone, Side side) {
            sender.sendDue();
            return mailsTo(side)
                    .filter(mail -> linkIn(mail)
                            .flatMap(path -> links.byToken(path.substring("/p/".length())))
                            .filter(link -> link.milestone().equals(milestone) && link.side() == side)
                            .isPresent())
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no mail brought the " + side + " a link"));
        }

        /** Theirs, the newest first. */
        private Stream<CaughtMail> mailsTo(Side side) {
            var address = side == Side.CLIENT ? "clara@parties.example" : "fred@parties.example";
            return catcher.mails().stream()
                    .filter(mail -> mail.to().contains(address))
                    .sorted(Comparator.comparingInt(CaughtMail::number).reversed());
        }

        private static Optional<String> linkIn(CaughtMail mail) {
            return LINK.matcher(mail.text()).results().map(MatchResult::group).findFirst();
        }
    }

    private Party(Visitor visitor, Post post, Side side, String link) {
        this.visitor = visitor;
        this.post = post;
        this.side = side;
        this.link = link;
    }

    Visitor visitor() {
        return visitor;
    }

    Page page() {
        return visitor.page();
    }

    /** As a person does: opens the newest mail about this milestone, and presses its button. */
    private void openMail(CaughtMail mail) {
        visitor.open("/sandbox/mails/" + mail.number());
        visitor.follow(page().frameLocator("iframe").locator("a[href*='/p/']").first());
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
        return post.mailsTo(side)
                .map(caught -> CODE.matcher(caught.text()))
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
