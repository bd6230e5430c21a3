package dev.parley.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMultipart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.HtmlUtils;

class MailWriterTest {
    private final MailWriter writer = new MailWriter(new Wording(), Samples.LINKS, "parley@parley.example");

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

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("dev.parley.delivery.Samples#kindsAndRoles")
    @DisplayName("DEA-2 a deadline comes with date, time, zone and what happens when it passes")
    void saysWhatHappensOtherwise(Kind kind, String role) throws Exception {
        var mail = write(Samples.notice(kind, role));

        if (kind.hasDeadline()) {
            assertThat(mail.text())
                    .containsPattern(
                            "Friday, 4 December 2026, 18:00 Central European Standard Time \\(Europe/Berlin\\)\n\n(If|Without) ");
            assertThat(mail.message().getSubject()).containsAnyOf("4 December 2026", "has chosen arbitration");
        }
        assertThat(mail.calendar().isEmpty()).isEqualTo(!kind.hasDeadline());
    }

    @Test
    @DisplayName("REV-1 the deadline comes as a calendar entry, in UTC, named by the deadline's id")
    void bringsACalendarEntry() throws Exception {
        var notice = Samples.notice(Kind.REVIEW_OPENED, "CLIENT");

        var mail = write(notice);

        assertThat(mail.calendar().lines())
                .contains(
                        "METHOD:PUBLISH",
                        "UID:" + notice.deadline(),
                        "DTSTAMP:20261120T170000Z",
                        "DTSTART:20261204T170000Z",
                        "SUMMARY:Review “Homepage design” by Nadia Okafor")
                .anySatisfy(line -> assertThat(line)
                        .startsWith("DESCRIPTION:Please review by Friday\\, 4 December 2026\\, 18:00 Central European")
                        .contains("that counts as approval: 1\\,234.50 USD is released to Nadia Okafor"))
                .anySatisfy(line -> assertThat(line).startsWith("ORGANIZER").endsWith("mailto:parley@parley.example"));
        var attached = ((MimeMultipart) mail.message().getContent()).getBodyPart(1);
        assertThat(attached.getFileName()).isEqualTo("deadline.ics");
        assertThat(attached.getContentType()).startsWith("text/calendar").contains("method=PUBLISH");
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

        var mail = ParsedMail.of(writer.write(delivery).bytes());

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
        return ParsedMail.of(writer.write(Samples.delivery(notice)).bytes());
    }

    /** What it looks like is for people to judge: target/mails has one file a kind. */
    private static void keepToLookAt(String name, ParsedMail mail) throws Exception {
        var folder = Files.createDirectories(Path.of("target/mails"));
        Files.writeString(folder.resolve(name + ".html"), mail.html());
        Files.writeString(folder.resolve(name + ".txt"), mail.message().getSubject() + "\n\n" + mail.text());
    }
}
