package dev.parley.proof;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A packaged application in a process of its own. */
final class Jar implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LOOK_EACH = Duration.ofMillis(50);

    private final Path jar;
    private final List<String> jvm;
    private final Map<String, String> environment;
    private final URI ready;
    private final Path log;
    private volatile @Nullable Process process;

    /**
     * @param jvm what the Java launcher is told
     * @param ready answers with 200 when the application does
     */
    Jar(Path jar, List<String> jvm, Map<String, String> environment, URI ready, Path log) {
        this.jar = jar;
        this.jvm = jvm;
        this.environment = environment;
        this.ready = ready;
        this.log = log;
    }

    void start(List<String> arguments) throws IOException {
        process = launch(arguments);
    }

    /** Until it ends by itself; its exit code. */
    int run(List<String> arguments) throws IOException, InterruptedException {
        return launch(arguments).waitFor();
    }

    boolean isRunning() {
        var started = process;
        return started != null && started.isAlive();
    }

    /** Until it answers; says how long that took. */
    Duration awaitUp() throws InterruptedException {
        var from = System.nanoTime();
        while (!answers()) {
            var waited = Duration.ofNanos(System.nanoTime() - from);
            if (!isRunning() || waited.compareTo(PATIENCE) > 0)
                throw new IllegalStateException("does not come up, see " + log);
            Thread.sleep(LOOK_EACH.toMillis());
        }
        return Duration.ofNanos(System.nanoTime() - from);
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        var running = process;
        if (running == null) return;
        running.destroyForcibly().waitFor();
        process = null;
    }

    Path log() {
        return log;
    }

    /** Of a path of its server. */
    URI address(String path) {
        return ready.resolve(path);
    }

    long bytes() throws IOException {
        return Files.size(jar);
    }

    /** What is resident of it, in KiB, as Linux tells. */
    long residentKib() throws IOException {
        var running = process;
        if (running == null) throw new IllegalStateException("it does not run");
        try (var lines = Files.lines(Path.of("/proc", String.valueOf(running.pid()), "status"))) {
            var line = lines.filter(one -> one.startsWith("VmRSS:")).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", ""));
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    private boolean answers() {
        try {
            var asked = (HttpURLConnection) ready.toURL().openConnection();
            asked.setConnectTimeout((int) PATIENCE.toMillis());
            asked.setReadTimeout((int) PATIENCE.toMillis());
            try {
                return asked.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                asked.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }

    private Process launch(List<String> arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        var launched = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(launched::destroyForcibly));
        return launched;
    }
}
