package dev.parley.dispute;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.UnaryOperator;

/** Speaks INSTREAM as ClamAV's daemon does: reads the chunks to their end, then answers what the test says of them. */
final class ScriptedClamAv implements AutoCloseable {
    /** The test file that every scanner knows, in two parts so that this file is none. */
    static final String EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD" + "-ANTIVIRUS-TEST-FILE!$H+H*";

    private final ServerSocket server;
    private final UnaryOperator<String> answers;

    private ScriptedClamAv(UnaryOperator<String> answers) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.answers = answers;
        var serving = new Thread(this::serve, "clamav");
        serving.setDaemon(true);
        serving.start();
    }

    /** Knows the test file, and nothing else. */
    static ScriptedClamAv knowingEicar() throws IOException {
        return new ScriptedClamAv(
                content -> content.contains(EICAR) ? "stream: Eicar-Signature FOUND\0" : "stream: OK\0");
    }

    static ScriptedClamAv answering(String answer) throws IOException {
        return new ScriptedClamAv(content -> answer);
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (var caller = server.accept()) {
                answer(caller);
            } catch (IOException hungUp) {
                // The scanner or the test has: the next may call.
            }
        }
    }

    private void answer(Socket caller) throws IOException {
        var in = new DataInputStream(caller.getInputStream());
        var command = new String(in.readNBytes(10), ISO_8859_1);
        if (!command.equals("zINSTREAM\0")) throw new IOException("not a command: " + command);
        var content = new ByteArrayOutputStream();
        for (int length; (length = in.readInt()) > 0; ) content.write(in.readNBytes(length));
        caller.getOutputStream()
                .write(answers.apply(content.toString(ISO_8859_1)).getBytes(ISO_8859_1));
        caller.getOutputStream().flush();
        if (answers.apply("").isEmpty()) caller.getInputStream().read();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
