package dev.parley.sandbox;

import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.mail.MailProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** A mail server in this process, on loopback, that delivers nothing: it keeps the latest mails for a reader. */
public class MailCatcher {
    private final int kept;
    private final Deque<CaughtMail> mails = new ArrayDeque<>();
    private int caught;
    private int port;
    private @Nullable GreenMail server;

    MailCatcher(int kept) {
        this.kept = kept;
    }

    /** Starts the server: the first time at any free port, then at that port again. */
    public synchronized void start() {
        if (server != null) return;
        var started = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        started.start();
        var inbox = started.setUser("sandbox@localhost", "sandbox");
        started.getUserManager().setMessageDeliveryHandler((mail, recipient) -> {
            keep(mail);
            empty(started);
            return inbox;
        });
        port = started.getSmtp().getPort();
        server = started;
    }

    /** Stops the server: whoever wants to hand in a mail finds nobody. What was caught stays. */
    public synchronized void stop() {
        if (server == null) return;
        server.stop();
        server = null;
    }

    public synchronized int port() {
        return port;
    }

    /** The latest mails, oldest first. */
    public List<CaughtMail> mails() {
        synchronized (mails) {
            return List.copyOf(mails);
        }
    }

    public Optional<CaughtMail> mail(int number) {
        return mails().stream().filter(mail -> mail.number() == number).findFirst();
    }

    private void keep(MovingMessage mail) {
        var source = source(mail);
        synchronized (mails) {
            mails.addLast(CaughtMail.read(++caught, source));
            if (mails.size() > kept) mails.removeFirst();
        }
    }

    private static byte[] source(MovingMessage mail) {
        try {
            var bytes = new ByteArrayOutputStream();
            mail.getMessage().writeTo(bytes);
            return bytes.toByteArray();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** The server's own store would grow without a bound. */
    private static void empty(GreenMail server) throws MessagingException {
        try {
            server.purgeEmailFromAllMailboxes();
        } catch (FolderException full) {
            throw new MessagingException("can't be emptied", full);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Profile("sandbox")
    @EnableConfigurationProperties(MailProperties.class)
    static class Wiring {
        @Bean(initMethod = "start", destroyMethod = "stop")
        MailCatcher mailCatcher() {
            return new MailCatcher(1000);
        }

        /** The application's mails go to the catcher, whatever port it got. */
        @Bean
        JavaMailSenderImpl mailSender(MailCatcher catcher, MailProperties settings) {
            var sender = new JavaMailSenderImpl();
            sender.setHost("127.0.0.1");
            sender.setPort(catcher.port());
            sender.getJavaMailProperties().putAll(settings.getProperties());
            return sender;
        }
    }
}
