package dev.parley.proof;

import dev.parley.Api;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node of Parley as it is shipped: the packaged jar in a process of its own, without a profile. */
final class Node implements AutoCloseable {
    static final String PASSWORD = "known-to-the-driver";
    private static final Path JAR = Path.of("target", "parley.jar");
    private static final List<String> STAFF =
            List.of("admin camunda-admin", "mia mediators", "max mediators", "lena lead-mediators", "otto operations");

    private final String name;
    private final Path folder;
    private final Map<String, String> environment;
    private final int port;
    private volatile @Nullable Process process;

    Node(int number, Path folder, Database database, int mailPort) throws IOException {
        this.name = "node-" + number;
        this.folder = folder;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        environment = Map.ofEntries(
                Map.entry("PARLEY_DB_URL", database.url()),
                Map.entry("PARLEY_DB_PASSWORD", PASSWORD),
                Map.entry("PARLEY_DB_MIGRATOR_PASSWORD", PASSWORD),
                Map.entry("PARLEY_URL", "https://parley.example"),
                Map.entry("PARLEY_MAIL_HOST", "127.0.0.1"),
                Map.entry("PARLEY_MAIL_PORT", String.valueOf(mailPort)),
                Map.entry("PARLEY_MAIL_FROM", "parley@parley.example"),
                Map.entry("PARLEY_OPERATIONS_MAIL", "operations@parley.example"),
                Map.entry("PARLEY_EVIDENCE_FOLDER", folder.resolve("evidence").toString()),
                Map.entry("PARLEY_CONTRACTS_CLIENT", "contracts"),
                Map.entry("PARLEY_CONTRACTS_SECRET", PASSWORD),
                Map.entry("PARLEY_CONTRACTS_BASIC", "true"),
                // So that load finds the nodes' limits and not this one.
                Map.entry("PARLEY_RATE_BURST", "100000"),
                Map.entry("PARLEY_RATE_PER_SECOND", "100000"),
                Map.entry("PARLEY_LINKS_SECRET", "a-secret-of-more-than-32-characters"),
                Map.entry("PARLEY_ADDRESS", "127.0.0.1"),
                Map.entry("PORT", String.valueOf(port)),
                // So that the driver can let days pass.
                Map.entry("SPRING_FLYWAY_LOCATIONS", "classpath:db/migration,classpath:db/sandbox"));
    }

    String name() {
        return name;
    }

    Api api() {
        return new Api(port, PASSWORD);
    }

    void start() throws IOException {
        process = launch(List.of());
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
            if (!isRunning() || waited.toSeconds() > 180)
                throw new IllegalStateException(name + " does not come up, see " + log());
            Thread.sleep(100);
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

    /** The audit as operations run it; its exit code. */
    int audit() throws IOException, InterruptedException {
        return launch(List.of("--spring.profiles.active=audit")).waitFor();
    }

    Path log() {
        return folder.resolve(name + ".log");
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    private boolean answers() {
        try {
            return api().health().status() == 200;
        } catch (IllegalStateException notYet) {
            return false;
        }
    }

    private Process launch(List<String> more) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.timezone=UTC",
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toString()));
        for (var n = 0; n < STAFF.size(); n++) {
            var login = STAFF.get(n).split(" ", -1);
            var account = "--parley.first-staff.accounts[" + n + "].";
            command.add(account + "id=" + login[0]);
            command.add(account + "group=" + login[1]);
            command.add(account + "email=" + login[0] + "@parley.example");
            command.add(account + "password=" + PASSWORD);
        }
        command.addAll(more);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().putAll(environment);
        var launched = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(launched::destroyForcibly));
        return launched;
    }
}
