package dev.parley.delivery;

import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** A mail as a mail program takes it apart. */
record ParsedMail(MimeMessage message, String raw) {
    static ParsedMail of(byte[] bytes) throws Exception {
        return new ParsedMail(
                new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes)),
                new String(bytes, StandardCharsets.UTF_8));
    }

    String text() throws Exception {
        return part(message, "text/plain").replace("\r\n", "\n");
    }

    String html() throws Exception {
        return part(message, "text/html").replace("\r\n", "\n");
    }

    /** Unfolded; empty if there is none. */
    String calendar() throws Exception {
        return part(message, "text/calendar").replaceAll("\r\n[ \t]", "");
    }

    String header(String name) throws Exception {
        return message.getHeader(name, null);
    }

    private static String part(Part part, String type) throws Exception {
        if (part.isMimeType(type)) return new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var found = "";
        if (part.getContent() instanceof Multipart several)
            for (var i = 0; i < several.getCount() && found.isEmpty(); i++) found = part(several.getBodyPart(i), type);
        return found;
    }
}
