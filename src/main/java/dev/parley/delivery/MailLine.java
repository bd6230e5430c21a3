package dev.parley.delivery;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** A connection to the mail server for a few mails in a row, opened with the first of them. */
class MailLine implements AutoCloseable {
    private final JavaMailSenderImpl server;
    private final Transport transport;
    private @Nullable Outcome unreachable;

    MailLine(JavaMailSenderImpl server) {
        this.server = server;
        var session = server.getSession();
        session.getProperties().putIfAbsent("mail.smtp.socketFactory", new PromptSockets());
        session.getProperties().putIfAbsent("mail.smtp.socketFactory.fallback", "false");
        try {
            transport = session.getTransport(server.getProtocol() == null ? "smtp" : server.getProtocol());
        } catch (MessagingException noSuchProtocol) {
            throw new IllegalStateException(noSuchProtocol);
        }
    }

    /** Sends the bytes as they are. A server that could not be reached is not tried again on this line. */
    Outcome send(byte[] bytes) {
        if (unreachable != null) return unreachable;
        try {
            if (!transport.isConnected())
                transport.connect(
                        server.getHost(), server.getPort(), given(server.getUsername()), given(server.getPassword()));
        } catch (MessagingException failed) {
            unreachable = new Outcome.TryAgain(words(failed));
            return unreachable;
        }
        try {
            var message = new Stored(server.getSession(), bytes);
            transport.sendMessage(message, message.getAllRecipients());
            return new Outcome.Accepted();
        } catch (MessagingException failed) {
            return isFinal(failed) ? new Outcome.Failed(words(failed)) : new Outcome.TryAgain(words(failed));
        } catch (RuntimeException ofTheLibrary) {
            return new Outcome.TryAgain(ofTheLibrary.toString());
        }
    }

    boolean isUnreachable() {
        return unreachable != null;
    }

    @Override
    public void close() {
        try {
            transport.close();
        } catch (MessagingException alreadyGone) {
            // every outcome is known by now
        }
    }

    /** An empty user means none: the library would log in with it. */
    private static @Nullable String given(@Nullable String setting) {
        return setting == null || setting.isEmpty() ? null : setting;
    }

    /**
     * A 5xx on the recipient or on the content is the server's last word on this mail. A 5xx on the greeting, the login
     * or the sender is about us, and every mail would fail alike until our set-up is mended.
     */
    private static boolean isFinal(MessagingException failed) {
        for (Exception cause = failed; cause != null; cause = next(cause)) {
            if (cause instanceof SMTPAddressFailedException recipient) return recipient.getReturnCode() / 100 == 5;
            if (cause instanceof SMTPSendFailedException sending
                    && (sending.getCommand().equals("DATA")
                            || sending.getCommand().equals("."))) return sending.getReturnCode() / 100 == 5;
        }
        return false;
    }

    /** The innermost words are the server's. */
    private static String words(MessagingException failed) {
        Exception last = failed;
        for (var cause = next(failed); cause != null; cause = next(cause)) last = cause;
        return String.valueOf(last.getMessage());
    }

    private static @Nullable Exception next(Exception cause) {
        return cause instanceof MessagingException chained ? chained.getNextException() : null;
    }

    /** The library may re-encode a message or give it a new id: this one goes out as it was stored. */
    private static final class Stored extends MimeMessage {
        private final byte[] bytes;

        Stored(Session session, byte[] bytes) throws MessagingException {
            super(session, new ByteArrayInputStream(bytes));
            this.bytes = bytes;
        }

        @Override
        public void writeTo(OutputStream out, String @Nullable [] ignored) throws IOException {
            out.write(bytes);
        }
    }
}
