package dev.parley.delivery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** A mail server on loopback that answers as a test wants, and keeps each mail's bytes as they came. */
public final class ScriptedSmtp implements AutoCloseable {
    private final ServerSocket socket;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile Consumer<String> listener = mail -> {};

    public ScriptedSmtp() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(() -> {
            while (!socket.isClosed()) {
                var client = socket.accept();
                connections.incrementAndGet();
                start(() -> serve(client));
            }
        });
    }

    /** From now on answers this command, "." after the mail's last line, or "CONNECT"; no answer hangs up. */
    void answer(String command, String answer) {
        answers.put(command, answer);
    }

    void behave() {
        answers.clear();
    }

    /** The mails as they came, whatever the answer was. */
    List<String> mails() {
        return List.copyOf(mails);
    }

    /** The mails as they came since this was last asked. */
    public List<String> take() {
        var taken = List.copyOf(mails);
        mails.subList(0, taken.size()).clear();
        return taken;
    }

    List<String> mailsTo(String address) {
        return mails.stream().filter(mail -> mail.contains(address)).toList();
    }

    int connections() {
        return connections.get();
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** From now on tells this one of each mail that has come, before it is answered. */
    public void beforeAnswer(Consumer<String> listener) {
        this.listener = listener;
    }

    JavaMailSenderImpl client() {
        var client = new JavaMailSenderImpl();
        client.setHost("127.0.0.1");
        client.setPort(socket.getLocalPort());
        return client;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void serve(Socket client) throws IOException {
        try (client) {
            var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            if (!say(client, answers.getOrDefault("CONNECT", "220 ready"))) return;
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var command = line.substring(0, Math.min(4, line.length())).toUpperCase(Locale.ROOT);
                var usual = command.equals("DATA") ? "354 go on" : command.equals("QUIT") ? "221 bye" : "250 fine";
                if (!say(client, answers.getOrDefault(command, usual))) return;
                if (command.equals("DATA") && !answers.containsKey("DATA")) {
                    var mail = mail(in);
                    mails.add(mail);
                    listener.accept(mail);
                    if (!say(client, answers.getOrDefault(".", "250 taken"))) return;
                }
            }
        }
    }

    private static String mail(BufferedReader in) throws IOException {
        var mail = new StringBuilder();
        for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine())
            mail.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        return mail.toString();
    }

    private static boolean say(Socket client, String answer) throws IOException {
        if (answer.isEmpty()) return false;
        client.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return true;
    }

    private interface Talk {
        void go() throws IOException;
    }

    private static void start(Talk talk) {
        var thread = new Thread(() -> {
            try {
                talk.go();
            } catch (IOException closed) {
                // the other side hung up, or the test is over
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
