package dev.parley.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.Visitor;
import dev.parley.Visitor.Window;
import dev.parley.shared.Ids;
import dev.parley.shared.PartyLinks;
import dev.parley.shared.Side;
import dev.parley.shared.SiteAddress;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.web.util.HtmlUtils;

class MailWriterTest {
    private static final String LINK = "https://parley.example/p/MAMzC2ZkQVKVIi7Vd0AU6c9hJhYp8XgWv0Yz1xWq0aE";
    private static final PartyLinks LINKS = new PartyLinks() {
        @Override
        public String link(UUID milestone, Side side) {
            return LINK;
        }

        @Override
        public String code(UUID code) {
            return code.toString();
        }
    };

    private final Wording wording = new Wording();
    private final MailWriter writer = new MailWriter(wording, secrets(LINKS), "parley@parley.example");

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("dev.parley.delivery.Samples#kindsAndRoles")
    @DisplayName("NOT-5 every kind says all its facts, in plain text and in HTML")
    void saysAllItsFacts(Kind kind, String role) throws Exception {
        var notice = Samples.notice(kind, role);

        var mail = write(notice);

        for (var line :
                notice.inWords().values().stream().flatMap(String::lines).toList()) {
            assertThat(mail.text() + mail.message().getSubject()).contains(line);
            assertThat(HtmlUtils.htmlUnescape(mail.html())).contains(line);
        }
        assertThat(mail.text()).startsWith("Hello Anna Weber,").doesNotContain("{", "}");
        assertThat(mail.message().getSubject()).isNotBlank().doesNotContain("{", "}");
        keepToLookAt(kind + "-" + role, mail);
    }

