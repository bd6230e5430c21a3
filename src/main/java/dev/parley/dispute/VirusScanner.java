package dev.parley.dispute;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** ClamAV's daemon, where there is one: sends it a document by INSTREAM and takes its word. */
@Component
class VirusScanner {
    private static final Logger LOG = LoggerFactory.getLogger(VirusScanner.class);
    private static final int CONNECT_MILLIS = 2_000;
    private static final int LONGEST_ANSWER = 1_000;

    /** Ends what neither a read nor a write would end: a daemon that takes bytes slowly, or answers so. */
    private static final ScheduledExecutorService WATCH = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "virus-scan-watch");
        thread.setDaemon(true);
        return thread;
    });

    private final String address;
    private final Duration longest;

    @Autowired
    VirusScanner(@Value("${parley.evidence.clamav:}") String address) {
        this(address, Duration.ofSeconds(20));
    }

    VirusScanner(String address, Duration longest) {
        this.address = address.strip();
        this.longest = longest;
    }

    boolean isOn() {
        return !address.isEmpty();
    }

    /** Never fails: without an answer in time the document is unscanned. */
    Scan scan(Path file) {
        if (!isOn()) return Scan.UNSCANNED;
        try (var daemon = new Socket()) {
            daemon.connect(server(), CONNECT_MILLIS);
            var watch = WATCH.schedule(() -> close(daemon), longest.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return verdict(ask(daemon, file));
            } finally {
                watch.cancel(false);
            }
        } catch (IOException away) {
            LOG.warn("ClamAV at {} gives no answer: {}", address, away.getMessage());
            return Scan.UNSCANNED;
        }
    }

    private InetSocketAddress server() {
        var colon = address.lastIndexOf(':');
        return new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    /** "zINSTREAM", then chunks that each begin with their length, then one of length 0; the answer ends with a null. */
    private static String ask(Socket daemon, Path file) throws IOException {
        var out = new DataOutputStream(daemon.getOutputStream());
        out.write("zINSTREAM\0".getBytes(US_ASCII));
        try (var content = Files.newInputStream(file)) {
            var chunk = new byte[65_536];
            for (int read; (read = content.read(chunk)) >= 0; out.write(chunk, 0, read)) out.writeInt(read);
        }
        out.writeInt(0);
        out.flush();
        return answer(daemon.getInputStream());
    }

    private static String answer(InputStream in) throws IOException {
        var answer = new StringBuilder();
        for (int next; (next = in.read()) > 0 && answer.length() < LONGEST_ANSWER; ) answer.append((char) next);
        return answer.toString().strip();
    }

    private Scan verdict(String answer) {
        if (answer.equals("stream: OK")) return Scan.CLEAN;
        if (answer.startsWith("stream: ") && answer.endsWith(" FOUND")) return Scan.INFECTED;
        LOG.warn("ClamAV at {} answers: {}", address, answer.isEmpty() ? "nothing" : answer);
        return Scan.UNSCANNED;
    }

    private static void close(Socket daemon) {
        try {
            daemon.close();
        } catch (IOException closedAlready) {
            LOG.debug("closing", closedAlready);
        }
    }
}
