package dev.parley.delivery;

import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import jakarta.mail.util.StreamProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Writes a delivery as one mail of plain text and HTML (NOT-5), with its deadlines for the calendar (REV-1). */
@Component
class MailWriter {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final Session NO_SERVER = Session.getInstance(new Properties());

    static {
        // Unless it is named, Jakarta Mail looks through the class path for it, for each part of each mail.
        System.setProperty(StreamProvider.class.getName(), MailStreamProvider.class.getName());
    }

    private final Wording wording;
    private final Secrets secrets;
    private final String from;
    private final SpringTemplateEngine templates = new SpringTemplateEngine();

    MailWriter(Wording wording, Secrets secrets, @Value("${parley.mail.from}") String from) {
        this.wording = wording;
        this.secrets = secrets;
        this.from = from;
        templates.addTemplateResolver(templates(TemplateMode.HTML, "*.html"));
        templates.addTemplateResolver(templates(TemplateMode.TEXT, "*.txt"));
    }

    record Mail(String messageId, byte[] bytes) {}

    /** @throws AddressException no mail server could take this address */
    Mail write(Delivery delivery, List<CalendarFile> calendar) throws AddressException {
        var to = address(delivery.address());
        try {
            var messageId = "<" + delivery.id() + "@" + from.substring(from.indexOf('@') + 1) + ">";
            var message = new WithId(messageId);
            to.setPersonal(delivery.name(), UTF_8);
            message.setFrom(new InternetAddress(from, "Parley"));
            message.setRecipient(MimeMessage.RecipientType.TO, to);
            message.setSentDate(Date.from(delivery.recordedAt()));
            message.setHeader("Auto-Submitted", "auto-generated");
            message.setHeader("X-Parley-Notice", delivery.kind().name());
            message.setHeader("X-Parley-Subject", delivery.subject().toString());
            fill(message, letter(delivery), calendar);
            message.saveChanges();
            var bytes = new ByteArrayOutputStream();
            message.writeTo(bytes);
            return new Mail(messageId, bytes.toByteArray());
        } catch (MessagingException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Letter letter(Delivery delivery) {
        return Letter.of(
                secrets.revealed(delivery), wording, secrets.link(delivery).orElse(null));
    }

    private void fill(MimeMessage message, Letter letter, List<CalendarFile> calendar)
            throws MessagingException, IOException {
        message.setSubject(letter.subject(), UTF_8);
        var shown = new Context(Locale.ENGLISH);
        shown.setVariable("letter", letter);
        var both = new MimeMultipart(
                "alternative",
                part(templates.process("mail/notice.txt", shown), "plain"),
                part(templates.process("mail/notice.html", shown), "html"));
        var whole = new MimeBodyPart();
        whole.setContent(both);
        var mixed = new MimeMultipart(whole);
        for (var file : calendar) mixed.addBodyPart(attachment(file));
        message.setContent(mixed);
    }

    private MimeBodyPart attachment(CalendarFile file) throws MessagingException, IOException {
        var part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(file.text(from), file.mediaType())));
        part.setFileName(file.name());
        part.setDisposition(Part.ATTACHMENT);
        return part;
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(text.replace("\n", "\r\n"), UTF_8, subtype);
        return part;
    }

    /** One bare address in ASCII: neither a list nor a group nor a name can be smuggled in. */
    static InternetAddress address(String given) throws AddressException {
        var at = given.lastIndexOf('@') + 1;
        var ascii = given.substring(0, at) + asciiDomain(given.substring(at));
        var address = new InternetAddress(ascii, true);
        if (!ascii.equals(address.getAddress())
                || address.isGroup()
                || !ascii.chars().allMatch(c -> c > ' ' && c < 127))
            throw new AddressException("not a plain address", given);
        return address;
    }

    private static String asciiDomain(String domain) throws AddressException {
        try {
            return IDN.toASCII(domain);
        } catch (IllegalArgumentException malformed) {
            throw new AddressException("no such domain", domain);
        }
    }

    private static ClassLoaderTemplateResolver templates(TemplateMode mode, String names) {
        var resolver = new ClassLoaderTemplateResolver();
        resolver.setPrefix("templates/");
        resolver.getResolvablePatternSpec().addPattern(names);
        resolver.setTemplateMode(mode);
        resolver.setCharacterEncoding(UTF_8);
        return resolver;
    }

    /** Keeps its id where the library would make a new one. */
    private static final class WithId extends MimeMessage {
        private final String id;

        WithId(String id) {
            super(NO_SERVER);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