    @Test
    @DisplayName("a mail is written without looking through the class path for how to")
    void looksNothingUp() throws Exception {
        var thread = Thread.currentThread();
        var loader = thread.getContextClassLoader();
        var lookedUp = new ArrayList<String>();
        thread.setContextClassLoader(new ClassLoader(loader) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                lookedUp.add(name);
                return super.getResources(name);
            }
        });
        try {
            write(Samples.notice(Kind.REVIEW_OPENED, "CLIENT"));
        } finally {
            thread.setContextClassLoader(loader);
        }
        assertThat(lookedUp).doesNotContain("META-INF/services/jakarta.mail.util.StreamProvider");
    }

    @Test
    @DisplayName("NOT-5 every mail can be read by everyone on 320 pixels and on a desktop, and fetches nothing")
    void looks() throws Exception {
        try (var reader = new Visitor(0, Window.DESKTOP)) {
            for (var kind : Kind.values()) {
                for (var role : kind.roles()) {
                    reader.page().setContent(write(Samples.notice(kind, role)).html());
                    reader.page().setViewportSize(1280, 900);
                    reader.picture("mail-" + kind + "-" + role);
                    reader.page().setViewportSize(320, 640);
                    reader.see("mail-320-" + kind + "-" + role);
                }
            }
        }
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("dev.parley.delivery.Samples#kindsAndRoles")
    @DisplayName("DEA-2 a deadline comes with date, time, zone and what happens when it passes")
    void saysWhatHappensOtherwise(Kind kind, String role) throws Exception {
        var mail = write(Samples.notice(kind, role));

        if (kind.hasDeadline()) {
            assertThat(mail.text())
                    .containsPattern(
                            "Friday, 4 December 2026, 18:00 Central European Standard Time \\(Europe/Berlin\\)\n\n(If|Without) ");
            assertThat(mail.message().getSubject())
                    .containsAnyOf("4 December 2026", "has chosen arbitration", "has decided");
        }
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("dev.parley.delivery.Samples#kindsAndRoles")
    @DisplayName(
            "DOR-2 a mail has one link: a party's to its case, the staff's to Tasklist; a notice about an address none")
    void hasOneLink(Kind kind, String role) throws Exception {
        var mail = write(Samples.notice(kind, role));

        var expected = switch (kind.opens()) {
            case PARTYS_PAGE -> List.of(LINK);
            case TASKLIST -> List.of("https://parley.example/camunda/app/tasklist/default/");
            case NOTHING -> List.<String>of();
        };
        assertThat(links("href=\"([^\"]+)\"", mail.html())).isEqualTo(expected);
        assertThat(links("(https?://\\S+)", mail.text())).isEqualTo(expected);
    }

    private static List<String> links(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    @DisplayName("DOR-4 a one-time code is in the mail alone: what is stored is its id")
    void revealsTheCode() {
        var code = Ids.next();
        var asked = new ArrayList<UUID>();
        var secrets = secrets(new PartyLinks() {
            @Override
            public String link(UUID milestone, Side side) {
                return LINK;
            }

            @Override
            public String code(UUID id) {
                asked.add(id);
                return "123456";
            }
        });
        var delivery = Samples.delivery(Samples.notice(Kind.REVIEW_APPROVED, "CLIENT"));

        assertThat(secrets.revealed(delivery)).isSameAs(delivery);
        assertThat(secrets.revealed(delivery.saying("code", code.toString())).facts())
                .containsEntry("code", "123456")
                .containsAllEntriesOf(delivery.facts());
        assertThat(asked).containsExactly(code);
    }

    @Test
    @DisplayName("NOT-5 names, titles and statements are escaped, and stay what people wrote")
    void escapes() throws Exception {
        var evil = "<img src=x onerror=alert(1)> & \"{amount}\" ${1+1} [[${1+1}]] 数据 مرحبا 🎉";
        var to = new Recipient("CLIENT", evil, "anna@client.example", Samples.BERLIN);

        var mail = write(Samples.notice(
                Kind.DISPUTE_FILED,
                to,
                Map.of("statement", evil + "\r\nsecond line", "other", evil, "milestone", evil, "contract", evil)));

        assertThat(mail.html()).doesNotContain("<img").contains("&lt;img src=x onerror=alert(1)&gt; &amp;");
        assertThat(HtmlUtils.htmlUnescape(mail.html())).contains(evil);
        assertThat(mail.html()).contains("<br>second line");
        assertThat(mail.text()).contains("> " + evil + "\n> second line");
        assertThat(mail.calendar()).contains("数据");
    }

    @Test
    @DisplayName("NOT-5 no name, title or subject can begin a header of its own, or add a recipient")
    void injectsNoHeader() throws Exception {
        var evil = "Anna\r\nBcc: thief@evil.example\r\n\r\nbody, \"Bob\" <bob@evil.example>\u2028\u0000\ud800";
        var to = new Recipient("CLIENT", evil, "anna@client.example", Samples.BERLIN);

        var mail = write(Samples.notice(Kind.REVIEW_OPENED, to, Map.of("milestone", evil, "other", evil)));

        assertThat(mail.header("Bcc")).isNull();
        assertThat(mail.message().getAllRecipients()).hasSize(1);
        var recipient = (InternetAddress) mail.message().getAllRecipients()[0];
        assertThat(recipient.getAddress()).isEqualTo("anna@client.example");
        assertThat(recipient.getPersonal()).startsWith("Anna Bcc: thief@evil.example body, \"Bob\"");
        assertThat(mail.message().getSubject())
                .startsWith("Please review “Anna Bcc:")
                .contains("…” by");
        assertThat(mail.raw().substring(0, mail.raw().indexOf("\r\n\r\n")).lines())
                .allMatch(line -> line.matches("[ \t].*|(Date|From|To|Message-ID|Subject|MIME-Version|Content-Type"
                        + "|Auto-Submitted|X-Parley-Notice|X-Parley-Subject): .*"));
        assertThat(mail.calendar().lines().filter(line -> line.startsWith("Bcc")))
                .isEmpty();
    }

    @Test
    @DisplayName("NOT-5 a mail is plain text first, then HTML, with an id that comes from the notice")
    void hasBothForms() throws Exception {
        var delivery = Samples.delivery(Samples.notice(Kind.REVIEW_APPROVED, "CLIENT"));

        var mail = ParsedMail.of(writer.write(delivery, List.of()).bytes());

        var both = (MimeMultipart)
                ((MimeMultipart) mail.message().getContent()).getBodyPart(0).getContent();
        assertThat(both.getContentType()).startsWith("multipart/alternative");
        assertThat(both.getBodyPart(0).getContentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(both.getBodyPart(1).getContentType()).isEqualTo("text/html; charset=UTF-8");
        assertThat(mail.header("Message-ID")).isEqualTo("<" + delivery.id() + "@parley.example>");
        assertThat(mail.header("From")).isEqualTo("Parley <parley@parley.example>");
        assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "anna",
                "anna@",
                "a@b.example, c@d.example",
                "Anna <a@b.example>",
                "team: a@b.example;",
                "a@b.example\r\nBcc: c@d.example",
                "änna@b.example"
            })
    @DisplayName("NOT-5 what is not one plain address is refused")
    void refusesOtherAddresses(String address) {
        assertThatThrownBy(() -> MailWriter.address(address)).isInstanceOf(AddressException.class);
    }

    @Test
    @DisplayName("NOT-5 a domain outside ASCII is written as the mail system spells it")
    void spellsDomains() throws Exception {
        assertThat(MailWriter.address("anna@bücher.example").getAddress()).isEqualTo("anna@xn--bcher-kva.example");
    }

    private ParsedMail write(Notice notice) throws Exception {
        var delivery = Samples.delivery(notice);
        return ParsedMail.of(writer.write(delivery, entries(delivery)).bytes());
    }

    private List<CalendarFile> entries(Delivery delivery) {
        var deadline = delivery.deadline();
        if (deadline == null) return List.of();
        var title = wording.line("calendar", delivery, 100);
        return List.of(new CalendarFile(false, deadline, 0, Samples.DEADLINE, delivery.recordedAt(), title, ""));
    }

    private static Secrets secrets(PartyLinks links) {
        var beans = new StaticListableBeanFactory();
        beans.addBean("links", links);
        var site = new MockEnvironment().withProperty("parley.url", "https://parley.example/");
        return new Secrets(beans.getBeanProvider(PartyLinks.class), new SiteAddress(site));
    }

    /** What it looks like is for people to judge: target/mails has one file a kind. */
    private static void keepToLookAt(String name, ParsedMail mail) throws Exception {
        var folder = Files.createDirectories(Path.of("target/mails"));
        Files.writeString(folder.resolve(name + ".html"), mail.html());
        Files.writeString(folder.resolve(name + ".txt"), mail.message().getSubject() + "\n\n" + mail.text());
    }
}
