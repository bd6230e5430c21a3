package dev.parley.proof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server that takes mails or does not, and keeps none: a life has dozens of them. */
final class MailServer implements AutoCloseable {
    /** How it treats what is handed in. */
    enum Mood {
        TAKES,
        PUTS_OFF,
        /** For good, every third of them. */
        REJECTS_SOME
    }

    private final ServerSocket socket;
    private volatile Mood mood = Mood.TAKES;
    private final AtomicInteger recipients = new AtomicInteger();

    MailServer() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        start(this::open);
    }

    int port() {
        return socket.getLocalPort();
    }

    void is(Mood now) {
        recipients.set(0);
        mood = now;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void open() throws IOException {
        while (!socket.isClosed()) {
            var client = socket.accept();
            start(() -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException {
        try (client) {
            client.setTcpNoDelay(true);
            var in = new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
            say(client, "220 ready");
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                say(client, answer(line));
                if (!line.startsWith("DATA")) continue;
                skipMail(in);
                say(client, "250 taken");
            }
        }
    }

    private static void skipMail(BufferedReader in) throws IOException {
        String line;
        do line = in.readLine();
        while (line != null && !line.equals("."));
    }

    private String answer(String line) {
        if (line.startsWith("DATA")) return "354 go on";
        if (line.startsWith("QUIT")) return "221 bye";
        if (!line.startsWith("RCPT")) return "250 fine";
        var recipient = recipients.incrementAndGet();
        return switch (mood) {
            case TAKES -> "250 fine";
            case PUTS_OFF -> "451 later";
            case REJECTS_SOME -> recipient % 3 == 0 ? "550 no such mailbox" : "250 fine";
        };
    }

    private static void say(Socket client, String answer) throws IOException {
        client.getOutputStream().write((answer + "\r\n").getBytes(ISO_8859_1));
    }

    private interface Talk {
        void go() throws IOException;
    }

    private static void start(Talk talk) {
        var thread = new Thread(() -> {
            try {
                talk.go();
            } catch (IOException over) {
                // the other side hung up, or the lives are over
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
