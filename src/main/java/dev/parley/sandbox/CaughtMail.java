package dev.parley.sandbox;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;

/**
 * A mail that reached the sandbox's mail server.
 *
 * @param number counts up from 1 in the order of arrival
 * @param source the mail as it arrived, headers and all
 */
public record CaughtMail(
        int number, String source, List<Header> headers, String text, String html, List<Attachment> attachments) {
    public record Header(String name, String value) {}

    /** A file that came along; its content as text. */
    public record Attachment(String name, String type, String content) {}

    static CaughtMail read(int number, byte[] source) {
        try {
            var message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(source));
            var headers = Collections.list(message.getAllHeaders()).stream()
                    .map(header -> new Header(header.getName(), decoded(header.getValue())))
                    .toList();
            var parts = new ArrayList<Part>();
            collect(message, parts);
            return new CaughtMail(
                    number,
                    new String(source, StandardCharsets.UTF_8),
                    headers,
                    body(parts, "text/plain"),
                    body(parts, "text/html"),
                    attachments(parts));
        } catch (MessagingException malformed) {
            throw new IllegalArgumentException(malformed);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /** The first header of this name, decoded; empty if there is none. */
    public String header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst()
                .orElse("");
    }

    public String to() {
        return header("To");
    }

    public String subject() {
        return header("Subject");
    }

    private static void collect(Part part, List<Part> parts) throws MessagingException, IOException {
        if (!(part.getContent() instanceof Multipart several)) {
            parts.add(part);
            return;
        }
        for (var i = 0; i < several.getCount(); i++) collect(several.getBodyPart(i), parts);
    }

    private static String body(List<Part> parts, String type) throws MessagingException, IOException {
        for (var part : parts) if (part.isMimeType(type) && part.getFileName() == null) return text(part);
        return "";
    }

    private static List<Attachment> attachments(List<Part> parts) throws MessagingException, IOException {
        var attachments = new ArrayList<Attachment>();
        for (var part : parts)
            if (part.getFileName() != null)
                attachments.add(new Attachment(part.getFileName(), part.getContentType(), text(part)));
        return attachments;
    }

    private static String text(Part part) throws MessagingException, IOException {
        return new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String decoded(String header) {
        try {
            return MimeUtility.decodeText(MimeUtility.unfold(header));
        } catch (IOException unknownCharset) {
            return header;
        }
    }
}
