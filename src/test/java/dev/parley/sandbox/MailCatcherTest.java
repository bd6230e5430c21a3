package dev.parley.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import dev.parley.ParleyTest;
import dev.parley.shared.Ids;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

@ParleyTest
class MailCatcherTest {
    @Autowired
    MailCatcher catcher;

    @Autowired
    JavaMailSender mailSender;

    @Autowired
    WebApplicationContext application;

    private final String subject = "Größe <b>& more</b> " + Ids.next();

    @Test
    @DisplayName("NOT-5 the sandbox catches what the application sends, and shows it harmlessly")
    void catchesAndShows() throws Exception {
        send();

        var mail = caught();

        assertThat(mail.to()).isEqualTo("Ännä <anna@client.example>");
        assertThat(mail.text()).isEqualTo("plain ü");
        assertThat(mail.html()).isEqualTo("<script>alert('x')</script>");
        assertThat(mail.attachments()).singleElement().satisfies(attachment -> {
            assertThat(attachment.name()).isEqualTo("a.ics");
            assertThat(attachment.type()).startsWith("text/calendar");
            assertThat(attachment.content()).isEqualTo("BEGIN:VCALENDAR");
        });
        assertThat(page("/sandbox/mails"))
                .contains("/sandbox/mails/" + mail.number(), "Größe &lt;b&gt;&amp; more&lt;/b&gt;");
        assertThat(page("/sandbox/mails/" + mail.number()))
                .contains("plain ü", "a.ics", "BEGIN:VCALENDAR", "Message-ID")
                .contains(
                        "<iframe title=\"The mail as HTML\" sandbox=\"allow-popups allow-popups-to-escape-sandbox\" srcdoc=\"&lt;script&gt;alert(")
                .doesNotContain("<script>", "<b>");
    }

    @Test
    @DisplayName("NOT-1 the sandbox's mail server can be away for a while, and comes back at its place")
    void goesAndComesBack() throws Exception {
        var port = catcher.port();
        catcher.stop();
        try {
            assertThatThrownBy(this::send).isInstanceOf(MailSendException.class);
        } finally {
            catcher.start();
        }

        send();

        assertThat(catcher.port()).isEqualTo(port);
        assertThat(caught().text()).isEqualTo("plain ü");
    }

    @Test
    @DisplayName("NOT-1 the sandbox keeps the latest mails, and no more than it was told")
    void keepsABoundedNumber() throws Exception {
        var own = new MailCatcher(2);
        own.start();
        try {
            var sender = new JavaMailSenderImpl();
            sender.setHost("127.0.0.1");
            sender.setPort(own.port());
            var messages = new MimeMessage[3];
            for (var i = 0; i < messages.length; i++) {
                messages[i] = sender.createMimeMessage();
                new MimeMessageHelper(messages[i]).setTo("anna@client.example");
                messages[i].setText("mail " + i);
            }
            sender.send(messages);

            assertThat(own.mails()).hasSize(2);
            assertThat(own.mail(1)).isEmpty();
            assertThat(own.mail(3)).get().matches(mail -> mail.text().equals("mail 2"));
        } finally {
            own.stop();
        }
    }

    private void send() throws Exception {
        var message = mailSender.createMimeMessage();
        var mail = new MimeMessageHelper(message, true, "UTF-8");
        mail.setFrom("parley@parley.example");
        mail.setTo(new InternetAddress("anna@client.example", "Ännä", "UTF-8"));
        mail.setSubject(subject);
        mail.setText("plain ü", "<script>alert('x')</script>");
        mail.addAttachment("a.ics", () -> new ByteArrayInputStream("BEGIN:VCALENDAR".getBytes(UTF_8)), "text/calendar");
        mailSender.send(message);
    }

    private CaughtMail caught() {
        assertThat(catcher.mails())
                .filteredOn(mail -> mail.subject().equals(subject))
                .hasSize(1);
        return catcher.mails().stream()
                .filter(mail -> mail.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private String page(String path) throws Exception {
        var pages = MockMvcBuilders.webAppContextSetup(application).build();
        return pages.perform(get(path)).andReturn().getResponse().getContentAsString();
    }
}
